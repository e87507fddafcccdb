import re

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from welcome_ruhr.design import hexagons
from welcome_ruhr.design.stylesheet import HERE

ESSEN = {"name": "Essen", "href": "/essen/", "q": 3, "r": 4, "strong": True}
BOCHUM = {"name": "Bochum", "href": "/bochum/", "q": 4, "r": 4, "current": True}
HATTINGEN = {"name": "Hattingen", "href": "/hattingen/", "q": 3, "r": 5}
HAMM = {"name": "Hamm", "href": "/hamm/", "q": 7, "r": 1}


def draw(*tiles):
    html = Template("{% load design %}{% hex_map tiles %}").render(Context({"tiles": tiles}))
    return BeautifulSoup(html, "html.parser")


def places(*tiles):
    """Where each tile stands: name → (row, half tiles from the west)."""
    found = {}
    for at, row in enumerate(draw(*tiles).select(".hex-map > div")):
        east = 0
        for child in row.find_all(["a", "i"]):
            if child.name == "a":
                found[child.string] = (at, east)
            east += 2 if child.name == "a" else 1
    return found


def test_neighbours_in_a_row_are_two_halves_apart():
    assert places(ESSEN, BOCHUM) == {"Essen": (0, 0), "Bochum": (0, 2)}


def test_a_tile_of_the_next_row_lies_between_two_above_it():
    assert places(ESSEN, BOCHUM, HATTINGEN)["Hattingen"] == (1, 1)


def test_gap_and_empty_row_stay_free():
    assert places(HAMM, ESSEN) == {"Hamm": (0, 5), "Essen": (3, 0)}


def test_map_is_read_from_north_to_south_and_west_to_east():
    links = draw(HATTINGEN, BOCHUM, ESSEN).select("a")
    assert [link.string for link in links] == ["Essen", "Bochum", "Hattingen"]


def test_map_is_made_of_named_links():
    links = draw(ESSEN, BOCHUM).select(".hex-map a")
    assert [(link["href"], link.string) for link in links] == [("/essen/", "Essen"), ("/bochum/", "Bochum")]
    assert [link.get("aria-current") for link in links] == [None, "page"]
    assert [link.get("class") for link in links] == [["strong"], None]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Essen", "Essen"),
        ("Gelsenkirchen", "Gelsen-kirchen"),
        ("Castrop-Rauxel", "Castrop-Rauxel"),
        ("Neukirchen-Vluyn", "Neu-kirchen-Vluyn"),
        ("Oer-Erkenschwick", "Oer-Erken-schwick"),
        ("Mülheim an der Ruhr", "Mülheim an der Ruhr"),
        ("Voerde (Niederrhein)", "Voerde"),
        ("Fröndenberg/Ruhr", "Frönden-berg/Ruhr"),
    ],
)
def test_long_name_may_be_split_where_a_german_reader_would(name, label):
    assert hexagons.label(name).replace(hexagons.SOFT_HYPHEN, "-") == label


def test_names_are_escaped():
    nasty = {**ESSEN, "name": "<b>Essen</b>", "href": '"><script>'}
    html = str(draw(nasty))
    assert "<script>" not in html
    assert "<b>" not in html


def test_empty_map_draws_nothing():
    assert draw().select(".hex-map *") == []


def test_stylesheet_knows_how_wide_the_map_is():
    css = (HERE / "templates/design/components/hex_map.css").read_text(encoding="utf-8")
    assert set(re.findall(r"calc\(\d+% / (\d+)\)", css)) == {str(hexagons.WIDE)}


def test_districts_have_colours_of_their_own_and_cities_stay_dark():
    tiles = [{**HATTINGEN, "district": "South"}, {**HAMM, "district": "North"}, {**ESSEN, "district": ""}]
    html = Template("{% load design %}{% hex_map tiles areas %}").render(
        Context({"tiles": tiles, "areas": ["North", "South"]})
    )
    found = {link.string: link.get("class") for link in BeautifulSoup(html, "html.parser").select("a")}
    assert found == {"Hattingen": ["area-2"], "Hamm": ["area-1"], "Essen": ["strong"]}
