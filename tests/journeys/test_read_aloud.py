"""Reading aloud with a voice of the device. A test machine has none, so the browser is given a list of voices."""

import pytest

from .addresses import address

pytestmark = pytest.mark.journey

VOICES = """
window.said = [];
const listeners = [];
const voices = VOICES;
let ready = LATE ? [] : voices;
const fake = {
  getVoices: () => ready,
  speak: (utterance) => { window.said.push(utterance); window.current = utterance; },
  cancel: () => { const ended = window.current; window.current = null; ended?.onend?.(); },
  addEventListener: (name, listener) => listeners.push(listener),
};
Object.defineProperty(window, 'speechSynthesis', { value: fake });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.voicesArrive = () => { ready = voices; listeners.forEach((listener) => listener()); };
window.finishSentence = () => { const ended = window.current; window.current = null; ended.onend(); };
"""
GERMAN = '{name: "Anna", lang: "de-DE", localService: true}'
ARABIC = '{name: "Laila", lang: "ar_EG", localService: true}'
OF_THE_NETWORK = '{name: "Cloud", lang: "de-DE", localService: false}'
ITEM = "[data-read-aloud]"


def with_voices(page, *voices, late=False):
    script = VOICES.replace("= VOICES", f"= [{', '.join(voices)}]").replace("LATE", "true" if late else "false")
    page.add_init_script(f"(() => {{ {script} }})();")


def buttons(page):
    """The names of the buttons that are there to press."""
    return [one.inner_text().strip() for one in page.locator(f"{ITEM} button").all() if one.is_visible()]


def said(page):
    return page.evaluate("window.said.map(one => one.text)")


def test_page_is_read_from_its_title_on_with_a_voice_of_its_language(page):
    with_voices(page, ARABIC, GERMAN)
    page.goto(address("article", "de"))
    page.locator(ITEM).wait_for()
    assert buttons(page) == ["Vorlesen"]
    page.locator(f"{ITEM} button").first.click()
    assert said(page) == [page.locator("h1").inner_text()]
    assert page.evaluate("[window.current.voice.name, window.current.lang]") == ["Anna", "de"]
    page.evaluate("window.finishSentence()")
    assert said(page)[1].split()[0] == page.locator(".lead").inner_text().split()[0]
    assert buttons(page) == ["Pause", "Stopp"]


def test_pause_goes_on_with_the_same_sentence_and_stop_begins_anew(page):
    with_voices(page, GERMAN)
    page.goto(address("article", "de"))
    page.locator(f"{ITEM} button").first.click()
    page.evaluate("window.finishSentence()")
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("window.current") is None
    assert page.evaluate("document.activeElement.textContent.trim()") == "Weiter vorlesen"
    page.get_by_role("button", name="Weiter vorlesen").click()
    assert said(page)[1] == said(page)[2]
    page.get_by_role("button", name="Stopp").click()
    assert buttons(page) == ["Vorlesen"]
    page.get_by_role("button", name="Vorlesen").click()
    assert said(page)[-1] == said(page)[0]


def test_whole_page_is_read_once_and_no_button_or_icon_with_it(page):
    with_voices(page, GERMAN)
    page.goto(address("article", "de"))
    page.locator(f"{ITEM} button").first.click()
    for _ in range(400):
        if page.evaluate("window.current === null"):
            break
        page.evaluate("window.finishSentence()")
    text = " ".join(said(page))
    assert page.locator(".figure-table__number").first.inner_text().replace("\xa0", " ") in text
    assert "22. November 2026" in text
    assert not any(one.endswith("22.") for one in said(page))
    assert "Druckansicht" not in text
    assert "War diese Seite hilfreich" not in text
    assert max(len(one) for one in said(page)) <= 260
    assert buttons(page) == ["Vorlesen"]


def test_arabic_page_is_read_by_an_arabic_voice(page):
    with_voices(page, GERMAN, ARABIC)
    page.goto("/ar/residence/eu-blue-card/")
    page.locator(f"{ITEM} button").first.click()
    assert page.evaluate("window.current.voice.name") == "Laila"


@pytest.mark.parametrize("voices", [[], [ARABIC], [OF_THE_NETWORK]])
def test_without_a_voice_of_the_device_for_the_language_there_is_no_button(page, voices):
    with_voices(page, *voices)
    page.goto(address("article", "de"))
    page.locator("[data-keep-offline]").wait_for()
    assert not page.locator(ITEM).is_visible()


def test_voices_that_come_late_are_offered_when_they_are_there(page):
    with_voices(page, GERMAN, late=True)
    page.goto(address("article", "de"))
    page.locator("[data-keep-offline]").wait_for()
    assert not page.locator(ITEM).is_visible()
    page.evaluate("window.voicesArrive()")
    assert page.locator(ITEM).is_visible()


def test_reading_aloud_stores_nothing_and_is_accessible(page, axe, cookies):
    with_voices(page, GERMAN)
    page.goto(address("journey", "de"))
    page.locator(f"{ITEM} button").first.click()
    assert axe(page) == []
    assert cookies(page) == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
