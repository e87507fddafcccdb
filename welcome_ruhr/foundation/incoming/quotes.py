"""What a mail repeats of earlier ones, told from what is new: line by line, in the languages and clients in use.

Every line is looked at a fixed number of times. (Packages for this take minutes for ten hostile kilobytes.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from .quote_words import FORWARD_SUBJECT, FORWARDED, LABELS, ORIGINAL, VERBS

QUOTE_BEGINS = "\u2063\u2063quote\u2063\u2063"
"""A line of its own that `html_text` writes where a mail program marks what it repeats."""
LONGEST_REPLY_LINE = 500
REPLY_LINES = 4
"""so many lines a reply line is broken into at most"""
LONGEST_NAME = 100
WORDS_OF_A_NAME = 6
HEAD_LINES = 9
ENOUGH_LABELS = 3

_BARE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069*\u00a0\ufeff]")
_MOMENT = re.compile(r"@|\d{1,2}[:.h]\d{2}|\b\d{4}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}|[٠-٩]{2}")
_DATE = re.compile(r"\b\d{4}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}|[٠-٩]{2}")
_HOUR = re.compile(r"\d:\d{2}")
_SECOND = re.compile(r"\d:\d{2}:\d{2}")
"""Nobody writes when something was to the second; Yahoo does."""
_ADDRESS = re.compile(r"[<(\[]\s?[^<>()\[\]\s@]+@[^<>()\[\]\s@]+\s?[>)\]]")
_ENDS_WITH_ADDRESS = re.compile(r"<[^<>\s@]+@[^<>\s@]+>\s*:$")
_RUNS_ON = re.compile(r"@[^<>\s@]+>[^:]{0,20}:\s{2,}\S")
"""Yahoo on telephones: the earlier mail begins on the line that says who wrote it"""
_OPENS = re.compile(
    r"(?:am|on|le|el|em|il|op|den|w dniu|dnia|în|pe|la|в|у|في|بتاريخ|على)\s+(?!\d{1,2}:\d)", re.IGNORECASE
)
"""How the line “On …, … wrote:” begins"""
_RULE = re.compile(r"[-_=—–*\s]{5,}")
_BLANKS = re.compile(r"\n{3,}")
_FRAME = " \t-_=—–*>#"


@dataclass(frozen=True)
class Split:
    text: str
    quoted: str


class _Run(NamedTuple):
    """Lines that belong together: new ones, or a quotation."""

    start: int
    end: int
    is_quoted: bool
    is_whole: bool = False
    """whether a mail program put it there, under a line that says who wrote when"""


def split(text: str, subject: str = "") -> Split:
    """Return what is new and what is repeated; where nothing would be new, all of it is.

    What somebody passes on is no repetition: it is what they write about.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    bare = [_BARE.sub("", line).strip() for line in lines]
    passed_on = next((number for number, line in enumerate(bare) if _is_forwarded(line)), len(bare))
    tail = passed_on if FORWARD_SUBJECT.match(subject.strip()) else _tail(bare[:passed_on])
    folded = {number for run in _folded(_runs(bare, tail)) for number in range(run.start, run.end)}
    folded |= set(range(tail, len(lines))) if tail < passed_on else set()
    new = [line for number, line in enumerate(lines) if number not in folded]
    if not any(_BARE.sub("", line).strip() for line in new):
        return Split(_tidy(lines), "")
    return Split(_tidy(new), _tidy([lines[number] for number in sorted(folded)]))


def _tail(bare: list[str]) -> int:
    """Return the line from which on all is repeated: behind a head, a separator, or the mark of a mail program."""
    for number, line in enumerate(bare):
        if not line:
            continue
        if line == QUOTE_BEGINS or _is_original(line) or _is_head(bare, number):
            return _with_rule(bare, number)
    return len(bare)


def _with_rule(bare: list[str], number: int) -> int:
    """Return where the line begins that is drawn above."""
    start = number
    while start and (not bare[start - 1] or _RULE.fullmatch(bare[start - 1]) or _names_original(bare[start - 1])):
        start -= 1
    return start


def _is_forwarded(line: str) -> bool:
    return 10 < len(line) < 120 and line.strip(_FRAME).rstrip(": ").casefold() in FORWARDED


def _is_original(line: str) -> bool:
    return line.startswith(("--", "__", "==", "—")) and _names_original(line)


def _names_original(line: str) -> bool:
    return len(line) < 120 and line.strip(_FRAME).casefold() in ORIGINAL


def _is_head(bare: list[str], number: int) -> bool:
    """Whether a mail's head begins here as mail programs write it into an answer: from, sent, to, subject.

    “From: Istanbul, to: Essen, date: 3 May” is somebody's journey: heads say an address, or the hour of sending.
    """
    if _label(bare[number]) not in ("from", "sent", "date"):
        return False
    if number and _label(bare[number - 1]):
        return False
    found: set[str] = set()
    for line in bare[number : number + HEAD_LINES]:
        if not line and len(found) > 1:
            break
        found |= {_label(line), "@" if "@" in line else "", "hour" if _HOUR.search(line) else ""}
    is_head = {"from", "to"} <= found and ("@" in found or ("hour" in found and bool(found & {"subject", "sent"})))
    return is_head and len(found - {"", "@", "hour"}) >= ENOUGH_LABELS


