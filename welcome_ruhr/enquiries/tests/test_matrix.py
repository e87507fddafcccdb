"""Every address of the desk, for every person, with every way of asking: who may not, learns nothing."""

from io import BytesIO
from itertools import product

import pytest
from django.urls import reverse

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import access, actions, urls
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import ConsentBy, ScanState
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import clock, uploads
from welcome_ruhr.foundation.models import AuditEntry, IncomingMail

from .factories import (
    ask,
    fresh,
    make_adviser,
    make_evaluator,
    make_guide,
    make_supervisor,
    proposal,
    taken_by,
)
from .posted import in_a_mail, letter, set_aside

pytestmark = pytest.mark.django_db
CANARY = "Zimtschnecke"
REFUSED = (403, 404)
NOT_NOW = 409

CASE_VERBS = {
    "case": Verb.READ,
    "file": Verb.READ,
    "conversation": Verb.READ,
    "news": Verb.READ,
    "answer": Verb.ANSWER,
    "draft": Verb.ANSWER,
    "insert": Verb.ANSWER,
    "note": Verb.NOTE,
    "mail_original": Verb.NOTE,
    "mail_formatted": Verb.NOTE,
    "mail_framed": Verb.NOTE,
    "join": Verb.NOTE,
    "take": Verb.TAKE,
    "hand_over": Verb.ASSIGN,
    "hand_back": Verb.ASSIGN,
    "sort": Verb.SORT,
    "remind": Verb.REMIND,
    "reminder_done": Verb.REMIND,
    "close": Verb.CLOSE,
    "reopen": Verb.CLOSE,
    "choose_office": Verb.REFER,
    "refer": Verb.REFER,
    "referral_telling": Verb.REFER,
    "referral_outcome": Verb.REFER,
    "referral_take_back": Verb.REFER,
    "referral_sheet": Verb.REFER,
    "ask_guide": Verb.ASK_GUIDE,
    "write_to_adviser": Verb.WRITE_TO_ADVISER,
    "stop_helping": Verb.STOP_HELPING,
    "end_guidance": Verb.ASK_GUIDE,
    "accept_request": Verb.AGREE,
    "decline_request": Verb.AGREE,
}
"""What somebody must be allowed to do with an enquiry, that its address answers them."""

OPENED_BY = {"case": {Verb.READ, Verb.AGREE}}
"""A guide who is asked sees language, topic and place, and nothing that was said."""


def names():
    return {pattern.name for pattern in urls.staff[0]}


def case_names():
    return {pattern.name for pattern in urls.staff[0] if str(pattern.pattern).startswith("<int:pk>/")}


@pytest.fixture
def house():
    """People of every kind, and an enquiry with all that has an address of its own."""
    owner, guide = make_adviser(), make_guide()
    people = {
        "nobody": None,
        "no role": make_person(is_demo=True),
        "superuser": make_person(is_superuser=True, is_demo=True),
        "editor": make_person("editor", is_demo=True),
        "administrator": make_person("administrator", is_demo=True),
        "evaluator": make_evaluator(),
        "another adviser": make_adviser(),
        "another guide": make_guide(),
        "guide": guide,
        "owner": owner,
        "supervisor": make_supervisor(),
    }
    file = uploads.Inspected(content_type="text/plain", extension="txt", size=3, sha256="0" * 64, name=f"{CANARY}.txt")
    enquiry = ask(f"{CANARY}?", uploads=[Upload(file, b"abc")]).enquiry
    Attachment.objects.update(scan=ScanState.CLEAN)
    taken_by(owner, enquiry)
    request = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=owner)
    referral = actions.ask_consent(enquiry=enquiry, proposal=proposal(passed_on=CANARY), by=owner)
    Enquiry.objects.filter(pk=enquiry.pk).update(may_belong_to=taken_by(owner))
    message = in_a_mail(enquiry.messages.first(), CANARY)
    reminder = actions.remind(enquiry=enquiry, due_on=clock.today(), text=CANARY, by=owner)
    parts = {
        "pk": enquiry.pk,
        "file_pk": Attachment.objects.get().pk,
        "office_pk": referral.office_id,
        "referral_pk": referral.pk,
        "request_pk": request.pk,
        "message_pk": message.pk,
        "reminder_pk": reminder.pk,
    }
    return people, fresh(enquiry), parts


def address(name, parts):
    pattern = next(one for one in urls.staff[0] if one.name == name)
    needed = pattern.pattern.converters
    return reverse(f"enquiries_desk:{name}", kwargs={key: parts[key] for key in needed})


