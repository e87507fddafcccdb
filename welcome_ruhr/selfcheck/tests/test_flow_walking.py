import pytest

from welcome_ruhr.selfcheck.flows.walking import longest_way, walk

from .small_flow import points, small_flow


@pytest.fixture
def flow(tmp_path):
    return small_flow(tmp_path)


def walked(flow, needed=3, **query):
    """Return where a walk stands: what was said, where it stopped, the points, whether something did not fit."""
    way = walk(flow, query, points(needed))
    return [one.answer.id for one in way.said], way.target, way.points, way.is_outdated


def test_without_answers_the_first_question_is_asked(flow):
    way = walk(flow, {}, points(3))
    assert (way.question.id, way.outcome, way.said, way.is_outdated) == ("passport", None, (), False)


def test_answer_leads_to_an_outcome(flow):
    assert walked(flow, passport="eu") == (["eu"], "outcome:free", 0, False)


def test_points_of_all_answers_decide(flow):
    assert walked(flow, passport="other", german="b1") == (["other", "b1"], "outcome:card", 3, False)
    assert walked(flow, passport="other", german="none") == (["other", "none"], "outcome:ask", 1, False)


def test_while_the_figure_is_missing_it_leads_to_neither_way(flow):
    way = walk(flow, {"passport": "other", "german": "b1"}, points(None))
    assert (way.target, way.question, way.outcome) == ("enough", None, None)


def test_answer_that_does_not_exist_is_asked_again(flow):
    assert walked(flow, passport="mars", german="b1") == ([], "passport", 0, True)
    assert walked(flow, passport="other", german="c3") == (["other"], "german", 1, True)


def test_answer_to_a_question_that_is_not_on_the_way_is_said_to_be_outdated(flow):
    assert walked(flow, passport="eu", german="b1") == (["eu"], "outcome:free", 0, True)
    assert walked(flow, german="b1") == ([], "passport", 0, True)


def test_question_that_is_no_more_is_said_to_be_outdated(flow):
    assert walked(flow, nationality="eu") == ([], "passport", 0, True)


def test_what_others_write_into_addresses_is_no_answer(flow):
    assert walked(flow, passport="other", print="yes", utm_source="card", fbclid="x") == (["other"], "german", 1, False)


def test_address_says_the_way_again(flow):
    way = walk(flow, {"german": "b1", "passport": "other", "print": "yes"}, points(3))
    assert way.query() == "?passport=other&german=b1"
    assert way.query(print="yes") == "?passport=other&german=b1&print=yes"


def test_answer_is_changed_by_leaving_it_and_all_after_it_out(flow):
    way = walk(flow, {"passport": "other", "german": "b1"}, points(3))
    assert [way.query_until(number) for number in (0, 1)] == ["", "?passport=other"]


def test_longest_way_counts_from_where_one_stands(flow):
    assert longest_way(flow, ("passport", 0), points(3)) == ("passport", "german")
    assert longest_way(flow, ("german", 1), points(3)) == ("german",)
    assert longest_way(flow, ("outcome:free", 0), points(3)) == ()


def test_circle_holds_nobody(tmp_path):
    circle = small_flow(tmp_path, ("points: 2, next: enough", "points: 2, next: passport"))
    assert walked(circle, passport="other", german="b1") == (["other", "b1"], "passport", 3, False)
    assert longest_way(circle, ("passport", 0), points(3)) == ("passport", "german")