def _label(line: str) -> str:
    if ":" not in line:
        return ""
    name, colon, value = line.lstrip("> ").partition(":")
    return LABELS.get(name.strip().casefold(), "") if colon and value.strip() and len(name) < 30 else ""


def _runs(bare: list[str], end: int) -> list[_Run]:
    """Return new lines and quotations in their order."""
    kinds = _kinds(bare, end)
    runs, at = [], 0
    for (is_quoted, is_whole), group in groupby(kinds):
        length = len(list(group))
        if is_quoted or any(bare[at : at + length]):
            runs.append(_Run(at, at + length, is_quoted, is_whole))
        at += length
    return runs


def _kinds(bare: list[str], end: int) -> list[tuple[bool, bool]]:
    """Return of each line whether it is quoted, and whether as part of a whole mail."""
    kinds = [(False, False)] * end
    number = 0
    while number < end:
        length = _reply_line(bare, number, end)
        if length:
            stop = _end_of_quote(bare, number + length, end)
            if stop == number + length:  # not a line is marked: all that follows is the earlier mail
                stop = end
            kinds[number:stop] = [(True, True)] * (stop - number)
            number = stop
        elif bare[number].startswith(">") or _names_author(bare, number, end):
            stop = _end_of_quote(bare, number + 1, end)
            marked = sum(map(bool, bare[number:stop]))
            if marked > 1:  # a single one may be "> 5 years"
                kinds[number:stop] = [(True, False)] * (stop - number)
            number = stop
        else:
            number += 1
    return kinds


def _names_author(bare: list[str], number: int, end: int) -> bool:
    """Whether this is “Mara wrote:”, without a date, above marked lines."""
    line = bare[number]
    if not line.endswith(":") or len(line) > LONGEST_NAME:
        return False
    is_followed = next(filter(None, bare[number + 1 : min(number + 3, end)]), "").startswith(">")
    return is_followed and VERBS.search(line) is not None


def _end_of_quote(bare: list[str], number: int, end: int) -> int:
    """Return behind which line a quotation ends; empty lines within it belong to it."""
    stop = number
    while number < end and (not bare[number] or bare[number].startswith(">")):
        if bare[number]:
            stop = number + 1
        number += 1
    return stop


def _reply_line(bare: list[str], number: int, end: int) -> int:
    """Return how many lines the line “On …, … wrote:” takes that begins here; 0 where there is none."""
    if bare[number].startswith(">") or not _MOMENT.search(bare[number]):
        return 0
    stands_alone = not number or not bare[number - 1] or bool(_RULE.fullmatch(bare[number - 1]))
    joined = ""
    for length in range(1, min(REPLY_LINES, end - number) + 1):
        piece = bare[number + length - 1]
        joined = f"{joined} {piece}".strip()
        if not piece or piece.startswith(">") or len(joined) > LONGEST_REPLY_LINE:
            return 0
        is_followed = next(filter(None, bare[number + length : number + length + 3]), "").startswith(">")
        if _says_who_wrote(joined, is_followed=is_followed, stands_alone=stands_alone):
            return 0 if _begins_later(bare, number, length, end) else length
    return 0


def _begins_later(bare: list[str], number: int, length: int, end: int) -> bool:
    """Whether what stands before is the end of the person's own words, and the line begins below it."""
    later = range(number + 1, number + length)
    return any(_OPENS.match(bare[start]) and _reply_line(bare, start, end) for start in later)


def _says_who_wrote(line: str, *, is_followed: bool, stands_alone: bool) -> bool:
    """`is_followed` by marked lines; where it is not, this must be no sentence of the person's own."""
    ends = line.endswith((":", "：")) or (line.startswith("--") and line.endswith("--"))
    if is_followed:
        return (ends and "@" in line) or VERBS.search(line) is not None  # some programs only name the person
    if not (ends or (stands_alone and _RUNS_ON.search(line))):
        return False
    if stands_alone and _ENDS_WITH_ADDRESS.search(line) and _DATE.search(line):
        return True
    has_address = _ADDRESS.search(line) is not None
    if not has_address and not (stands_alone and _SECOND.search(line) and _DATE.search(line)):
        return False
    verb = VERBS.search(line)
    return verb is not None and (has_address or _is_name(line[verb.end() :]))


def _is_name(text: str) -> bool:
    """Whether this is a name or nothing, and not the rest of a sentence."""
    found = text.strip(" :-").split()
    return len(found) <= WORDS_OF_A_NAME and not any(word[0].islower() for word in found)


def _folded(runs: list[_Run]) -> list[_Run]:
    """Return the quotations that are folded away: not those between which somebody answers piece by piece."""
    quoted = [number for number, run in enumerate(runs) if run.is_quoted]
    if not quoted:
        return []
    is_last = quoted[-1] == len(runs) - 1
    answered = quoted[:-1] if is_last else quoted
    if len(answered) > 1:
        return []
    return [runs[number] for number in quoted if number not in answered or number == 0 or runs[number].is_whole]


def _tidy(lines: list[str]) -> str:
    text = "\n".join(line for line in lines if line.strip() != QUOTE_BEGINS)
    return _BLANKS.sub("\n\n", text).strip("\n")
