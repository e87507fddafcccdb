"""What the tests of the desk share: somebody signed in, and pages as people read them."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

INBOX = "/workspace/enquiries/"


def signed_in(person):
    """Return the browser of somebody who is signed in and reads English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def address(enquiry, *parts):
    """address(enquiry, "close") → "/workspace/enquiries/12/close/" """
    return "/".join([f"{INBOX}{enquiry.pk}", *map(str, parts), ""])


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def lines(response, selector):
    """Return the text of all places that a selector names, each in one line."""
    return [" ".join(found.get_text(" ").split()) for found in parsed(response).select(selector)]


def rows_of(response):
    return lines(response, ".inbox-row")


def tabs_of(response):
    return lines(response, ".tab-list__tab")


def said(response):
    """Return the sentences of the conversation: each message, note and event."""
    return lines(response, ".conversation__text, .conversation__line > span")


def told(response):
    """Return what the page says was done."""
    return lines(response, ".message:not([data-trouble-of])")


def trouble(response):
    """Return what is said to be wrong."""
    return lines(response, "[role=alert], .form-field__error:not([role=alert])")


def queries_of(client, path, sent=None):
    """Return how many queries a page costs; with `sent` it is the answer to a form."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path) if sent is None else client.post(path, sent)
    assert response.status_code == 200
    return len(asked)


def fields_of(response, selector):
    """Return what a browser without scripts would send with a form as it stands on the page."""
    form = parsed(response).select_one(selector)
    found = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[field["name"]] = chosen["value"]
        elif field.name == "textarea":
            found[field["name"]] = field.get_text().removeprefix("\n")
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                found[field["name"]] = field.get("value", "on")
        elif field.get("type") != "file":
            found[field["name"]] = field.get("value", "")
    return found
