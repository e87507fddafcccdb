import logging
import os
from datetime import date

import pytest
from django.utils.translation import override

from welcome_ruhr.portal.content.problems import BadFile, Problem
from welcome_ruhr.selfcheck.flows.parts import AnswerChoice, Because, Decision
from welcome_ruhr.selfcheck.flows.reading import flow_files

from .small_flow import YAML, changed, small_flow, written


@pytest.fixture
def folder(tmp_path, settings):
    settings.CONTENT_DIR = tmp_path
    return tmp_path


def refusal(folder, *replacements):
    with override("en"), pytest.raises(BadFile) as refused:
        small_flow(folder, *replacements)
    return refused.value.line, refused.value.reason


def test_flow_is_read_with_all_its_parts(tmp_path):
    flow = small_flow(tmp_path)
    assert (flow.start, flow.checked_on, flow.slugs["en"]) == ("passport", date(2026, 11, 20), "does-the-card-fit")
    assert flow.questions["german"].answers[0] == AnswerChoice("b1", {"de": "B1", "en": "B1"}, "enough", 2)
    assert flow.decisions == {"enough": Decision("enough", "outcome:card", "outcome:ask", figure="points_min")}
    assert flow.outcomes["free"].because == (
        Because("passport", {"de": "Ihr Pass ist aus der EU.", "en": "Your passport is from the EU."}, "law-2"),
    )


def test_number_of_points_may_stand_in_the_file(tmp_path):
    flow = small_flow(tmp_path, ('"{{ fact:points_min }}"', "6"))
    assert (flow.decisions["enough"].at_least, flow.decisions["enough"].figure) == (6, "")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("id: eu,", "id: no,", "id: “False” is not a text; put it between quotation marks."),
        ("id: german\n", "id: passport\n", "questions: “passport” stands here twice."),
        ("points: 2", "points: two", "points: “two” is not a whole number."),
        ("certainty: likely", "certainty: likly", "certainty: there is no “likly”. Did you mean “likely”?"),
        ("matter: registration", "matter: register", "matter: there is no “register”. Did you mean “registration”?"),
        ("pages: [", "page: [", "Unknown: page. Did you mean “pages”?"),
        ("id: card\nchecked", "id: cart\nchecked", "id: “cart” is not the name of the file, card."),
        ("id: enough,", "id: german,", "“german” is a question and a decision: one of them needs another id."),
        ("start: passport\n", "", "Missing: start."),
        ("id: other,", "id: Other one,", "id: “Other one” is not an id such as card-german."),
    ],
)
def test_what_is_not_as_it_must_be_is_refused_in_a_sentence(old, new, reason, tmp_path):
    assert refusal(tmp_path, (old, new))[1] == reason


def test_refusal_names_the_line(tmp_path):
    line, _reason = refusal(tmp_path, ("points: 2", "points: two"))
    assert "points: 2" in YAML.splitlines()[line - 1]


def test_file_is_read_anew_when_it_changes(folder):
    path = written(folder)
    first = flow_files()
    assert flow_files() is first
    path.write_text(changed(("Does the card fit?", "Is it the card?")), encoding="utf-8")
    os.utime(path, (1, 1))
    assert flow_files().flows["card"].titles["en"] == "Is it the card?"


def test_file_that_cannot_be_read_is_left_out_and_the_log_says_why(folder, caplog):
    written(folder)
    written(folder, "id: broken\nstart: [", name="broken")
    with caplog.at_level(logging.ERROR):
        files = flow_files()
    assert [*files.flows] == ["card"]
    reason = "This is not valid YAML: expected the node content, but found '<stream end>'."
    assert files.problems == (Problem("flows/broken.yaml", 2, reason),)
    assert caplog.messages == [f"A self-check cannot be shown: flows/broken.yaml:2: {reason}"]


def test_without_flows_there_is_nothing_to_show(folder):
    assert flow_files().flows == {}
