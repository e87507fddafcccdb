import pytest

from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.selfcheck.flows.checking import Known, check_flows
from welcome_ruhr.selfcheck.flows.reading import read_flow

from .small_flow import KNOWN, changed, figure_of, findings, small_flow, written

FREE, CARD, ASK = "“outcome:free”", "“outcome:card”", "“outcome:ask”"


def test_flow_that_fits_together_has_nothing_to_mend(tmp_path):
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "next: german}",
            "next: germn}",
            "“passport” leads to “germn”, which is not there. Did you mean “german”?",
        ),
        ("start: passport", "start: pass", "“start” leads to “pass”, which is not there. Did you mean “passport”?"),
        (
            "points: 2, next: enough",
            "points: 2, next: passport",
            "This leads in a circle: passport → german → passport.",
        ),
        ("en: None, next: enough", "en: None, next: german", "This leads in a circle: german → german."),
    ],
)
def test_way_that_does_not_end_is_found(old, new, sentence, tmp_path):
    assert findings(tmp_path, (old, new)) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("next: german}", 'next: "outcome:ask"}', ["german", "enough", "outcome:card"]),
        # Nobody can have that many points.
        ("points: 2, next: enough", "points: 1, next: enough", ["outcome:card"]),
        # Everybody has enough.
        ("points: 1, next: german", "points: 3, next: german", ["outcome:ask"]),
    ],
)
def test_what_nothing_leads_to_is_found(old, new, sentences, tmp_path):
    found = findings(tmp_path, (old, new))
    assert found[: len(sentences)] == [f"Nothing leads to “{target}”." for target in sentences]


def test_way_of_thirteen_questions_is_too_long(tmp_path):
    question = "  - {id: q%d, de: {text: F}, en: {text: Q}, answers: [%s, %s]}\n"
    answer = '{id: %s, de: A, en: A, next: "%s"}'
    ids = [f"q{number}" for number in range(11)]
    more = "".join(
        question % (number, answer % ("a", following), answer % ("b", following))
        for number, following in enumerate([*ids[1:], "german"])
    )
    found = findings(tmp_path, ("next: german}", "next: q0}"), ("decisions:", f"{more}decisions:"))
    assert found == [f"A way takes 13 questions, 12 are the most: passport → {' → '.join(ids)} → german."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("legal: law-2", "legal: law-3", f"{FREE}: there is no legal basis “law-3”. Did you mean “law-2”?"),
        (
            'pages: ["article:eu-citizens"]',
            'pages: ["article:eu-citizen"]',
            f"{FREE}: there is no page “article:eu-citizen”. Did you mean “article:eu-citizens”?",
        ),
        (
            "[more](article:eu-citizens)",
            "[more](journey:first-14-day)",
            f"{FREE}, text in en: there is no page “journey:first-14-day”. Did you mean “journey:first-14-days”?",
        ),
        (
            "[more](article:eu-citizens)",
            "[more](eu-citizens)",
            f"{FREE}, text in en: The link “eu-citizens” is neither an entry such as article:… nor an https address.",
        ),
        ("question: german", "question: germn", f"{CARD} names a question “germn”, which is not there."),
        ("figures: [points_min]", "figures: [points_max]", "There is no figure “points_max”."),
        ("illustration: office", "illustration: ofice", "There is no illustration “ofice”. Did you mean “office”?"),
        ("You need {{ fact:points", "You need {{ fact: points", f"{CARD} text: {{{{ fact: points_min }}}}, says"),
    ],
)
def test_name_of_what_is_not_there_is_found(old, new, sentence, tmp_path):
    assert any(found.startswith(sentence) for found in findings(tmp_path, (old, new)))


@pytest.mark.parametrize(("standing", "word"), [(Standing.EXPIRED, "expired"), (Standing.UNVERIFIED, "not verified")])
def test_figure_that_is_not_current_is_found(standing, word, tmp_path):
    known = Known(KNOWN.legal, KNOWN.pages, figure_of(standing))
    assert findings(tmp_path, known=known) == [f"The figure “points_min” is {word}."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('en: {text: "Which passport?", ', "en: {", "“passport” text is missing in en."),
        (", help: The first one counts.", "", "“passport” help is missing in en."),
        ("de: Aus der EU, ", "", "“passport” answer “eu” is missing in de."),
        (", en: Your German counts.", "", f"{CARD} reason 1 is missing in en."),
        (", slug: passt-die-karte", "", "slug is missing in de."),
        (
            "You need {{ fact:points_min }}",
            "You need them",
            f"{CARD} text: German and English do not print the same figures.",
        ),
    ],
)
def test_text_that_is_missing_in_a_language_is_found(old, new, sentence, tmp_path):
    assert findings(tmp_path, (old, new)) == [sentence]


def test_outcome_needs_a_reason_on_each_way_to_it(tmp_path):
    reason = "      - {question: german, de: Ihr Deutsch zählt., en: Your German counts.}\n"
    assert findings(tmp_path, (reason, "")) == [f"{CARD} names no reason (because)."]
    assert findings(tmp_path, ("question: passport, legal: law-2", "question: german")) == [
        f"{FREE}: its reason “german” is not on the way to it.",
        f"{FREE} can be reached without any of the questions that its reasons name.",
    ]


def test_question_with_one_answer_is_no_question(tmp_path):
    answer = "      - {id: none, de: Keines, en: None, next: enough}\n"
    assert "“german” has only one answer." in findings(tmp_path, (answer, ""))


def test_question_must_not_be_called_like_what_others_write_into_addresses(tmp_path):
    names = ("id: %s\n", "next: %s}", "question: %s")
    found = findings(tmp_path, *((name % "german", name % "print") for name in names))
    assert found == ["“print” means something else in an address: give the question another id."]


def test_two_flows_must_not_share_an_address(tmp_path):
    flow = small_flow(tmp_path)
    text = changed(("id: card\nchecked", "id: other\nchecked"), ("passt-die-karte", "etwas-anderes"))
    other = read_flow(written(tmp_path, text, name="other"))
    assert check_flows([flow, other], KNOWN) == {
        "card": ["The address “does-the-card-fit” (en) is also that of “other”."],
        "other": ["The address “does-the-card-fit” (en) is also that of “card”."],
    }
