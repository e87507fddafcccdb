import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from welcome_ruhr.selfcheck.flows.picture import WIDTH, picture

from .small_flow import small_flow

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn(tmp_path):
    return ElementTree.fromstring(picture(small_flow(tmp_path), "en"))


def boxes(drawn):
    """Return (left edge, top, bottom) of each box by name."""
    found = {}
    for group in drawn.iter(f"{SVG}g"):
        edges = group.find(f"{SVG}rect").attrib
        top = float(edges["y"])
        found[group.find(f"{SVG}text").text] = (float(edges["x"]), top, top + float(edges["height"]))
    return found


def test_each_step_has_its_box_and_each_answer_its_line(drawn):
    assert set(boxes(drawn)) == {"passport", "german", "enough", "outcome:free", "outcome:card", "outcome:ask"}
    said = [text.text for text in drawn.iter(f"{SVG}tspan")]
    assert said[:3] == ["Which passport?", "From the EU", "Another (+1)"]
    assert "≥ [points_min]" in said


def test_steps_stand_from_left_to_right(drawn):
    left = {name: edge for name, (edge, _top, _bottom) in boxes(drawn).items()}
    assert left["passport"] < left["german"] < left["enough"] < left["outcome:card"] == left["outcome:ask"]


def test_boxes_of_a_column_do_not_overlap(drawn):
    columns = {}
    for left, top, bottom in boxes(drawn).values():
        columns.setdefault(left, []).append((top, bottom))
    for spans in columns.values():
        spans.sort()
        assert all(bottom < top for (_top, bottom), (top, _bottom) in pairwise(spans))


def test_line_begins_at_a_box_and_ends_at_one(drawn):
    lefts = {left for left, _top, _bottom in boxes(drawn).values()}
    lines = [path.get("d") for path in drawn.iter(f"{SVG}path") if path.get("class") == "l"]
    assert len(lines) == 6
    for line in lines:
        numbers = [float(one) for one in re.findall(r"-?\d+", line)]
        assert {numbers[0] - WIDTH, numbers[6]} <= lefts


def test_picture_has_a_name_and_its_signs_are_escaped(tmp_path):
    text = picture(small_flow(tmp_path, ("Does the card fit?", "<card> & more")), "en")
    assert ElementTree.fromstring(text).find(f"{SVG}title").text == "<card> & more"
