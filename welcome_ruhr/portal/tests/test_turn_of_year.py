"""The real content on 2 January 2027: what ran out says so, what is known is printed, and the import still works."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.queries import figures_today
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.actions import import_content
from welcome_ruhr.portal.content.engine import Outcome

from .editors import working
from .reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECOND_OF_JANUARY = datetime(2027, 1, 2, 9, 0, tzinfo=UTC)
RAN_OUT = {
    "/de/aufenthalt/blaue-karte-eu/": "Wert für 2026; der neue Wert ist noch nicht bekannt",
    "/en/residence/eu-blue-card/": "value for 2026; the new value is not known yet",
}
GERMAN_RIGHTS = "/de/arbeit/arbeitsvertrag-rechte/"
KNOWN = {
    GERMAN_RIGHTS: ("14,60 €", "633 €", "13,90 €"),
    "/en/work/contract-and-rights/": ("€14.60", "€633", "€13.90"),
}


def words(client, path):
    return " ".join(read(client, path).text("main").replace("\xa0", " ").split())


def test_turn_of_the_year_is_told_honestly_by_pages_desk_and_import(client):
    with clock.fixed(SECOND_OF_JANUARY), override("en"):
        assert set(import_content(folder=settings.CONTENT_DIR).outcomes) == {Outcome.CREATED}
        standings = {key: today.standing for key, today in figures_today().items()}
        assert standings["bluecard_general"] == Standing.EXPIRED
        assert {standings[key] for key in ("minimum_wage_hour", "minijob_month")} == {Standing.CURRENT}
        assert {path: sentence in words(client, path) for path, sentence in RAN_OUT.items()} == dict.fromkeys(
            RAN_OUT, True
        )
        for path, (wage, minijob, old_wage) in KNOWN.items():
            text = words(client, path)
            assert [wage in text, minijob in text, old_wage in text] == [True, True, False], path
        desk = working("editor").get(reverse("portal_desk")).content.decode()
        waiting = desk.partition('id="expired"')[2].partition("</section>")[0]
        assert "EU Blue Card: minimum salary" in waiting
        assert "Statutory minimum wage" not in waiting
    # The same portal on the day of the other tests: the values of 2026 hold.
    assert {path: sentence in words(client, path) for path, sentence in RAN_OUT.items()} == dict.fromkeys(
        RAN_OUT, False
    )
    assert "13,90 €" in words(client, GERMAN_RIGHTS)
