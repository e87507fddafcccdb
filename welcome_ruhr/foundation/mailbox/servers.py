"""What we ask an IMAP server, in our words; all of it raises NotReached and nothing else."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

from imap_tools.errors import ImapToolsError

from welcome_ruhr.foundation.enums import FetchProblem

from . import answers
from .clients import LONGEST_ANSWER, SECONDS_PER_RUN, Box, Watch
from .errors import NotReached
from .places import Place

MOST_AT_ONCE = 200
"""numbers in one command: servers take lines of 8,000 signs (RFC 7162 § 4)"""
LARGEST_MAIL = 60 * 1024**2
"""bytes; no larger one is loaded"""


@contextmanager
def opened(place: Place) -> Iterator[Server]:
    """Sign in and open the folder; raise NotReached."""
    with closing(Watch(SECONDS_PER_RUN)) as watch:
        server = Server(place, watch)
        try:
            yield server
        finally:
            server.leave()


class Server:
    """An opened folder. Mails are known by their numbers (UID), which hold as long as `uid_validity` is the same."""

    def __init__(self, place: Place, watch: Watch) -> None:
        self._watch = watch
        self._is_broken = False
        with self._understood(connecting=True):
            self._box = Box(place, watch)
        try:
            self._sign_in()
            self.uid_validity = self._open(place.folder)
        except BaseException:
            self._box.hang_up()
            raise

    def newer_than(self, uid: int) -> list[int]:
        """Return the numbers behind this one, rising."""
        # “5:*” names the last mail even when its number is lower (RFC 3501 § 6.4.8).
        return [found for found in self._search("UID", f"{uid + 1}:*") if found > uid]

    def still_there(self, uids: Sequence[int]) -> list[int]:
        return self._search("UID", _set(uids))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Return the bytes of each mail, as the server says."""
        with self._understood():
            return answers.sizes(self._fetch(_set(uids), "(UID RFC822.SIZE)"))

    def load(self, uid: int) -> bytes | None:
        """Return a mail and leave it as unread as it was; None when the server does not hand it over."""
        with self._understood():
            self._box.client.may_read = LARGEST_MAIL + LONGEST_ANSWER
            status, said = self._box.client.uid("FETCH", str(uid), "(UID BODY.PEEK[])")
            return answers.body(said, uid) if status == "OK" else None

    def mark_read(self, uids: Sequence[int]) -> None:
        """For whoever looks into the mailbox by hand; a server that does not take it is no problem."""
        with suppress(NotReached):
            self._store(uids, "+FLAGS.SILENT", r"(\Seen)")

    def delete(self, uids: Sequence[int]) -> None:
        """Delete these mails, and none that somebody else marked for deletion."""
        self._store(uids, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._capabilities():
            self._ask("EXPUNGE", _set(uids))
            return
        # A server without RFC 4315 deletes all that is marked: § 2.1 there says how to spare the others.
        others = [uid for uid in self._search("DELETED") if uid not in uids]
        self._store(others, "-FLAGS.SILENT", r"(\Deleted)")
        try:
            with self._understood():
                self._box.expunge()
        finally:
            self._store(others, "+FLAGS.SILENT", r"(\Deleted)")

    def leave(self) -> None:
        if not self._is_broken:
            with suppress(NotReached), self._understood():
                self._box.client.logout()
        self._box.hang_up()

    def _sign_in(self) -> None:
        with self._understood():
            try:
                self._box.sign_in()
            except imaplib.IMAP4.abort:
                raise
            except (imaplib.IMAP4.error, ImapToolsError) as error:
                raise NotReached(FetchProblem.SIGN_IN) from error

    def _open(self, folder: str) -> int:
        """Return the folder's UIDVALIDITY."""
        with self._understood():
            try:
                self._box.folder.set(folder)
            except ImapToolsError as error:
                raise NotReached(FetchProblem.NO_FOLDER) from error
            _name, said = self._box.client.response("UIDVALIDITY")
            return answers.numbers(said[-1:])[0]

    def _search(self, *criteria: str) -> list[int]:
        with self._understood():
            return answers.numbers(self._ask("SEARCH", *criteria))

    def _fetch(self, uids: str, parts: str) -> list[Any]:
        return self._ask("FETCH", uids, parts)

    def _store(self, uids: Sequence[int], how: str, flags: str) -> None:
        if uids:
            self._ask("STORE", _set(uids), how, flags)

    def _capabilities(self) -> list[str]:
        with self._understood():
            # Asked anew: after signing in a server can do more than before.
            _status, said = self._box.client.capability()
            return str(said[-1], "ascii").upper().split()

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        with self._understood():
            self._box.client.may_read = LONGEST_ANSWER
            status, said = self._box.client.uid(command, *arguments)
            if status != "OK":
                raise NotReached(FetchProblem.REFUSED)
            return said

    @contextmanager
    def _understood(self, *, connecting: bool = False) -> Iterator[None]:
        try:
            yield
        except NotReached:
            raise
        except Exception as error:  # imaplib meets an answer that is no IMAP with errors of any kind
            self._is_broken = True
            found = answers.problem_of(error, connecting=connecting)
            raise NotReached(FetchProblem.TOO_SLOW if self._watch.has_cut else found) from error


def _set(uids: Sequence[int]) -> str:
    return ",".join(str(uid) for uid in uids)
