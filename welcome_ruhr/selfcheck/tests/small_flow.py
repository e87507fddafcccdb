"""A small self-check for tests: two questions, a decision by points, three outcomes."""

from decimal import Decimal
from pathlib import Path

from django.utils.translation import override

from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.queries import FigureToday
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.selfcheck.flows.checking import Known, check_flow
from welcome_ruhr.selfcheck.flows.reading import read_flow

YAML = """\
id: card
checked_on: 2026-11-20
next_check_on: 2027-05-20
illustration: office
de: {title: "Passt die Karte?", slug: passt-die-karte, summary: Zwei Fragen., intro: Antworten Sie.}
en: {title: "Does the card fit?", slug: does-the-card-fit, summary: Two questions., intro: Please answer.}
start: passport
questions:
  - id: passport
    de: {text: "Welcher Pass?", help: Der erste zählt.}
    en: {text: "Which passport?", help: The first one counts.}
    answers:
      - {id: eu, de: Aus der EU, en: From the EU, next: "outcome:free"}
      - {id: other, de: Ein anderer, en: Another, points: 1, next: german}
  - id: german
    de: {text: "Wie gut ist Ihr Deutsch?"}
    en: {text: "How good is your German?"}
    answers:
      - {id: b1, de: B1, en: B1, points: 2, next: enough}
      - {id: none, de: Keines, en: None, next: enough}
decisions:
  - {id: enough, at_least: "{{ fact:points_min }}", then: "outcome:card", otherwise: "outcome:ask"}
outcomes:
  - id: free
    certainty: likely
    de: {title: Sie brauchen wohl keine Karte, text: "Lesen Sie [mehr](article:eu-citizens)."}
    en: {title: You probably need no card, text: "Read [more](article:eu-citizens)."}
    because:
      - {question: passport, legal: law-2, de: Ihr Pass ist aus der EU., en: Your passport is from the EU.}
    pages: ["article:eu-citizens"]
    matter: registration
    purpose: work
  - id: card
    certainty: possible
    de: {title: Die Karte könnte passen, text: "Nötig: {{ fact:points_min }}, sagt die [[Ausländerbehörde]]."}
    en: {title: The card could fit, text: "You need {{ fact:points_min }}, says the [[Ausländerbehörde]]."}
    because:
      - {question: german, de: Ihr Deutsch zählt., en: Your German counts.}
    figures: [points_min]
  - id: ask
    certainty: ask
    de: {title: Bitte fragen Sie, text: Das Amt weiß mehr.}
    en: {title: Please ask, text: The office knows more.}
    because:
      - {question: passport, de: Ihr Pass ist nicht aus der EU., en: Your passport is not from the EU.}
"""


def points(number):
    """Stand for the figures: all have this value."""
    return lambda key: None if number is None else Decimal(number)


def changed(*replacements):
    """Return the small flow's text, each first text of a pair replaced by the second; it has to be there."""
    text = YAML
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


def written(folder, text=YAML, name="card"):
    """Write a flow into a content folder and return the path of the file."""
    path = Path(folder) / "flows" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def small_flow(folder, *replacements):
    return read_flow(written(folder, changed(*replacements)))


def figure_of(standing=Standing.CURRENT, amount="3"):
    """Stand for the figure of the small flow without a database."""

    class Value:
        value = Decimal(amount)

    return lambda key: FigureToday(None, Value(), standing) if key == "points_min" else None


KNOWN = Known({"law-2"}, {"article:eu-citizens", "journey:first-14-days"}, figure_of())


def findings(folder, *replacements, known=KNOWN):
    """Return what is to be mended in the small flow with some of its text replaced."""
    flow = small_flow(folder, *replacements)
    with override("en"):
        return check_flow(flow, known)


def make_points_min(amount="3", **value):
    return make_figure(
        "points_min", {"amount": amount, **value}, unit="points", labels={"de": "Punkte", "en": "Points"}
    )
