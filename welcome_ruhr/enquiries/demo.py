"""Invented enquiries for whoever tries the portal out (demo.yaml); each goes the way of a real one."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from welcome_ruhr.accounts.actions import DEMO_DOMAIN, DemoIsOff
from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.foundation import clock, local_mailbox, mailbox, outbox
from welcome_ruhr.vocabulary.models import Audience, Topic

from . import actions
from .actions import Proposal, Question, Sorting
from .enums import ConsentBy, Helped, Trust
from .models import Enquiry
from .roles import ADVISER

FILE = Path(__file__).parent / "demo.yaml"
ANSWER_DAYS = 21


def make_demo_enquiries() -> int:
    """Make the invented enquiries, where there is none at all yet; return how many. Raises DemoIsOff."""
    if not settings.DEMO:
        raise DemoIsOff("Invented enquiries need DEMO=yes.")
    adviser = User.objects.filter(email=f"{ADVISER.key}@{DEMO_DOMAIN}").first()
    if adviser is None or Enquiry.objects.exists():
        return 0
    stories = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for story in stories:
        _tell(story, adviser)
    return len(stories)


def _tell(story: dict[str, Any], adviser: User) -> None:
    enquiry: Enquiry | None = None
    for step in story["steps"]:
        with clock.fixed(clock.now() + timedelta(days=step["day"])):
            enquiry = _take_step(story, step, adviser, enquiry)


def _take_step(story: dict[str, Any], step: dict[str, Any], adviser: User, enquiry: Enquiry | None) -> Enquiry:
    if step["do"] == "mail":
        return _mailed(story, step, enquiry)
    if enquiry is None:
        return actions.ask(_question(story)).enquiry
    text = step.get("text", "")
    match step["do"]:
        case "take":
            actions.take(enquiry=enquiry, by=adviser)
            actions.sort(enquiry=enquiry, sorting=_sorting(story), by=adviser)
        case "answer":
            actions.answer(enquiry=enquiry, text=text, by=adviser)
        case "note":
            actions.note(enquiry=enquiry, text=text, by=adviser)
        case "reply":
            actions.write_back(enquiry=enquiry, text=text)
        case "refer":
            actions.refer(enquiry=enquiry, proposal=_proposal(step), consent_by=ConsentBy.WRITTEN, by=adviser)
        case "tell_office":
            for referral in enquiry.referrals.filter(sent_at=None):
                actions.record_telling(referral=referral, by=adviser)
        case "close":
            actions.look_at(enquiry=enquiry, by=adviser)
            actions.close(enquiry=enquiry, outcome=step["outcome"], by=adviser)
        case "helped":
            actions.say_whether_it_helped(enquiry=enquiry, helped=Helped(step["helped"]))
        case unknown:
            raise ValueError(f"demo.yaml knows no step {unknown!r}.")
    return enquiry


def _mailed(story: dict[str, Any], step: dict[str, Any], enquiry: Enquiry | None) -> Enquiry:
    """A mail arrives, as if it had been fetched; a later one answers our last."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = story["sender"], step["subject"]
    mail["To"], mail["Message-ID"] = mailbox.address() or "welcome@example.org", make_msgid(domain="example.org")
    if ours := enquiry and outbox.thread_of(enquiry.subject, str(enquiry.email)):
        mail["In-Reply-To"] = ours[-1]
    mail.set_content(step["text"])
    row = mailbox.put(mail.as_bytes())
    actions.take_in(row.pk)
    row.refresh_from_db()
    found = Enquiry.objects.get(pk=int(row.about.partition(":")[2]))
    if not local_mailbox.is_local():
        outbox.forget(found.subject)  # nobody lives at these addresses
    return found


def _question(story: dict[str, Any]) -> Question:
    days = story.get("permit_in_days")
    return Question(
        text=story["question"],
        language=story["language"],
        about=story["about"],
        whereabouts=story["whereabouts"],
        place=Municipality.objects.filter(slug=story["place"]).first(),
        permit_ends_on=clock.today() + timedelta(days=days) if days else None,
        trust=Trust.CHECKED,
    )


def _sorting(story: dict[str, Any]) -> Sorting:
    return Sorting(
        topic=Topic.objects.filter(key=story["topic"]).first(),
        audience=Audience.objects.filter(key=story["audience"]).first(),
        phase=None,
        place=Municipality.objects.filter(slug=story["place"]).first(),
        language=story["language"],
        is_legal_matter=False,
    )


def _proposal(step: dict[str, Any]) -> Proposal:
    office = Office.objects.get(key=step["office"])
    return Proposal(office, step["text"], clock.today() + timedelta(days=ANSWER_DAYS))
