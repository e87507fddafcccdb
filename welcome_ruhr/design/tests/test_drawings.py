import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from welcome_ruhr.design import drawings, palette
from welcome_ruhr.design.stylesheet import HERE


def draw(tag):
    return Template("{% load design %}" + tag).render(Context())


def test_icon_is_hidden_from_screen_readers_and_takes_the_text_colour():
    svg = draw('{% icon "search" %}')
    assert svg.startswith("<svg ")
    assert 'class="icon" aria-hidden="true"' in svg
    # The colour and the strokes come from the stylesheet, once for all icons.
    assert re.findall("currentColor|stroke", svg) == []
    assert "stroke: currentcolor" in (HERE / "css" / "base.css").read_text(encoding="utf-8")


def test_arrow_turns_round_with_the_direction_of_writing():
    assert 'class="icon icon--flip"' in draw('{% icon "arrow" %}')


@pytest.mark.parametrize("tag", ['{% icon "serch" %}', '{% illustration "../icons/search" %}', '{% icon "" %}'])
def test_unknown_drawing_names_what_exists(tag):
    with pytest.raises(drawings.UnknownDrawing, match="Known: "):
        draw(tag)


@pytest.mark.parametrize("name", drawings.names("icons"))
def test_every_icon_can_be_inlined(name):
    assert drawings.icon(name).count("<svg") == 1


@pytest.mark.parametrize("name", drawings.names("illustrations"))
def test_illustrations_use_the_palette_only(name):
    svg = drawings.illustration(name)
    classes = {word for found in re.findall(r'class="([^"]+)"', svg) for word in found.split()}
    known = re.findall(r"\.([is]-\w+)", (HERE / "css" / "illustrations.css").read_text(encoding="utf-8"))
    assert classes - {"illustration", f"illustration--{name}"} <= set(known)
    assert re.findall(r'#[0-9a-f]{3,6}|style=|(?:id|href)="', svg) == []


@pytest.mark.parametrize("name", drawings.names("illustrations"))
def test_illustration_as_a_file_has_the_colours_of_day_and_night(name):
    svg = drawings.file_text(name)
    ElementTree.fromstring(svg)  # a file must be XML
    colours = palette.read()
    day, night = svg.split("@media", 1)
    assert f".i-ink{{fill:{colours['light']['ink']}}}" in day
    assert f".i-ink{{fill:{colours['dark']['ink']}}}" in night
    assert "var(" not in svg


def test_illustration_further_down_is_fetched_when_it_comes_near_and_moves_nothing():
    image = BeautifulSoup(draw('{% illustration_file "tram" %}'), "html.parser").img
    assert (image["width"], image["height"], image["loading"], image["alt"]) == ("320", "240", "lazy", "")
    assert image["src"].startswith("/static/design/illustrations/tram")


def test_illustration_in_the_first_view_is_fetched_at_once():
    image = BeautifulSoup(draw('{% illustration_file "tram" is_in_first_view=True %}'), "html.parser").img
    assert image.get("loading") is None


def test_its_tile_is_drawn_by_the_stylesheet_and_not_in_the_file():
    assert drawings.TILE in drawings.illustration("tram")
    assert drawings.TILE not in drawings.file_text("tram")
