"""Enquiries and people at the desk for tests; everything goes through the actions, as in life."""

from datetime import timedelta

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Proposal, Question, Sorting
from welcome_ruhr.enquiries.enums import ConsentBy, Outcome
from welcome_ruhr.foundation import clock
from welcome_ruhr.vocabulary.models import Audience, Topic

TEXT = "Darf ich mit meinem Visum schon arbeiten?"


def make_adviser(**fields):
    return make_person("adviser", **{"is_demo": True, **fields})


def make_supervisor(**fields):
    return make_person("supervisor", **{"is_demo": True, **fields})


def make_guide(**fields):
    return make_person("guide", **{"is_demo": True, **fields})


def make_evaluator(**fields):
    return make_person("evaluator", **{"is_demo": True, **fields})


def ask(text=TEXT, *, language="de", **fields):
    """Return the receipt of a question."""
    return actions.ask(Question(text=text, language=language, **fields))


def make_enquiry(text=TEXT, **fields):
    return ask(text, **fields).enquiry


def taken_by(adviser, enquiry=None, **fields):
    """Return an enquiry for which somebody is responsible."""
    return actions.take(enquiry=enquiry or make_enquiry(**fields), by=adviser)


def make_topic(key="work"):
    return Topic.objects.get_or_create(key=key, defaults={"names": {"de": key.title()}})[0]


def make_audience(key="families"):
    return Audience.objects.get_or_create(key=key, defaults={"names": {"de": key.title()}})[0]


def sorted_by(adviser, enquiry, **changes):
    """Say topic and audience, which closing needs, and whatever else a test asks for."""
    fields = {
        "topic": make_topic(),
        "audience": make_audience(),
        "phase": None,
        "place": enquiry.place,
        "language": enquiry.language,
        "is_legal_matter": enquiry.is_legal_matter,
    }
    return actions.sort(enquiry=enquiry, sorting=Sorting(**{**fields, **changes}), by=adviser)


def proposal(office=None, *, passed_on="Frau K. fragt nach einem Termin.", days=14, **fields):
    office = office or make_office("Ausländerbehörde Herne", email="amt@example.org")
    return Proposal(office, passed_on, clock.today() + timedelta(days=days), **fields)


def referred_by(adviser, enquiry=None, *, office=None):
    """Return a referral that was passed on, because the enquirer agreed on the phone."""
    enquiry = enquiry or taken_by(adviser)
    return actions.refer(enquiry=enquiry, proposal=proposal(office), consent_by=ConsentBy.SPOKEN, by=adviser)


def closed_by(adviser, enquiry=None, *, outcome=Outcome.ANSWERED):
    enquiry = sorted_by(adviser, enquiry or taken_by(adviser))
    actions.look_at(enquiry=enquiry, by=adviser)
    return actions.close(enquiry=enquiry, outcome=outcome, by=adviser)


def fresh(row):
    """Return the row as the database holds it."""
    return type(row).objects.get(pk=row.pk)
