"""Fields of the page editor show each language in its own direction."""

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.journey

FORM = """<form data-edit-form><input type="text" value="سجّل هنا"><textarea>سجّل هنا</textarea></form>"""
STYLES = "all => all.map(one => [getComputedStyle(one).unicodeBidi, getComputedStyle(one).textAlign])"


def test_a_text_field_begins_where_its_own_language_does(browser):
    page = browser.new_page()
    page.set_content(FORM)
    page.add_style_tag(path=finders.find("portal/editing.css"))
    assert page.eval_on_selector_all("input, textarea", STYLES) == [["plaintext", "start"]] * 2
    page.close()
