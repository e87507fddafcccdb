"""The workspace in a real browser: htmx under our policy, what is said when something fails, keyboard and scans."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import expect

from tests.browsers import DESKTOP, PHONE, Watch
from tests.journeys import looking
from welcome_ruhr.accounts import workspace
from welcome_ruhr.accounts.models import User

from .people import PASSWORD, make_person

pytestmark = pytest.mark.journey
HOME = "/workspace/"
WAITING = "**/workspace/waiting/"
MINUTE = 61_000  # ms
ONE_WAITS = ".workspace-nav__open .waiting"


@pytest.fixture
def waiting():
    """What waits in the only entry; a test adds to it."""
    things = ["a question"]
    workspace.register(
        workspace.Entry(
            key="desk",
            label="Desk",
            url_name="mfa_index",
            icon="mail",
            position=1,
            is_for=lambda user: True,
            count=lambda user: len(things),
        )
    )
    return things


@pytest.fixture
def open_workspace(browser, live_server, waiting):
    """`open_workspace(device)` opens the first page for somebody who is signed in; time passes as the test says.

    After the test no page may have asked another host, broken the content security policy or raised a script error.
    """
    person, contexts, watch = make_person(is_demo=True, language="en"), [], Watch()
    client = Client()
    client.force_login(person)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def open_one(device=DESKTOP, **options):
        context = browser.new_context(**{"base_url": live_server.url, **device, **options})
        contexts.append(context)
        context.add_cookies([session])
        page = context.new_page()
        page.clock.install()
        watch.look_at(page)
        page.goto(HOME)
        page.person = person
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert watch == Watch()


def test_what_waits_is_asked_for_anew_under_the_strict_policy(open_workspace, waiting):
    page = open_workspace()
    policy = page.request.get(HOME).headers["content-security-policy"]
    assert ("script-src 'self'" in policy, "unsafe" in policy) == (True, False)
    expect(page.locator(ONE_WAITS)).to_have_text("1 is waiting")
    waiting.append("another one")
    page.clock.fast_forward(MINUTE)
    expect(page.locator(ONE_WAITS)).to_have_text("2 are waiting")
    expect(page.locator(".task .waiting")).to_have_text("2 are waiting")


def test_of_a_page_that_was_left_the_browser_keeps_no_more_than_the_address(open_workspace):
    page = open_workspace()
    page.evaluate("htmx.ajax('GET', '/workspace/waiting/', {swap: 'none', push: '/workspace/?view=mine'})")
    page.wait_for_url("**/workspace/?view=mine")
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert kept == ["htmx-current-path-for-history"]


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "You are no longer signed in."),
        (403, "That was not accepted"),
        (404, "That was not accepted"),
        (500, "That did not work, and it is not your fault."),
        (503, "That did not work, and it is not your fault."),
    ],
)
def test_a_request_that_fails_is_told_once_and_until_it_works_again(open_workspace, status, says):
    page = open_workspace()
    page.route(WAITING, lambda route: route.fulfill(status=status, body="<h1>an error page</h1>"))
    page.clock.fast_forward(MINUTE)
    trouble = page.get_by_role("status").locator("p:visible")
    expect(trouble).to_have_count(1)
    expect(trouble).to_contain_text(says)
    assert page.locator("h1").count() == 1
    page.unroute(WAITING)
    page.clock.fast_forward(MINUTE)
    expect(trouble).to_have_count(0)


def test_without_network_it_is_said_so_and_nothing_is_lost(open_workspace):
    page = open_workspace(PHONE)
    page.context.set_offline(True)
    page.clock.fast_forward(MINUTE)
    expect(page.get_by_role("status").locator("p:visible")).to_contain_text("The portal cannot be reached")
    expect(page.locator(".task")).to_be_visible()
    page.context.set_offline(False)
    page.clock.fast_forward(MINUTE)
    expect(page.get_by_role("status").locator("p:visible")).to_have_count(0)


def sign_in_anew(page):
    """Sign out and in again in another window, which makes every token of this one too old."""
    other = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    other.goto(f"/account/login/?next={HOME}")
    other.fill("[name=login]", page.person.email)
    other.fill("[name=password]", PASSWORD)
    other.press("[name=password]", "Enter")
    other.wait_for_url(f"**{HOME}")
    other.close()


def test_a_form_that_was_open_before_signing_in_again_is_still_accepted(open_workspace):
    page = open_workspace()
    sign_in_anew(page)
    page.locator(".user-menu > summary").click()
    with page.expect_response("**/account/logout/") as answer:
        page.get_by_role("button", name="Sign out").click()
    assert answer.value.status == 302


def test_htmx_sends_the_token_of_the_moment(open_workspace):
    page = open_workspace()
    sign_in_anew(page)
    with page.expect_request(WAITING) as sent:
        page.evaluate("htmx.ajax('POST', '/workspace/waiting/', {values: {csrfmiddlewaretoken: 'old'}, swap: 'none'})")
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    assert sent.value.headers["x-csrftoken"] == token
    assert sent.value.post_data == f"csrfmiddlewaretoken={token}"


def sign_out(page):
    """The session ends without this page hearing of it."""
    page.context.clear_cookies(name="sessionid")


def write(page, **written):
    """Put a form on the page as rooms have them, and fill it in."""
    page.evaluate(
        """written => {
          const form = Object.assign(document.createElement("form"), {method: "post", action: "/account/logout/"});
          form.innerHTML = '<input type="hidden" name="csrfmiddlewaretoken"><textarea name="text"></textarea>'
            + '<button name="by" value="hand">Send it</button>';
          document.querySelector("main").append(form);
          form.elements.text.value = written;
        }""",
        written["text"],
    )


def test_who_is_signed_out_sends_nothing_and_keeps_the_words(open_workspace):
    page = open_workspace()
    write(page, text="Guten Tag")
    sign_out(page)
    page.clock.fast_forward(MINUTE)
    banner = page.locator("[data-trouble-of=signed-out]")
    expect(banner).to_be_visible()
    expect(banner.locator("strong")).to_be_hidden()
    page.get_by_role("button", name="Send it").click()
    expect(banner).to_be_focused()
    expect(banner.locator("strong")).to_be_visible()
    assert (page.url.endswith(HOME), page.locator("textarea").input_value()) == (True, "Guten Tag")


def test_after_signing_in_in_another_window_the_same_button_sends_the_words(open_workspace):
    page = open_workspace()
    write(page, text="Guten Tag")
    sign_out(page)
    page.clock.fast_forward(MINUTE)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("[data-trouble-of=signed-out]")).to_be_focused()
    sign_in_anew(page)
    with page.expect_request("**/account/logout/") as sent:
        page.get_by_role("button", name="Send it").click()
    assert "text=Guten+Tag&by=hand" in sent.value.post_data


@pytest.mark.parametrize("ends", [sign_out, lambda page: page.context.set_offline(True)], ids=["session", "network"])
def test_who_comes_back_after_a_while_loses_nothing_by_sending_at_once(open_workspace, ends):
    page = open_workspace()
    write(page, text="Guten Tag")
    page.evaluate("document.querySelector('[hx-get]').remove()")  # as on pages where nothing is counted
    ends(page)
    page.clock.fast_forward(3 * MINUTE)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status").locator("strong:visible")).to_have_text("Nothing was sent.")
    assert page.locator("textarea").input_value() == "Guten Tag"
    page.context.set_offline(False)


def test_that_a_draft_is_kept_is_not_said_while_keeping_fails(open_workspace):
    page = open_workspace()
    page.evaluate(
        """() => {
          document.querySelector("main").insertAdjacentHTML("beforeend",
            '<div hx-get="/workspace/waiting/?draft" hx-trigger="change" hx-target="#kept" hx-swap="none" data-draft>'
            + '<textarea></textarea></div><p id="kept">Draft kept 10:00</p>');
          htmx.process(document.querySelector("main"));
        }"""
    )
    line = page.locator("#kept")
    expect(line).to_be_visible()
    page.route("**/waiting/?draft", lambda route: route.fulfill(status=401))
    page.locator("main textarea").fill("Guten Tag")
    page.locator("main textarea").blur()
    expect(line).to_be_hidden()
    page.unroute("**/waiting/?draft")
    with page.expect_request("**/waiting/?draft"):  # what was not kept is kept as soon as it can be
        page.clock.fast_forward(MINUTE)
    expect(line).to_be_visible()


@pytest.fixture
def open_admin(open_workspace):
    """`open_admin()` opens a form of the editors' admin."""

    def open_one():
        page = open_workspace()
        page.person.groups.add(Group.objects.get(name="administrator"))
        page.goto("/admin/users/new/")
        page.fill("#id_first_name", "Neu")
        return page

    return open_one


