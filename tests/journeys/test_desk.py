"""The desk as advisers use it all day: lists that draw themselves anew, drafts that are kept, keys."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browsers import DESKTOP, PHONE
from tests.live import ROOT, SETTINGS, clean_environment

from .looking import sideways, small_targets, structure, unfold

pytestmark = pytest.mark.journey

INBOX = "/workspace/enquiries/"
PAGES = ("", "?view=overdue&language=ar", "{case}/", "{case}/refer/?q=Bochum", "{case}/guides/", "1000000/")
MEANWHILE = """
import django
django.setup()
from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Question
from welcome_ruhr.enquiries.models import Enquiry
adviser = User.objects.get(email="adviser@example.org")
supervisor = User.objects.get(email="supervisor@example.org")
"""
ASK = 'enquiry = actions.ask(Question(text="{text}", language="de")).enquiry\n'
TAKE = "actions.take(enquiry=enquiry, by=adviser)\nprint(enquiry.pk)\n"
FIND = "enquiry = Enquiry.objects.get(pk={pk})\n"
WRITE_BACK = FIND + 'actions.write_back(enquiry=enquiry, text="{text}")\n'
BEGIN_TO_WRITE = FIND + 'actions.keep_draft(enquiry=enquiry, text="{text}", by=supervisor)\n'


@pytest.fixture
def meanwhile(live_portal):
    """`meanwhile(code, …)` lets somebody else do something in the running portal; returns what was printed."""

    def done(code, **said):
        return subprocess.run(
            [sys.executable, "-c", MEANWHILE + code.format(**said)],
            env=clean_environment(DATA_DIR=live_portal.data_dir, **SETTINGS, **live_portal.variables),
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.strip()

    return done


@pytest.fixture
def desk(open_page, live_portal):
    """`desk(device)` opens the adviser's browser, signed in."""

    def opened(device=DESKTOP, **options):
        page = open_page(device, **options)
        page.goto("/workspace/")
        page.locator("[name=login]").fill("adviser@example.org")
        page.locator("[name=password]").fill(live_portal.demo_accounts()["adviser@example.org"])
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/workspace/")
        return page

    return opened


def case_of(meanwhile, text="Darf ich schon arbeiten?"):
    return meanwhile(ASK + TAKE, text=text)


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id")


def test_list_draws_itself_anew_and_keeps_the_focus(desk, meanwhile):
    page = desk()
    page.clock.install()
    page.goto(f"{INBOX}?view=new")
    link = page.locator(".inbox-row__link").first
    link.focus()
    href = link.get_attribute("href")
    meanwhile(ASK, text="Eine neue Frage von nebenan")
    page.clock.fast_forward(31_000)
    expect(page.locator("#inbox-new")).to_contain_text("1")
    expect(page.locator(".inbox")).to_contain_text("Eine neue Frage von nebenan")
    expect(page.locator(f'.inbox a[href="{href}"]')).to_be_focused()


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_draft_is_kept_while_it_is_typed_and_stands_on_every_device(desk, meanwhile, device):
    case = case_of(meanwhile)
    page = desk(device)
    page.goto(f"{INBOX}{case}/")
    page.locator("#answer_text").press_sequentially("Guten Tag")
    expect(page.locator("#draft-line")).to_contain_text(re.compile(r"\d\d:\d\d"))
    other = desk(PHONE if device is DESKTOP else DESKTOP)
    other.goto(f"{INBOX}{case}/")
    expect(other.locator("#answer_text")).to_have_value("Guten Tag")


def test_page_tells_what_others_write_and_keeps_what_was_typed(desk, meanwhile):
    case = case_of(meanwhile)
    page = desk()
    page.clock.install()
    page.goto(f"{INBOX}{case}/")
    page.locator("#answer_text").fill("Mein Anfang")
    meanwhile(BEGIN_TO_WRITE + WRITE_BACK.replace(FIND, ""), pk=case, text="Es hat sich erledigt.")
    page.clock.fast_forward(16_000)
    expect(page.locator(".case-news__line")).to_have_count(2)
    page.locator(".case-news__line a").click()
    expect(page.locator(".conversation")).to_contain_text("Es hat sich erledigt.")
    expect(page.locator(".case-news__line")).to_have_count(1)
    expect(page.locator("#answer_text")).to_have_value("Mein Anfang")
    page.locator("#answer-form .button--primary").click()
    page.wait_for_url("**/#main")
    expect(page.locator(".conversation")).to_contain_text("Mein Anfang")


def test_article_is_inserted_where_it_is_written(desk, meanwhile):
    page = desk()
    page.goto(f"{INBOX}{case_of(meanwhile, 'Wie melde ich meine Wohnung an?')}/")
    page.locator("#answer_text").fill("Bitte lesen Sie:")
    page.locator("button[name=article]").first.click()
    expect(page.locator("#answer_text")).to_have_value(re.compile(r"^Bitte lesen Sie:\n\n.+\nhttp://localhost:\d+/de/"))
    expect(page.locator("#draft-line")).to_contain_text(re.compile(r"\d\d:\d\d"))


def test_keys_lead_through_the_list_and_to_the_boxes_and_can_be_switched_off(desk, meanwhile):
    case_of(meanwhile)
    page = desk()
    page.goto(f"{INBOX}?view=mine")
    hrefs = page.locator(".inbox-row__link").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    page.keyboard.press("j")
    assert focused(page) == hrefs[0]
    page.keyboard.press("/")
    assert focused(page) == "desk-search"
    page.keyboard.type("jko?")
    expect(page.locator("#desk-search")).to_have_value("jko?")
    page.locator(".inbox-row__link").first.focus()
    page.keyboard.press("o")
    page.wait_for_url(f"**{hrefs[0]}")
    page.keyboard.press("n")
    assert focused(page) == "note_text"
    page.locator("h1").click()
    page.keyboard.press("?")
    page.locator("#shortcuts-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert focused(page) != "answer_text"


def test_name_is_called_with_a_click(desk, meanwhile):
    page = desk()
    page.goto(f"{INBOX}{case_of(meanwhile)}/")
    page.locator("label[for=write-note]").click()
    page.locator("[data-mention='@supervisor'] button").click()
    expect(page.locator("#note_text")).to_have_value("@supervisor ")


def test_answer_and_note_are_written_without_javascript(desk, meanwhile):
    case = case_of(meanwhile)
    page = desk(PHONE, java_script_enabled=False)
    page.goto(f"{INBOX}{case}/")
    page.locator("#answer_text").fill("Ohne Skripte.")
    page.locator("button[name=article]").first.click()
    expect(page.locator("#answer_text")).to_have_value(re.compile("^Ohne Skripte.\n\n"))
    page.locator("#answer-form .button--primary").click()
    expect(page.locator(".conversation")).to_contain_text("Ohne Skripte.")
    page.locator("label[for=write-note]").click()
    page.locator("#note_text").fill("Eine Notiz.")
    page.locator("#note button").last.click()
    expect(page.locator(".conversation__item--note")).to_contain_text("Eine Notiz.")


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_desk_can_be_read_and_used_by_everybody(desk, meanwhile, axe, device, path):
    page = desk(device)
    page.goto(INBOX + path.format(case=case_of(meanwhile)))
    unfold(page)
    assert axe(page) == []
    assert structure(page) == []
    # A box is pressed by its label, too.
    assert [one for one in small_targets(page) if not one.startswith("24 × 24 px:  ")] == []
    assert sideways(page, 320) == []
