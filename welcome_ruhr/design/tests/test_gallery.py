import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from welcome_ruhr.design import gallery
from welcome_ruhr.design.samples import SAMPLES

# What a template may use without being given it.
OWN_NAMES = {"forloop", "True", "False", "None"}
EXPRESSIONS = re.compile(
    r"{{\s*([^}]+?)\s*}}|{%\s*(if|elif|for|with|include|icon|illustration|illustration_file|hex_map|blocktranslate)\s(.*?)%}"
)
WORD = re.compile(r"(?<![\w.|:\"'-])([a-z_]+)(?=[.|\s,)]|$)")
KEYWORDS = {"if", "elif", "for", "in", "with", "only", "and", "or", "not", "is", "as", "trimmed"}


@pytest.fixture(scope="module")
def page():
    from django.test import Client

    response = Client().get("/gallery/")
    assert response.status_code == 200
    assert not response.cookies
    return BeautifulSoup(response.content, "html.parser")


def used_names(name):
    """The inputs a component's template reads: what stands in its tags, less what it makes itself."""
    text = (gallery.COMPONENTS / f"{name}.html").read_text(encoding="utf-8")
    text = text.partition("{% endcomment %}")[2]
    made = set(re.findall(r"\bas (\w+)\s*%}", text))
    made |= {word for group in re.findall(r"{% for ([\w, ]+) in ", text) for word in group.split(", ")}
    made |= {
        word
        for found in re.findall(r"{% (?:include|blocktranslate|with)(.*?)%}", text)
        for word in re.findall(r"(\w+)=", found)
    }
    read = set()
    for found in EXPRESSIONS.finditer(text):
        expression = re.sub(r"\"[^\"]*\"|'[^']*'", '""', found[1] or found[3])
        expression = re.sub(r"\w+=", " ", expression)
        read |= set(WORD.findall(expression))
    return read - KEYWORDS - OWN_NAMES, made


def test_every_component_is_in_the_gallery():
    assert sorted(SAMPLES) == gallery.names()


@pytest.mark.parametrize("name", gallery.names())
def test_component_documents_exactly_what_it_reads(name):
    read, made = used_names(name)
    documented = {input_name for input_name, _ in gallery.documentation(name)[1]}
    assert read - made - documented == set(), "read but not documented"
    assert documented - read == set(), "documented but not read"


@pytest.mark.parametrize("name", gallery.names())
def test_samples_use_documented_inputs_only(name):
    documented = {input_name for input_name, _ in gallery.documentation(name)[1]}
    assert {key for sample in SAMPLES[name] for key in sample} <= documented


def test_every_stylesheet_belongs_to_a_component():
    assert {path.stem for path in gallery.COMPONENTS.glob("*.css")} <= set(gallery.names())


def test_each_component_is_shown_in_both_directions(page):
    shown = Counter(sample["dir"] for sample in page.select(".gallery__sample"))
    assert shown == {"ltr": len(SAMPLES), "rtl": len(SAMPLES)}


def test_right_to_left_samples_hold_arabic(page):
    wordless = {"wordmark", "language_switch", "city_list", "hex_map", "pagination", "page_tools", "ask_band"}
    without = {
        component.name
        for component in gallery.components()
        if not re.search(r"[\u0600-\u06ff]", str(component.samples_rtl)) and component.name not in wordless
    }
    assert without == {"ask_card", "loading"}


def test_gallery_is_kept_out_of_search_engines(page):
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex, nofollow"


def test_no_id_is_used_twice(page):
    ids = Counter(element["id"] for element in page.select("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []


def test_labels_and_descriptions_point_to_something(page):
    ids = {element["id"] for element in page.select("[id]")}
    pointers = [element["for"] for element in page.select("label[for]")]
    pointers += [word for element in page.select("[aria-describedby]") for word in element["aria-describedby"].split()]
    assert set(pointers) - ids == set()


def test_undocumented_component_is_refused(tmp_path, monkeypatch):
    (tmp_path / "bare.html").write_text("<p>bare</p>", encoding="utf-8")
    monkeypatch.setattr(gallery, "COMPONENTS", tmp_path)
    with pytest.raises(gallery.UndocumentedComponent, match=r"bare\.html"):
        gallery.documentation("bare")


def test_door_without_summary_has_no_empty_line():
    html = render_to_string("design/components/door.html", {"title": "Families", "href": "/f/", "icon": "family"})
    assert "door__summary" not in html


def test_eighth_choice_is_not_drawn():
    items = [{"title": f"Choice {number}", "href": "#", "icon": "family"} for number in range(8)]
    html = render_to_string("design/components/doors.html", {"items": items})
    assert len(BeautifulSoup(html, "html.parser").select("a")) == 7


def test_contact_card_prints_nothing_for_missing_fields():
    html = render_to_string("design/components/contact_card.html", {"name": "Amt für Migration"})
    card = BeautifulSoup(html, "html.parser")
    assert card.get_text(strip=True) == "Amt für Migration"


def test_text_from_outside_is_escaped():
    html = render_to_string("design/components/teaser.html", {"title": "<script>", "href": 'x" onclick="y'})
    link = BeautifulSoup(html, "html.parser").a
    assert link.string == "<script>"
    assert link["href"] == 'x" onclick="y'
