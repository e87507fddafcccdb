"""HTML through the Nu checker."""

import pytest

from tools import nu as checker


@pytest.fixture(scope="session")
def nu():
    """`nu({name: html})` returns the errors the checker finds, as sentences; empty when all is well.

    Its warnings are advice: it finds `role="list"` needless, for instance, without which VoiceOver reads no list.
    """
    checker.ensure()

    def check(pages):
        return [str(complaint) for complaint in checker.check(pages) if complaint.kind == "error"]

    return check
