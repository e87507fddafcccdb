"""A question on its whole way: asked on a phone in Arabic, answered in German, referred, closed, forgotten."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browsers import DESKTOP
from tests.live import ROOT, SETTINGS, clean_environment, mail_to

pytestmark = pytest.mark.journey

QUESTION = "مرحبًا، تنتهي تأشيرتي قريبًا وأسكن في هيرنه. من الذي يمدّدها؟"
ANSWER = "مكتب شؤون الأجانب في هيرنه هو المختص."
PASSED_ON = "Eine Person aus Herne fragt, wann sie ihr Visum verlängern kann. Sie spricht Arabisch."
OFFICE_SAYS = "Bitte kommen Sie am Montag um neun Uhr."
LATER = """
import django
django.setup()
from datetime import timedelta
from welcome_ruhr.enquiries import actions
from welcome_ruhr.foundation import clock
for days, act in ((84, actions.warn_due), (92, actions.anonymise_due)):
    with clock.fixed(clock.now() + timedelta(days=days)):
        print(act())
"""


@pytest.fixture
def asker(open_page):
    return open_page(locale="ar")


@pytest.fixture
def desk(open_page, live_portal):
    """The adviser's browser, signed in."""
    page = open_page(DESKTOP, locale="de-DE")
    page.goto("/workspace/")
    page.locator("#id_login").fill("adviser@example.org")
    page.locator("#id_password").fill(live_portal.demo_accounts()["adviser@example.org"])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/workspace/**")
    return page


def ask(page):
    """From an article to the receipt; return the code."""
    page.goto("/ar/find-office/?place=herne")
    page.locator("a[href*='/ar/ask/']").locator("visible=true").first.click()
    page.locator("#id_question").fill(QUESTION)
    page.locator("#id_place").fill("Wanne-Eickel")
    page.locator("#id_permit_ends_on").fill("2026-12-04")
    expect(page.locator("[data-help-shown] a").first).to_be_visible()
    page.locator("[data-ask] button.button--primary").click()
    return page.locator("[data-code]").inner_text().strip()


def enter(page, code):
    page.goto("/ar/my-enquiry/")
    page.locator("#id_code").fill(code.lower().replace("-", " "))
    page.locator("main form button").first.click()
    expect(page.locator(".conversation")).to_be_visible()


def open_fold(page, selector):
    """Open what is folded in a part of the case page."""
    page.locator(f"{selector} summary").first.click()


def submit(page, path):
    page.locator(f"form[action*='{path}'] button").last.click()
    page.wait_for_load_state()


def take_and_answer(desk):
    desk.goto("/workspace/enquiries/?view=new")
    desk.get_by_text("مرحبًا، تنتهي تأشيرتي").first.click()
    submit(desk, "/take/")
    desk.locator("#answer_text").fill(ANSWER)
    expect(desk.locator("#draft-line")).to_contain_text(re.compile(r"\d\d[:.]\d\d"))
    desk.locator("#answer-form button.button--primary").click()
    expect(desk.locator(".conversation")).to_contain_text(ANSWER)
    return re.search(r"/enquiries/(\d+)/", desk.url).group(1)


def refer(desk, case):
    desk.goto(f"/workspace/enquiries/{case}/refer/?q=Herne")
    desk.get_by_role("link", name=re.compile("Herne.*Ausländerbehörde")).first.click()
    desk.locator("textarea[name=passed_on]").fill(PASSED_ON)
    desk.locator("input[name=consent_by][value=page], select[name=consent_by]").first.wait_for()
    if desk.locator("select[name=consent_by]").count():
        desk.locator("select[name=consent_by]").select_option("page")
    else:
        desk.locator("input[name=consent_by][value=page]").check()
    desk.locator("form.desk-form button").last.click()
    desk.wait_for_load_state()


def code_of_the_office(portal):
    """Return the code in the mail that the office got."""
    text = mail_to(portal, "auslaenderamt@herne.de")
    assert PASSED_ON not in text
    return re.search(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{5}", text).group()


def answer_as_office(page, code):
    page.goto("/de/office-answer/")
    page.locator("#id_code").fill(code)
    page.locator("main form button").first.click()
    expect(page.locator("blockquote")).to_have_text(PASSED_ON)
    page.locator("input[name=outcome][value=taken_up]").check()
    page.locator("textarea[name=text]").fill(OFFICE_SAYS)
    page.locator("main form button").last.click()
    expect(page.locator("main h1")).to_contain_text("Danke")


def close(desk, case):
    desk.goto(f"/workspace/enquiries/{case}/")
    open_fold(desk, "#sort")
    desk.locator("#sort_topic").select_option(label="Visum und Aufenthalt")
    desk.locator("#sort_audience").select_option(label="Fachkräfte")
    submit(desk, "/sort/")
    open_fold(desk, "#close")
    desk.locator("#close select[name=outcome], #close input[value=referred_taken_up]").first.wait_for()
    if desk.locator("#close select[name=outcome]").count():
        desk.locator("#close select[name=outcome]").select_option("referred_taken_up")
    else:
        desk.locator("#close input[value=referred_taken_up]").check()
    submit(desk, "/close/")


def months_later(portal):
    """Let the clock of the nightly work move on; return what it said."""
    environment = clean_environment(DATA_DIR=portal.data_dir, **SETTINGS, **portal.variables)
    done = subprocess.run([sys.executable, "-c", LATER], env=environment, cwd=ROOT, check=True, capture_output=True)
    return [int(number) for number in done.stdout.split()]


def test_question_is_asked_answered_referred_closed_and_forgotten(asker, desk, open_page, live_portal, axe, cookies):
    code = ask(asker)
    assert cookies(asker) == []
    case = take_and_answer(desk)
    enter(asker, code)
    expect(asker.locator(".conversation")).to_contain_text(ANSWER)
    refer(desk, case)
    asker.reload()
    asker.locator("form[action*='/consent/'] button[value=yes]").click()
    answer_as_office(open_page(DESKTOP), code_of_the_office(live_portal))
    asker.reload()
    expect(asker.locator(".conversation")).to_contain_text(OFFICE_SAYS)
    close(desk, case)
    asker.reload()
    found = axe(asker) + axe(desk)
    asker.locator("#helped button[value=yes]").click()
    expect(asker.locator("#helped input[value=yes]")).to_be_checked()
    assert found == []
    assert months_later(live_portal)[1] >= 1
    asker.goto("/ar/my-enquiry/")
    expect(asker.locator("#id_code")).to_be_visible()
    desk.goto(f"/workspace/enquiries/{case}/")
    expect(desk.locator("body")).not_to_contain_text(ANSWER)
