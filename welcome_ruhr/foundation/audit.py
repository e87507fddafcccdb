"""Who did what, in a chain that tells when somebody changed it, without a word about a person.

    audit.record("enquiries.assign", subject="enquiry:12", by=user, to=other.pk)   within the transaction of the act
    audit.of("enquiry:12")                                                         what happened to it
    audit.verify()                                                                 whether the chain is whole

Each entry holds the hash of the one before and its own, both under the key file: who can write into the database
alone can neither change an entry nor leave one out. Who restores a whole older database can; that tells only a
head that was noted elsewhere (`manage.py verify_audit --expect`).
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max, QuerySet

from . import clock, receipt_codes, vault
from .models import AuditEntry, AuditHead

NOTHING_BEFORE = "0" * 64
LONGEST_DETAIL = 60
LARGEST_NUMBER = 2**53
"""up to here JSON keeps whole numbers on every database"""
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
_SUBJECT = re.compile(r"[a-z_]+(:[A-Za-z0-9_.-]{1,60})?")
_WORD_OF_OURS = re.compile(r"[A-Za-z0-9_.:/+-]*")
_READ_AT_ONCE = 1000

Detail = int | str | bool | None


class Problem(StrEnum):
    CHANGED = "Entry {number} was changed, or does not follow the one before it."
    MISSING = "Entry {number} is missing."
    CUT_OFF = "Entry {number} and what came after it was cut off."
    FORGED_HEAD = "The head of the chain was forged: it does not belong to entry {number}."


@dataclass(frozen=True)
class Verdict:
    checked: int
    """entries found whole, from the first; the number of the last of them"""
    hash: str
    """of the last of them"""
    problem: Problem | None = None
    number: int = 0
    """the first entry that is not whole"""

    def __str__(self) -> str:
        if self.problem:
            return self.problem.format(number=self.number)
        return f"{self.checked} entries checked: none was changed, none is missing."


def record(action: str, *, subject: str, by: AbstractBaseUser | None, **details: Detail) -> AuditEntry:
    """Append an entry; call it last in the transaction of the act, for until its end nobody else can.

    `action` is room and verb, `subject` kind and id; `by` is None when the portal acts, or somebody without account.
    Raises ValueError when a detail could name a person: text is one word of ours, such as "answered" or "de".
    """
    _check(action, subject, details)
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        entry = AuditEntry(number=head.number + 1, at=clock.now(), action=action, subject=subject, details=details)
        entry.actor_id, entry.previous_hash = by.pk if by else None, head.hash
        entry.hash = _hash_of(entry)
        entry.save()
        head.number, head.hash, head.proof = entry.number, entry.hash, _proof_of(entry.number, entry.hash)
        head.save(update_fields=["number", "hash", "proof"])
    return entry


def of(subject: str) -> QuerySet[AuditEntry]:
    """Return what happened to `subject`, the oldest first."""
    return AuditEntry.objects.filter(subject=subject)


def verify() -> Verdict:
    """Return whether the chain is whole and, if not, the first entry that is broken and why."""
    # The head is read last: what is appended meanwhile lets it grow, never fall behind.
    newest = AuditEntry.objects.aggregate(newest=Max("number"))["newest"] or 0
    head = AuditHead.objects.first() or _new_head()
    verdict = Verdict(0, NOTHING_BEFORE)
    for entry in _entries(until=max(newest, head.number)):
        verdict = _after(verdict, entry)
        if verdict.problem:
            return verdict
    return _compared(verdict, head)


def has(number: int, hash_begins: str) -> bool:
    """Whether the chain holds the entry that somebody noted elsewhere."""
    return AuditEntry.objects.filter(number=number, hash__startswith=hash_begins).exists()


def _check(action: str, subject: str, details: dict[str, Detail]) -> None:
    if not _ACTION.fullmatch(action):
        raise ValueError(f"An action is a room and a verb, such as “enquiries.assign”, not {action!r}.")
    if not _SUBJECT.fullmatch(subject):
        raise ValueError(f"A subject is a kind and an id, such as “enquiry:12”, not {subject!r}.")
    for name, value in details.items():
        if not _is_harmless(value):
            raise ValueError(f"The detail “{name}” could name a person: only numbers and words of ours are kept.")


def _is_harmless(value: object) -> bool:
    if isinstance(value, str):
        is_word = len(value) <= LONGEST_DETAIL and _WORD_OF_OURS.fullmatch(value)
        return bool(is_word) and not receipt_codes.cleaned(value)
    return value is None or (isinstance(value, int) and abs(value) <= LARGEST_NUMBER)


def _locked_head() -> AuditHead:
    """Return the head, made when there is none, locked until the transaction ends."""
    locked = AuditHead.objects.select_for_update()
    if head := locked.first():
        return head
    # Of two processes that begin the chain at once, the second waits here and finds the head of the first.
    AuditHead.objects.bulk_create([_new_head()], ignore_conflicts=True)
    return locked.get()


def _new_head() -> AuditHead:
    return AuditHead(number=0, hash=NOTHING_BEFORE, proof=_proof_of(0, NOTHING_BEFORE))


def _entries(*, until: int) -> Iterator[AuditEntry]:
    """Return the entries in the order of their numbers; page by page, so that no long read holds up SQLite's log."""
    last = 0
    while page := list(AuditEntry.objects.filter(number__gt=last, number__lte=until)[:_READ_AT_ONCE]):
        yield from page
        last = page[-1].number


def _after(verdict: Verdict, entry: AuditEntry) -> Verdict:
    """Return the verdict with one more entry looked at."""
    expected = verdict.checked + 1
    if entry.number != expected:
        return replace(verdict, problem=Problem.MISSING, number=expected)
    if entry.previous_hash != verdict.hash or not hmac.compare_digest(entry.hash, _hash_of(entry)):
        return replace(verdict, problem=Problem.CHANGED, number=expected)
    return Verdict(entry.number, entry.hash)


def _compared(verdict: Verdict, head: AuditHead) -> Verdict:
    """Return the verdict on entries that are whole, now with the head looked at."""
    is_ours = hmac.compare_digest(head.proof, _proof_of(head.number, head.hash))
    if is_ours and head.number > verdict.checked:
        return replace(verdict, problem=Problem.CUT_OFF, number=verdict.checked + 1)
    if not is_ours or (head.number, head.hash) != (verdict.checked, verdict.hash):
        return replace(verdict, problem=Problem.FORGED_HEAD, number=verdict.checked)
    return verdict


def _hash_of(entry: AuditEntry) -> str:
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.subject,
        entry.actor_id,
        entry.details,
        entry.previous_hash,
    ]
    return vault.fingerprint("audit entry", json.dumps(said, sort_keys=True, separators=(",", ":")))


def _proof_of(number: int, newest_hash: str) -> str:
    return vault.fingerprint("audit head", f"{number}:{newest_hash}")
