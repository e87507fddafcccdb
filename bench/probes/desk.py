"""The desk from inside the portal: `desk <cases> <times>`."""

from __future__ import annotations

import gc
import json
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from django.test import Client

    from welcome_ruhr.accounts.models import User

INBOX = "/workspace/enquiries/"
VIEWS = ("", "?view=new", "?view=mine", "?view=waiting", "?view=overdue", "?view=closed")
MESSAGES = 500
BATCH = 2_000


def main(cases: int, times: int) -> None:
    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.test import Client

    from welcome_ruhr.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEMO = True  # a demo account needs no second factor
    person = User.objects.create_user("bench@example.org", is_demo=True, first_name="Kim", last_name="Beispiel")
    person.groups.add(Group.objects.get(name="adviser"))
    client = Client()
    client.force_login(person)
    plant(1, person)
    before = _queries(client, INBOX)
    plant(cases - 1, person)
    case = _long_case(person)
    after = _queries(client, INBOX)
    for path in (INBOX, f"{INBOX}{case}/"):
        _milliseconds(client, path)
    gc.collect()
    gc.freeze()  # as the server does once it has loaded everything (`config.asgi`)
    lists = [_milliseconds(client, INBOX + view) for _ in range(times) for view in VIEWS]
    shown = [_milliseconds(client, f"{INBOX}{case}/") for _ in range(min(times, 20))]
    print(
        json.dumps(
            {
                "list_ms": lists,
                "queries": after,
                "more_queries": after - before,
                "case_ms": shown,
                "messages": MESSAGES,
            }
        )
    )


def plant(count: int, person: User) -> None:
    """Make cases of every state, a tenth of them open, each with a question."""
    from django.db import transaction

    for start in range(0, count, BATCH):
        with transaction.atomic():
            _plant_some(min(BATCH, count - start), person)


def _plant_some(count: int, person: User) -> None:
    from welcome_ruhr.directory.models import Municipality
    from welcome_ruhr.enquiries.enums import Author, Outcome, State
    from welcome_ruhr.enquiries.models import Enquiry, Message
    from welcome_ruhr.foundation import clock
    from welcome_ruhr.vocabulary.models import Audience, Topic

    towns, topics, audience = list(Municipality.objects.all()), list(Topic.objects.all()), Audience.objects.first()
    now, today = clock.now(), clock.today()
    states = [State.NEW, State.OPEN, State.WAITING, State.REFERRED, *[State.CLOSED] * 36]
    rows = []
    for number in range(count):
        state = states[number % len(states)]
        is_closed = state == State.CLOSED
        rows.append(
            Enquiry(
                language=("en", "de", "ar", "uk", "tr")[number % 5],
                place=towns[number % len(towns)],
                topic=topics[number % len(topics)],
                audience=audience,
                state=state,
                responsible=None if state == State.NEW else person,
                due_on=today + timedelta(days=number % 21 - 7) if state in (State.NEW, State.OPEN) else None,
                asked_at=now - timedelta(hours=number % 4000),
                news_at=now - timedelta(hours=number % 4000),
                promised_on=today,
                closed_at=now if is_closed else None,
                outcome=Outcome.ANSWERED if is_closed else "",
            )
        )
    Enquiry.objects.bulk_create(rows)
    Message.objects.bulk_create(
        Message(enquiry=enquiry, author=Author.ENQUIRER, text="Wie melde ich mich an?", language="de", written_at=now)
        for enquiry in rows
    )


def _long_case(person: User) -> int:
    from welcome_ruhr.enquiries import actions
    from welcome_ruhr.enquiries.actions import Question
    from welcome_ruhr.enquiries.enums import Author
    from welcome_ruhr.enquiries.models import Message
    from welcome_ruhr.foundation import clock

    enquiry = actions.ask(Question(text="Wie melde ich mich an?", language="de")).enquiry
    actions.take(enquiry=enquiry, by=person)
    Message.objects.bulk_create(
        Message(
            enquiry=enquiry, author=Author.ENQUIRER, text="Noch etwas. " * 40, language="de", written_at=clock.now()
        )
        for _ in range(MESSAGES)
    )
    return enquiry.pk


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _milliseconds(client: Any, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
