import re

import pytest
from django.template import Context, Template

from welcome_ruhr.design import drawings
from welcome_ruhr.design.stylesheet import HERE


def draw(tag):
    return Template("{% load design %}" + tag).render(Context())


def test_icon_is_hidden_from_screen_readers_and_takes_the_text_colour():
    svg = draw('{% icon "search" %}')
    assert svg.startswith("<svg ")
    assert 'class="icon" aria-hidden="true"' in svg
    assert "currentColor" in svg


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
