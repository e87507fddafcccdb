"""HTML through the Nu checker."""

import pytest

from tools import nu as checker


@pytest.fixture(scope="session")
def nu():
    """`nu({name: html})` returns what the checker complains about, as sentences; empty when all is well."""
    checker.ensure()

    def check(pages):
        return [str(complaint) for complaint in checker.check(pages)]

    return check