def test_the_admin_keeps_the_words_of_who_is_signed_out_and_saves_after_signing_in_again(open_admin):
    page = open_admin()
    for name, value in (("email", "neu@example.org"), ("last_name", "Beispiel")):
        page.fill(f"#id_{name}", value)
    sign_out(page)
    page.clock.fast_forward(3 * MINUTE)
    save = page.locator("footer button[type=submit]").first
    save.click()
    banner = page.locator("[data-trouble-of=signed-out]")
    expect(banner).to_be_focused()
    expect(banner.locator("strong")).to_have_text("Nothing was sent.")
    assert page.input_value("#id_first_name") == "Neu"
    page.clock.run_for(1_000)
    expect(save).to_be_enabled()
    sign_in_anew(page)
    save.click()
    page.wait_for_url("**/admin/users/")
    assert User.objects.filter(email="neu@example.org").count() == 1


def test_the_admin_says_who_is_signed_out_as_soon_as_nothing_is_kept_by_itself(open_admin):
    page = open_admin()
    tried = "() => document.forms[0].dispatchEvent(new CustomEvent('w-autosave:error', {bubbles: true, detail: {}}))"
    banner = page.locator("[data-trouble-of=signed-out]")
    with page.expect_response(WAITING):
        page.evaluate(tried)
    expect(banner).to_be_hidden()
    sign_out(page)
    page.evaluate(tried)
    expect(banner).to_be_visible()


@pytest.mark.parametrize("fold", [".user-menu", ".workspace-nav__fold"])
def test_a_fold_opens_by_keyboard_and_closes_with_escape(open_workspace, fold):
    page = open_workspace(PHONE)
    summary = page.locator(f"{fold} > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(f"{fold} a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"{fold} a").first).to_be_hidden()
    expect(summary).to_be_focused()


def test_everything_is_reached_without_scripts(open_workspace):
    page = open_workspace(PHONE, java_script_enabled=False)
    page.locator(".workspace-nav__fold > summary").click()
    expect(page.locator(".workspace-nav__fold").get_by_role("link", name="Desk 1 is waiting")).to_be_visible()
    page.locator(".user-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(HOME)
    assert page.url.endswith(f"/account/login/?next={HOME}")


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_and_open_folds_hold_what_accessibility_asks(open_workspace, axe, device, scheme):
    page = open_workspace(device, color_scheme=scheme)
    found = axe(page)
    for fold in page.locator("[data-fold] > summary:visible").all():
        fold.focus()
        page.keyboard.press("Enter")
        found += axe(page)
        found += [sentence for measure in (looking.STRUCTURE, looking.TARGETS) for sentence in page.evaluate(measure)]
    assert found + page.evaluate(looking.TOO_WIDE) == []
