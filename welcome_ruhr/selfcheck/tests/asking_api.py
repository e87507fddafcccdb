"""What programs ask the API in tests: rules to answer by, and answers as Python has them."""

import itertools
from datetime import date

from welcome_ruhr.directory.enums import AnswerKind, Certainty, Matter, OfficeKind
from welcome_ruhr.directory.models import ResponsibilityRule

_number = itertools.count(1)


def make_rule(**fields):
    """Store a rule: the foreigners' office of the place, surely, for residence, unless a test says otherwise."""
    values = {
        "key": f"rule-{next(_number)}",
        "matter": Matter.RESIDENCE,
        "answer": AnswerKind.OFFICE_KIND,
        "office_kind": OfficeKind.FOREIGNERS_OFFICE,
        "certainty": Certainty.SURE,
        "reasons": {"de": "Darum.", "en": "That is why."},
        "source": "https://www.example.org/rule",
        "as_of": date(2026, 11, 22),
        "next_check_on": date(2027, 5, 22),
    }
    return ResponsibilityRule.objects.create(**{**values, **fields})


def ask(client, path, /, **query):
    """Return the answer at an address of the API that is there."""
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def refused(client, path, /, **query):
    """Return the problem that a question gets, with its status."""
    response = client.get(f"/api/v1/{path}", query)
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    return problem
