"""Asking on a phone: pages that may answer come while one writes, the browser works, and a code is shown."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.live import ROOT, SETTINGS, clean_environment

pytestmark = pytest.mark.journey
QUESTION = {
    "de": "Mein Visum läuft bald ab. Wo kann ich meinen Aufenthaltstitel verlängern?",
    "en": "My visa ends soon. Where can I extend my residence permit?",
    "ar": "تأشيرتي تنتهي قريبا. أين أمدد تصريح الإقامة؟",
}
CODE = re.compile(r"(\w{4}-){4}\w{5}")
each_language = pytest.mark.parametrize("language", QUESTION)


def write(page, language, text=""):
    page.goto(f"/{language}/ask/?about=article:apply-for-visa&place=herne")
    page.locator("textarea").press_sequentially(text or QUESTION[language], delay=1)


def send(page):
    page.locator(".ask-form .button--primary").click()
    page.wait_for_load_state()


def shown_code(page):
    code = page.locator("[data-code]").inner_text()
    assert CODE.fullmatch(code.replace("\n", ""))
    return code


def newest_trust(portal):
    """Return what the portal thinks of whoever asked last."""
    program = "from welcome_ruhr.enquiries.models import Enquiry; print('trust:', Enquiry.objects.latest('pk').trust)"
    finished = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", program],
        env=clean_environment(DATA_DIR=portal.data_dir, **portal.variables, **SETTINGS),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return finished.stdout.split("trust:")[1].strip()


@each_language
def test_question_is_asked_on_a_phone_and_its_sender_is_checked(open_page, live_portal, axe, cookies, language):
    page = open_page(locale=language)
    write(page, language)
    expect(page.locator(".ask-helping a").first).to_be_visible()
    page.locator("[value=living_here]").check()
    page.locator("#id_permit_ends_on").fill("2026-12-20")
    expect(page.locator("[name=proof]")).to_have_count(1)
    page.wait_for_function("document.querySelector('[name=proof]').value.length > 100")
    page.wait_for_timeout(4000)
    found = axe(page)
    send(page)
    shown_code(page)
    expect(page.locator(".receipt-deadline .contact-card")).to_be_visible()
    assert found + axe(page) == []
    assert cookies(page) == []
    assert newest_trust(live_portal) == "checked"


def test_pages_come_without_moving_what_somebody_types_in(open_page):
    page = open_page(locale="en")
    write(page, "en")
    place = page.locator("#id_place")
    place.focus()
    before = place.bounding_box()["y"]
    expect(page.locator(".ask-helping a").first).to_be_visible()
    assert abs(place.bounding_box()["y"] - before) < 2
    assert page.evaluate("document.activeElement.id") == "id_place"
    expect(page.locator("[data-help-said]")).to_have_text(re.compile(r"\d"))


def test_words_leave_the_browser_in_no_address(open_page):
    page, asked = open_page(locale="en"), []
    page.on("request", lambda request: asked.append((request.method, request.url, request.headers.get("referer", ""))))
    write(page, "en", "My secret Zickzack: may I work here?")
    expect(page.locator(".ask-helping a").first).to_be_visible()
    send(page)
    shown_code(page)
    assert [one for one in asked if "Zickzack" in " ".join(one)] == []
    assert [method for method, url, _referer in asked if "/ask/help/" in url] == ["POST"]


def test_address_is_asked_for_only_where_somebody_wants_a_mail(open_page):
    page = open_page(locale="en")
    page.goto("/en/ask/")
    email = page.locator("#id_email")
    expect(email).to_be_hidden()
    page.locator("[name=reply_by][value=letter]").check()
    expect(email).to_be_visible()
    page.locator("[name=reply_by][value=page]").check()
    expect(email).to_be_hidden()
    page.locator("[name=reply_by][value=email]").check()
    expect(email).to_be_visible()
    page.locator("textarea").fill("What is the Blue Card?")
    send(page)
    expect(page.locator("#id_email_error, .form-field--wrong #id_email")).not_to_have_count(0)
    expect(page.locator("textarea")).to_have_value("What is the Blue Card?")


def test_words_go_along_to_another_language_and_stay_nowhere(open_page):
    page = open_page(locale="en")
    page.goto("/en/ask/")
    page.locator("textarea").fill(QUESTION["en"])
    page.locator("[name=reply_by][value=letter]").check()
    page.locator("#id_email").fill("amal@example.org")
    page.locator(".language-switch summary").click()
    page.locator(".language-switch a[hreflang=de], .language-switch a[lang=de]").first.click()
    page.wait_for_url("**/de/ask/**")
    expect(page.locator("textarea")).to_have_value(QUESTION["en"])
    expect(page.locator("#id_email")).to_have_value("amal@example.org")
    expect(page.locator("#id_language")).to_have_value("de")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.goto("/de/ask/")
    expect(page.locator("textarea")).to_have_value("")


def test_receipt_opens_the_enquiry_in_another_tab_and_keeps_the_code(open_page):
    page = open_page(locale="en")
    write(page, "en")
    send(page)
    code = shown_code(page)
    with page.expect_popup() as opened:
        page.locator(".receipt-next button").click()
    expect(opened.value.locator("main")).to_contain_text(QUESTION["en"])
    assert code.replace("\n", "") not in opened.value.content()
    assert shown_code(page) == code


def test_who_sent_something_wrong_begins_at_what_is_wrong(open_page):
    page = open_page(locale="en")
    page.goto("/en/ask/")
    page.locator("textarea").fill(QUESTION["en"])
    page.locator("#id_permit_ends_on").fill("1999-01-01")
    send(page)
    expect(page.locator(".form-errors")).to_be_focused()
    assert page.title().startswith("Please look at this again: ")
    expect(page.locator("#id_permit_ends_on")).to_have_attribute("type", "date")
    expect(page.locator("#id_permit_ends_on")).to_have_value("1999-01-01")


def test_draft_is_kept_on_the_device_only_where_somebody_ticks_the_box(open_page):
    page = open_page(locale="en")
    write(page, "en")
    page.wait_for_timeout(1000)
    assert page.evaluate("localStorage.length") == 0
    page.locator("#keep-draft").check()
    page.goto("/en/ask/")
    expect(page.locator("textarea")).to_have_value(QUESTION["en"])
    expect(page.locator("#keep-draft")).to_be_checked()
    page.locator("#keep-draft").uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_draft_is_gone_after_sending_and_after_thirty_days(open_page):
    page = open_page(locale="en")
    write(page, "en")
    page.locator("#keep-draft").check()
    send(page)
    shown_code(page)
    assert page.evaluate("localStorage.length") == 0
    old = "JSON.stringify({question: 'old', savedAt: Date.now() - 31 * 24 * 3600 * 1000})"
    page.evaluate(f"localStorage.setItem('welcome.RUHR question', {old})")
    page.goto("/en/ask/")
    expect(page.locator("textarea")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_receipt_stays_the_same_when_it_is_loaded_again(open_page):
    page = open_page(locale="en")
    write(page, "en")
    send(page)
    code = shown_code(page)
    page.reload()
    assert shown_code(page) == code


def test_too_many_files_are_noticed_before_anything_is_sent(open_page):
    page = open_page(locale="en")
    write(page, "en")
    page.locator(".ask-form__files summary").click()
    files = [{"name": f"{number}.txt", "mimeType": "text/plain", "buffer": b"x"} for number in range(6)]
    page.locator("#id_attachments").set_input_files(files)
    expect(page.locator("[data-files-wrong]")).to_be_visible()
    send(page)
    expect(page.locator("textarea")).to_have_value(QUESTION["en"])
    assert page.locator("[data-code]").count() == 0


@pytest.mark.parametrize("language", ["de", "ar"])
def test_whole_way_goes_without_a_script(open_page, language):
    page = open_page(locale=language, java_script_enabled=False)
    page.goto(f"/{language}/")
    page.locator(".ask-card a").click()
    page.locator("textarea").fill(QUESTION[language])
    page.locator("button[name=look]").click()
    expect(page.locator(".ask-helping a").first).to_be_visible()
    expect(page.locator("textarea")).to_have_value(QUESTION[language])
    expect(page.locator("#keep-draft")).to_be_hidden()
    send(page)
    shown_code(page)


def test_form_is_filled_in_with_the_keyboard_alone(open_page):
    page = open_page(locale="en")
    page.goto("/en/ask/")
    page.locator("textarea").focus()
    page.keyboard.type("What is the Blue Card, and who gets it?")
    for _step in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.ask-form .button--primary')"):
            break
        assert page.evaluate("document.activeElement.closest('.ask-form__trap')") is None
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    shown_code(page)
