"""Five things newcomers come for, each as the way a person goes who has never been here."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from .addresses import address

LANGUAGES = ("de", "en", "ar")
MOST_KEYS = 250


@dataclass
class Way:
    """A person's way through the portal in one language: by finger, or with the keyboard alone."""

    page: Page
    language: str
    by_keyboard: bool = False
    clicks: int = 0
    """links followed, folds opened, choices made"""
    keys: int = 0
    """times a key was pressed on the way"""
    trail: list[str] = field(default_factory=list)

    def begin(self):
        self.page.goto(f"/{self.language}/")

    def choose(self, selector):
        """Follow the first visible link, or open the first visible fold, that `selector` names."""
        target = self.page.locator(selector).locator("visible=true").first
        expect(target).to_be_visible()
        self.trail.append(" ".join(target.inner_text().split()))
        if self.by_keyboard:
            self._press_on(target)
        else:
            target.click()
        self.clicks += 1
        self.page.wait_for_load_state()

    def _press_on(self, target):
        target.evaluate("element => element.setAttribute('data-wanted', '')")
        for _press in range(MOST_KEYS):
            self.page.keyboard.press("Tab")
            self.keys += 1
            if self.page.evaluate("document.activeElement.hasAttribute('data-wanted')"):
                break
        else:
            raise AssertionError(f"{self.trail[-1]!r} is not reached in {MOST_KEYS} keys")
        self.keys += 1
        target.evaluate("element => element.removeAttribute('data-wanted')")
        self.page.keyboard.press("Enter")

    def link_to(self, page_type):
        self.choose(f'main a[href="{address(page_type, self.language)}"]')
        self.page.wait_for_url(f"**{address(page_type, self.language)}")


def blue_card_salary(way):
    """Home → visa and residence → EU Blue Card: the figure stands in the first table."""
    way.begin()
    way.link_to("topic")
    way.link_to("article")
    expect(way.page.locator(".figure-table").first).to_contain_text("700")


def first_two_weeks(way):
    """Home → just arrived → your first 14 days: eight steps with their deadlines."""
    way.begin()
    way.link_to("phase")
    way.link_to("journey")
    expect(way.page.locator(".journey .steps__item")).to_have_count(8)


def papers_for_recognition(way):
    """Home → recognition → apply for recognition: the list of papers."""
    way.begin()
    way.link_to("recognition")
    way.link_to("recognition procedure")
    expect(way.page.locator(".checklist__item")).to_have_count(8)


def advice_near_herne(way):
    """Home → choose your city (open the independent cities) → Herne → advice in towns nearby."""
    way.begin()
    way.choose(".city-list summary")
    way.link_to("town")
    way.choose('.toc a[href="#nearby"]')
    expect(way.page.locator("#nearby")).to_be_in_viewport()
    expect(way.page.locator("#nearby ~ .contact-card").first).to_be_in_viewport()


def other_language_and_back(way):
    """On an article: open the languages, choose another, read, and the same way back."""
    other = {"de": "en", "en": "de", "ar": "en"}[way.language]
    way.page.goto(address("article", way.language))
    for language in (other, way.language):
        way.choose(".language-switch summary")
        way.choose(f'.language-switch a[hreflang="{language}"]')
        way.page.wait_for_url(f"**{address('article', language)}")
        expect(way.page.locator("html")).to_have_attribute("lang", language)


# Task → the most clicks it may take.
TASKS = {
    blue_card_salary: 2,
    first_two_weeks: 2,
    papers_for_recognition: 2,
    advice_near_herne: 3,
    other_language_and_back: 4,
}
