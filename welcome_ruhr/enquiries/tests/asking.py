"""Somebody who asks: the form as a browser without scripts sends it."""

import base64
import json

from altcha import ChallengeV1, solve_challenge_v1

from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.foundation import proof_of_work
from welcome_ruhr.portal.tests.reading import Page

ADDRESS = "/en/ask/"
TEXT = "Where do I register my new address?"
OURS = {"sec-fetch-site": "same-origin"}


def send(client, text=TEXT, address=ADDRESS, headers=OURS, **said):
    """Send the form with what was said, and with nothing else."""
    return client.post(address, {"question": text, "language": "en", **said}, headers=headers)


def filled_in(client, address=ADDRESS):
    """Return what the form holds when it is opened."""
    page = Page(client.get(address).content.decode())
    return {one["name"]: one.get("value", "") for one in page.all("input") if one.get("type") == "hidden"}


def page_of(response):
    return Page(response.content.decode())


def code_on(response):
    return page_of(response).text("p", **{"class": "receipt-code__signs"})


def asked():
    """Return the one enquiry there is."""
    return Enquiry.objects.get()


def words():
    """Return what was asked, as it can be read with the key file."""
    return Message.objects.exclude(author="system").get().text


def problems(response):
    """Return the sentences beside the fields."""
    found = page_of(response).all("p", **{"class": "form-field__error"})
    return [" ".join(one["text"].split()) for one in found if "hidden" not in one]


def solved():
    """Return a challenge solved as the browser does it."""
    given = proof_of_work.challenge()
    said = {"max_number" if name == "maxnumber" else name: value for name, value in given.items()}
    number = solve_challenge_v1(ChallengeV1(**said)).number
    solution = {name: given[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number}
    return base64.b64encode(json.dumps(solution).encode()).decode()
