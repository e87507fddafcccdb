import math

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from welcome_ruhr.design import hexagons

ESSEN = {"name": "Essen", "href": "/essen/", "q": 3, "r": 4, "strong": True}
BOCHUM = {"name": "Bochum", "href": "/bochum/", "q": 4, "r": 4, "current": True}
HATTINGEN = {"name": "Hattingen", "href": "/hattingen/", "q": 3, "r": 5}


def test_all_six_neighbours_are_equally_far():
    around = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)]
    distances = {round(math.dist(hexagons.centre(0, 0), hexagons.centre(q, r)), 6) for q, r in around}
    assert distances == {round(math.sqrt(3) * hexagons.SIZE, 6)}


def test_tile_points_up():
    corners = [tuple(map(float, corner.split(","))) for corner in hexagons.outline(0, 0, 40).split()]
    assert corners[0] == (0, -40)
    assert len(corners) == 6


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Essen", ["Essen"]),
        ("Gelsenkirchen", ["Gelsen-", "kirchen"]),
        ("Castrop-Rauxel", ["Castrop-", "Rauxel"]),
        ("Mülheim an der Ruhr", ["Mülheim", "an der", "Ruhr"]),
        ("Voerde (Niederrhein)", ["Voerde"]),
        ("Fröndenberg/Ruhr", ["Frönden-", "berg/", "Ruhr"]),
    ],
)
def test_name_is_split_where_a_german_reader_would(name, lines):
    assert hexagons.split_name(name) == lines


def test_view_box_holds_every_corner():
    box, tiles = hexagons.draw([ESSEN, BOCHUM, HATTINGEN])
    left, top, width, height = map(float, box.split())
    for tile in tiles:
        for corner in tile.points.split():
            x, y = map(float, corner.split(","))
            assert left <= x <= left + width
            assert top <= y <= top + height


def test_map_is_read_from_north_to_south_and_west_to_east():
    _, tiles = hexagons.draw([HATTINGEN, BOCHUM, ESSEN])
    assert [tile.name for tile in tiles] == ["Essen", "Bochum", "Hattingen"]


def test_map_is_made_of_named_links():
    html = Template("{% load design %}{% hex_map tiles %}").render(Context({"tiles": [ESSEN, BOCHUM]}))
    links = BeautifulSoup(html, "html.parser").select("svg a")
    assert [(link["href"], link.title.string) for link in links] == [("/essen/", "Essen"), ("/bochum/", "Bochum")]
    assert [link.get("aria-current") for link in links] == [None, "page"]


def test_names_are_escaped():
    nasty = {**ESSEN, "name": "<b>Essen</b>", "href": '"><script>'}
    html = Template("{% load design %}{% hex_map tiles %}").render(Context({"tiles": [nasty]}))
    assert "<script>" not in html
    assert "<b>" not in html


def test_empty_map_draws_nothing():
    assert hexagons.draw([]) == ("0 0 1 1", [])
