"""“My enquiry” and the page of an office in a browser: on a phone, by keyboard, without JavaScript."""

import subprocess
import sys

import pytest

from tests.live import ROOT, SETTINGS, clean_environment

from .looking import sideways, small_targets, structure

pytestmark = pytest.mark.journey

LANGUAGES = ("de", "ar")
QUESTIONS = {
    "de": "Guten Tag,\nbrauche ich eine Bestätigung vom Vermieter?",
    "ar": "مرحبًا، أعيش في Bochum منذ أكتوبر. هل أحتاج إلى ورقة من صاحب البيت؟",
}
# An enquiry of which somebody is asked for consent; and a code with which an office answers another one.
SCRIPT = """
import sys, django
django.setup()
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.models import Office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.enquiries.models import Referral
from welcome_ruhr.foundation import clock, receipt_codes, uploads
from welcome_ruhr.foundation.models import RateLimitWindow
RateLimitWindow.objects.all().delete()  # all browsers of the tests come from one network
language, text = sys.argv[1:]
adviser = User.objects.filter(groups__name="adviser").first()
content = b"Wohnungsgeberbestaetigung"
file = actions.Upload(uploads.inspect(SimpleUploadedFile("Formular mit einem sehr langen Namen.txt", content)), content)
proposal = actions.Proposal(Office.objects.first(), "Eine Frage.\\nBitte antworten.", clock.today() + timedelta(days=9))
def asked():
    receipt = actions.ask(
        actions.Question(text=text, language=language, permit_ends_on=clock.today() + timedelta(days=12))
    )
    enquiry = actions.take(enquiry=receipt.enquiry, by=adviser)
    actions.answer(enquiry=enquiry, text="Ja, die brauchen Sie. " * 20, by=adviser, uploads=[file])
    return receipt.code, enquiry
code, enquiry = asked()
actions.ask_consent(enquiry=enquiry, proposal=proposal, by=adviser)
actions.scan_held()
referral = actions.refer(enquiry=asked()[1], proposal=proposal, consent_by="spoken", by=adviser)
for_office = receipt_codes.new()
Referral.objects.filter(pk=referral.pk).update(code_key=code_key(for_office))
print(code, for_office)
"""


@pytest.fixture
def codes(live_portal):
    """`codes("ar")` makes an enquiry in the running portal; returns the enquirer's code and one for an office."""

    def make(language):
        finished = subprocess.run(
            [sys.executable, "-c", SCRIPT, language, QUESTIONS[language]],
            env=clean_environment(DATA_DIR=live_portal.data_dir, **SETTINGS, **live_portal.variables),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return finished.stdout.split()[-2:]

    return make


def enter(page, place, code):
    page.goto(place)
    page.locator("#id_code").fill(code)
    press(page, "main form button")


def press(page, selector):
    """Press a button, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(selector).click()


def complaints(page, axe):
    return [*axe(page), *structure(page), *small_targets(page), *sideways(page, 320), *sideways(page, 360)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_clear_on_a_phone(page, axe, codes, language):
    mine, _office = codes(language)
    address = f"/{language}/my-enquiry/"
    enter(page, address, "7K3M QX2D")
    assert complaints(page, axe) == []
    enter(page, address, mine)
    assert page.locator("#consent").is_visible()
    assert complaints(page, axe) == []
    page.locator("#id_text").fill("a" * 5001)
    press(page, "#reply button")
    assert page.locator(".form-errors").is_visible()
    assert complaints(page, axe) == []
    page.goto(f"{address}delete/")
    assert complaints(page, axe) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_office_are_clear_in_dark_light_too(open_page, axe, codes, language):
    _mine, code = codes(language)
    page = open_page(color_scheme="dark")
    enter(page, f"/{language}/office-answer/", code)
    assert page.locator("blockquote").inner_text() == "Eine Frage.\nBitte antworten."
    assert complaints(page, axe) == []
    page.locator("input[value=taken_up]").check()
    press(page, "main form button")
    assert page.locator("main form").count() == 0
    assert (complaints(page, axe), page.context.cookies()) == ([], [])


def test_cookie_is_the_only_one_and_known_to_its_own_pages_alone(page, codes):
    enter(page, "/de/my-enquiry/", codes("de")[0])
    [cookie] = page.context.cookies()
    kept = {name: cookie[name] for name in ("name", "path", "httpOnly", "sameSite", "secure")}
    assert kept == {
        "name": "my_enquiry",
        "path": "/de/my-enquiry/",
        "httpOnly": True,
        "sameSite": "Strict",
        "secure": False,
    }
    assert page.evaluate("document.cookie") == ""
    page.locator(".language-switch summary").click()
    press(page, ".language-switch a[hreflang=ar]")
    assert page.locator("#id_code").is_visible()
    page.goto("/de/my-enquiry/")
    assert page.locator("#consent").is_visible()


def test_the_whole_way_without_javascript(still_page, codes, tmp_path):
    code = codes("de")[0]
    enter(still_page, "/de/my-enquiry/", code)
    press(still_page, "button[value=no]")
    assert still_page.locator("#consent").count() == 0
    (tmp_path / "brief.txt").write_text("Ein Brief")
    still_page.locator("#id_text").fill("Danke, und noch etwas:")
    still_page.locator("#id_attachments").set_input_files([tmp_path / "brief.txt"])
    press(still_page, "#reply button")
    assert still_page.url.rpartition("#")[2].startswith("m")
    assert "Danke, und noch etwas:" in still_page.locator(".conversation__item:target").inner_text()
    with still_page.expect_download() as download:
        still_page.locator(".conversation__files a").first.click()
    assert download.value.suggested_filename == "Formular mit einem sehr langen Namen.txt"
    press(still_page, "a[href$='/delete/']")
    press(still_page, "main form button")
    assert still_page.context.cookies() == []
    enter(still_page, "/de/my-enquiry/", code)
    assert still_page.locator("#id_code_error").is_visible()


def test_keyboard_alone_agrees_and_leaves(page, codes):
    page.goto("/de/my-enquiry/")
    page.locator("#id_code").focus()
    page.keyboard.type(codes("de")[0].lower())
    page.keyboard.press("Enter")
    page.locator("#consent").wait_for()
    tab_to(page, "button[value=yes]")
    page.keyboard.press("Enter")
    page.locator("#consent").wait_for(state="detached")
    tab_to(page, "form[action$='/leave/'] button")
    page.keyboard.press("Space")
    page.locator("#id_code").wait_for()
    assert page.context.cookies() == []


def tab_to(page, selector):
    """Press Tab until it has the focus, and see that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"{selector} cannot be reached")