def content_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def test_every_address_of_an_enquiry_stands_in_the_table():
    assert case_names() == set(CASE_VERBS)


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_who_may_not_gets_nothing_and_changes_nothing(client, house, method):
    people, enquiry, parts = house
    before = list(Message.objects.values_list("pk", flat=True)), Enquiry.objects.values().get(pk=enquiry.pk)
    opened = []
    for (who, person), name in product(people.items(), CASE_VERBS):
        if person and OPENED_BY.get(name, {CASE_VERBS[name]}) & set(access.verbs(person, enquiry)):
            continue
        client.logout()
        if person:
            client.force_login(person)
        answer = getattr(client, method)(address(name, parts))
        is_closed = (
            answer.status_code in (*REFUSED, NOT_NOW, 405) if person else answer.status_code in (302, 401, 403, 405)
        )
        # Who may see it is led to it, where they open an address to which forms are sent.
        led_back = person and access.verbs(person, enquiry) and answer.headers.get("Location") == address("case", parts)
        is_closed = is_closed or (method in ("get", "head") and led_back)
        told = CANARY in content_of(answer)
        if not is_closed or (told and not (person and access.may(person, Verb.READ, enquiry))):
            opened.append((who, name, answer.status_code))
    assert opened == []
    assert before == (list(Message.objects.values_list("pk", flat=True)), Enquiry.objects.values().get(pk=enquiry.pk))


def test_who_may_gets_an_answer(client, house):
    people, enquiry, parts = house
    refused = []
    shown = ("case", "file", "mail_original", "mail_formatted", "mail_framed", "choose_office", "ask_guide")
    for (who, person), name in product(people.items(), shown):
        if person and access.may(person, CASE_VERBS[name], enquiry):
            client.force_login(person)
            if client.get(address(name, parts)).status_code in REFUSED:
                refused.append((who, name))
    assert refused == []


def test_lists_counts_search_and_numbers_tell_nobody_else(client, house):
    people, enquiry, _parts = house
    pages = sorted(names() - case_names())
    told = []
    for who, person in people.items():
        if person is None or access.may(person, Verb.READ, enquiry):
            continue
        client.force_login(person)
        for name in pages:
            for answer in _asked(client, name):
                is_offer = name == "inbox" and access.may(person, Verb.AGREE, enquiry)
                if not is_offer and f"/workspace/enquiries/{enquiry.pk}/" in answer.content.decode(errors="replace"):
                    told.append((who, name))
    assert told == []


def _asked(client, name):
    pattern = next(one for one in urls.staff[0] if one.name == name)
    if pattern.pattern.converters:
        return []
    path = reverse(f"enquiries_desk:{name}")
    return [client.get(path), client.post(path, {"words": CANARY, "q": CANARY, "person": CANARY})]


def test_parts_of_another_enquiry_are_not_found_under_ones_own(client, house):
    _people, _enquiry, parts = house
    other = make_adviser()
    mine = taken_by(other)
    client.force_login(other)
    found = []
    for name, method in product(CASE_VERBS, ("get", "post")):
        if len(next(one for one in urls.staff[0] if one.name == name).pattern.converters) > 1 and name != "refer":
            answer = getattr(client, method)(address(name, {**parts, "pk": mine.pk}))
            # An address to which forms are sent leads to one's own enquiry when it is opened.
            is_led_back = method == "get" and answer.headers.get("Location") == address("case", {"pk": mine.pk})
            if answer.status_code not in (*REFUSED, 405) and not is_led_back:
                found.append((name, method))
    assert found == []


INCOMING = [pattern.name for pattern in urls.staff[0] if "incoming/" in str(pattern.pattern)]


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_incoming_mail_opens_for_administrators_alone(client, house, method):
    people, _enquiry, _parts = house
    mail = set_aside(subject=CANARY)
    before = IncomingMail.objects.values().get(pk=mail.pk), Enquiry.objects.count(), AuditEntry.objects.count()
    opened = []
    for (who, person), name in product(people.items(), INCOMING):
        if who == "administrator":
            continue
        client.logout()
        if person:
            client.force_login(person)
        answer = getattr(client, method)(address(name, {"mail_pk": mail.pk}), {"file": BytesIO(letter())})
        expected = (403, 405) if person else (302, 405)
        if answer.status_code not in expected or CANARY in content_of(answer):
            opened.append((who, name, answer.status_code))
    assert (len(INCOMING), opened) == (7, [])
    assert before == (
        IncomingMail.objects.values().get(pk=mail.pk), Enquiry.objects.count(), AuditEntry.objects.count()
    )  # fmt: skip


def test_administrators_open_no_mail_of_an_enquiry(client, house):
    people, enquiry, _parts = house
    mail = IncomingMail.objects.get()
    client.force_login(people["administrator"])
    found = {}
    for method, name in product(("get", "post"), INCOMING):
        if "mail_pk" in next(one for one in urls.staff[0] if one.name == name).pattern.converters:
            answer = getattr(client, method)(address(name, {"mail_pk": mail.pk}))
            found[method, name] = answer.status_code
            assert CANARY not in content_of(answer)
    assert set(found.values()) <= {404, 405}
    assert mail.about == enquiry.subject
