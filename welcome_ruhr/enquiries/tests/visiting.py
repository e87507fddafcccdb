"""Somebody with a code and a browser without scripts, for tests of the pages that a code opens."""

import re

from django.db import connection
from django.test import Client

from welcome_ruhr.portal.tests.reading import Page

OURS = {"sec-fetch-site": "same-origin"}
"""what a browser says of a form that stood on our own page"""


class Visitor:
    """Opens “My enquiry” and sends its forms, with all that stands in them."""

    def __init__(self, code="", *, language="de", **client):
        self.client = Client(enforce_csrf_checks=True, **client)
        self.address = f"/{language}/my-enquiry/"
        if code:
            assert self.enter(code).status_code == 303

    def enter(self, code, **fields):
        return self.client.post(self.address, {"code": code, **fields}, headers=OURS)

    def get(self, place=""):
        return self.client.get(f"{self.address}{place}")

    @property
    def page(self):
        response = self.get()
        assert response.status_code == 200
        return read(response)

    @property
    def token(self):
        return self.page.all("input", name="visit")[0]["value"]

    def send(self, place, headers=OURS, **fields):
        return self.client.post(f"{self.address}{place}", {"visit": self.token, **fields}, headers=headers)


def read(response):
    """Return what the page says, without the signs that keep a name in its direction of writing."""
    return Page(re.sub("[\u2068\u2069]", "", response.content.decode()))


def is_code_page(response):
    return b'name="code"' in response.content and b'name="visit"' not in response.content


def everything_stored():
    """Return all rows of all tables as the database holds them, as one string of bytes."""
    with connection.cursor() as cursor:
        return b"\n".join(_rows(cursor, table) for table in sorted(connection.introspection.table_names(cursor)))


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    rows = [b"|".join(_bytes(value) for value in row) for row in cursor.fetchall()]
    return b"\n".join([table.encode(), *sorted(rows)])


def _bytes(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
