"""From the home page over the finder to a plan on paper, in English and Arabic, with and without a script."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
each_language = pytest.mark.parametrize("language", ["en", "ar"])
with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def follow(page, selector):
    link = page.locator(selector).locator("visible=true").first
    expect(link).to_be_visible()
    link.click()
    page.wait_for_load_state()


def choose(page, **said):
    """Answer the question that is asked."""
    [(name, value)] = said.items()
    follow(page, f'.choice[href*="{name}={value}"]')


def find_office(page, language):
    """Home → which office is responsible for me? → a former town → registering, as somebody from outside the EU."""
    page.goto(f"/{language}/")
    follow(page, f'main a[href="/{language}/find-office/"]')
    page.locator("#place").fill("Wanne-Eickel")
    page.keyboard.press("Enter")
    choose(page, matter="registration")
    if page.locator('.choice[href*="nationality="]').count():
        choose(page, nationality="other")
    for name, value in (("stage", "arrived"), ("purpose", "work")):
        if page.locator(f'.choice[href*="{name}="]').count():
            choose(page, **{name: value})


@each_language
@with_and_without_scripts
def test_newcomer_gets_from_home_to_a_printed_plan(open_page, axe, cookies, language, scripts):
    page = open_page(locale=language, java_script_enabled=scripts)
    find_office(page, language)
    expect(page.locator("#answer")).to_be_visible()
    expect(page.locator(".contact-card").first).to_be_visible()
    follow(page, 'main a[href*="/plan/?journey="]')
    if not page.locator("#id_moved_in").is_visible():
        page.locator(".plan-asks summary").click()
    page.locator("#id_arrival").fill("2026-12-01")
    page.locator("#id_moved_in").fill("2026-12-05")
    page.locator(".plan-form button").click()
    page.wait_for_load_state()
    expect(page.locator(".journey")).to_contain_text(re.compile("19|١٩"))
    follow(page, 'a[href*="print=1"]')
    expect(page.locator(".steps__item")).to_have_count(8)
    assert page.pdf()[:5] == b"%PDF-"
    assert cookies(page) == []


@each_language
def test_finder_answer_and_plan_are_accessible(open_page, axe, language):
    page = open_page(locale=language, color_scheme="dark")
    find_office(page, language)
    found = axe(page)
    page.goto(f"/{language}/find-office/?place=Holthausen")
    found += axe(page)
    page.goto(f"/{language}/plan/?journey=first-14-days&place=herne&nationality=other&purpose=work&arrival=2026-12-01")
    found += axe(page)
    page.goto(f"/{language}/check/which-residence-title/?nationality=other")
    assert found + axe(page) == []


def test_question_is_answered_with_the_keyboard_and_taken_back_with_the_browser(open_page):
    page = open_page(locale="en")
    page.goto("/en/find-office/?place=herne")
    page.locator(".choice").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**matter=*")
    page.go_back()
    page.wait_for_url("**/en/find-office/?place=herne")


def test_self_check_ends_with_a_reason_and_leads_to_the_finder(open_page):
    page = open_page(locale="en", java_script_enabled=False)
    page.goto("/en/check/which-residence-title/")
    for _question in range(12):
        if not page.locator(".choice").count():
            break
        page.locator(".choice").first.click()
        page.wait_for_load_state()
    assert page.locator(".choice").count() == 0
    expect(page.locator('main a[href*="/find-office/?matter="]')).to_be_visible()
