"""The address to which somebody answers: it says what a mail was about, and only we can make one."""

import pytest

from welcome_ruhr.foundation import vault
from welcome_ruhr.foundation.mail.reply_addresses import LONGEST_LOCAL_PART, about_of_addresses, reply_address

pytestmark = pytest.mark.usefixtures("key_file")


@pytest.fixture(autouse=True)
def box(settings):
    settings.MAILBOX_ADDRESS, settings.MAILBOX_TAKES_TAGS = "desk@example.org", True


def test_an_answer_finds_back_to_what_it_is_about():
    address = reply_address("enquiry:12")
    assert address.startswith("desk+enquiry-12-")
    assert address.endswith("@example.org")
    assert about_of_addresses(["friend@example.com", address]) == "enquiry:12"


@pytest.mark.parametrize("change", [str.upper, str.title, lambda address: f" {address}\n", str.swapcase])
def test_capitals_and_blanks_that_a_mail_server_changes_do_not_matter(change):
    assert about_of_addresses([change(reply_address("enquiry:12"))]) == "enquiry:12"


def test_an_address_of_the_mailbox_that_was_used_before_still_holds(settings):
    address = reply_address("enquiry:12")
    settings.MAILBOX_ADDRESS, settings.MAILBOX_TAKES_TAGS = "office@example.com", False
    assert about_of_addresses([address]) == "enquiry:12"


@pytest.mark.parametrize(
    "forged",
    [
        "desk+enquiry-13-{sign}@example.org",
        "desk+enquiry-012-{sign}@example.org",
        "desk+other-12-{sign}@example.org",
        "desk+enquiry-12@example.org",
        "desk+enquiry-12-@example.org",
        "desk+enquiry-12-{half}@example.org",
        "desk+enquiry-12-{sign}a@example.org",
        "desk+enquiry-12-aaaaaaaaaaaaaaaa@example.org",
        "desk+enquiry-١٢-{sign}@example.org",
        "enquiry-12",
        "desk@example.org",
        "@",
        "",
    ],
)
def test_an_address_that_somebody_made_up_is_about_nothing(forged):
    sign = reply_address("enquiry:12").partition("@")[0].rpartition("-")[2]
    assert about_of_addresses([forged.format(sign=sign, half=sign[:8])]) == ""


def test_another_key_file_made_another_address(key_file):
    address = reply_address("enquiry:12")
    key_file.unlink()
    vault.forget()
    assert about_of_addresses([address]) == ""


def test_the_first_address_that_is_ours_counts():
    addresses = [reply_address("enquiry:12"), reply_address("enquiry:13")]
    assert about_of_addresses(["desk+x@example.org", *addresses]) == "enquiry:12"


def test_without_tags_it_is_the_plain_address(settings):
    settings.MAILBOX_TAKES_TAGS = False
    assert reply_address("enquiry:12") == "desk@example.org"


def test_without_a_mailbox_there_is_none(settings):
    settings.MAILBOX_ADDRESS = ""
    assert reply_address("enquiry:12") == ""


@pytest.mark.parametrize(("name_signs", "has_tag"), [(20, True), (60, False)])
def test_no_address_is_longer_than_mail_servers_take(settings, name_signs, has_tag):
    settings.MAILBOX_ADDRESS = f"{'d' * name_signs}@example.org"
    name = reply_address("enquiry:999999999999999999").partition("@")[0]
    assert (len(name) <= LONGEST_LOCAL_PART, "+" in name) == (True, has_tag)


def test_a_mail_about_nothing_has_the_plain_address():
    assert reply_address("") == "desk@example.org"
