"""Finding out whether a link leads somewhere: HEAD, then GET, redirects followed, one request per host and second."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from socket import gaierror
from urllib.parse import urljoin

from welcome_ruhr.portal.enums import LinkOutcome, LinkProblem

from .asking import Asking, BadAddress, parsed
from .networks import InternalAddress

MOST_REDIRECTS = 6
REDIRECTS = (301, 302, 303, 307, 308)
TURNS_PROGRAMS_AWAY = (401, 403, 406, 407, 429, 451, 999)
"""Answers of servers that want to see a person or a browser: they say nothing about the page."""
OFFLINE = (LinkProblem.NO_NAME, LinkProblem.NO_CONNECTION, LinkProblem.NO_ANSWER)
"""What our own network being down looks like, too."""
SECONDS_BETWEEN = 1.0


@dataclass(frozen=True)
class Finding:
    """What came of trying a link; `status` is None where no server answered."""

    outcome: LinkOutcome
    status: int | None = None
    problem: LinkProblem | None = None

    @property
    def may_be_our_network(self) -> bool:
        return self.problem in OFFLINE


def failed(problem: LinkProblem) -> Finding:
    return Finding(LinkOutcome.FAILED, None, problem)


class Trying:
    """Tries links one after the other and never asks a host twice within a second."""

    def __init__(
        self,
        asking: Asking,
        *,
        wait: Callable[[float], None] = time.sleep,
        moment: Callable[[], float] = time.monotonic,
    ) -> None:
        self.asking, self.wait, self.moment = asking, wait, moment
        self._asked: dict[str, float] = {}

    def try_link(self, address: str) -> Finding:
        """Say what came of it; a server that does not like HEAD is asked once more as a browser would."""
        finding = self._follow("HEAD", address)
        worth_a_second = finding.status is not None or finding.problem == LinkProblem.BROKEN_ANSWER
        if finding.outcome != LinkOutcome.REACHED and worth_a_second:
            finding = self._follow("GET", address)
        return finding

    def _follow(self, method: str, address: str) -> Finding:
        try:
            for _hop in range(MOST_REDIRECTS):
                self._be_polite(parsed(address).hostname or "")
                answer = self.asking.ask(method, address)
                if answer.status not in REDIRECTS or not answer.location:
                    return _judged(answer.status)
                address = urljoin(address, answer.location)
        except (BadAddress, InternalAddress, OSError, HTTPException) as error:
            return failed(_problem(error))
        return failed(LinkProblem.ROUND_IN_CIRCLES)

    def _be_polite(self, host: str) -> None:
        last = self._asked.get(host)
        pause = SECONDS_BETWEEN - (self.moment() - last) if last is not None else 0
        if pause > 0:
            self.wait(pause)
        self._asked[host] = self.moment()


def _judged(status: int) -> Finding:
    if status in TURNS_PROGRAMS_AWAY:
        return Finding(LinkOutcome.UNSURE, status)
    if 200 <= status < 400:
        return Finding(LinkOutcome.REACHED, status)
    return Finding(LinkOutcome.FAILED, status, LinkProblem.STATUS)


def _problem(error: Exception) -> LinkProblem:
    """Name what went wrong; the special cases of an OSError come before it."""
    kinds: tuple[tuple[type[Exception], LinkProblem], ...] = (
        (BadAddress, LinkProblem.BAD_ADDRESS),
        (UnicodeError, LinkProblem.BAD_ADDRESS),
        (InternalAddress, LinkProblem.INTERNAL),
        (gaierror, LinkProblem.NO_NAME),
        (ssl.SSLError, LinkProblem.NOT_SECURE),
        (TimeoutError, LinkProblem.NO_ANSWER),
        (ConnectionResetError, LinkProblem.BROKEN_ANSWER),
        (OSError, LinkProblem.NO_CONNECTION),
    )
    return next((problem for kind, problem in kinds if isinstance(error, kind)), LinkProblem.BROKEN_ANSWER)
