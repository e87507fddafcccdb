"""Cards for address books (RFC 6350): what is in a name cannot break them."""

import pytest

from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.selfcheck.api.vcard import escaped, folded

pytestmark = pytest.mark.django_db


def lines(client, office):
    """The lines of a card as an address book reads them, folded ones put together."""
    response = client.get(f"/api/v1/offices/{office.key}.vcf")
    assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{office.key}.vcf"'
    raw = response.content
    assert [line for line in raw.split(b"\r\n") if len(line) > 75 or b"\n" in line] == []
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_card_has_what_was_verified(client):
    office = make_office(
        "Stadt Herne, Ausländerbehörde",
        serves=[make_town("Herne")],
        address="Shamrockring 1, Haus 4, 44623 Herne",
        phone="+49 2323 16-4499",
        email="amt@herne.example",
        website="https://www.herne.example/amt",
        languages="de en",
        as_of="2025-05",
    )
    card = lines(client, office)
    assert (card[:2], card[-2:]) == (["BEGIN:VCARD", "VERSION:4.0"], ["END:VCARD", ""])
    assert "REV:20261122T090000Z" in card
    assert r"FN:Stadt Herne\, Ausländerbehörde" in card
    street = r"Shamrockring 1\, Haus 4"
    assert f'ADR;TYPE=work;LABEL="Shamrockring 1, Haus 4, 44623 Herne":;;{street};Herne;;44623;' in card
    assert "TEL;VALUE=uri;TYPE=work:tel:+492323164499" in card
    assert [line for line in card if line.startswith("LANG")] == ["LANG:de", "LANG:en"]
    [note] = [line for line in card if line.startswith("NOTE")]
    assert note.startswith(r"NOTE:Stand / as of: 2025-05\nLizenz / licence: dl-de/by-2-0 (")
    assert note.endswith(r"\; EUPL-1.2 (all other fields\; welcome.RUHR)")


def test_what_is_not_verified_is_not_in_the_card(client):
    names = {line.partition(":")[0].partition(";")[0] for line in lines(client, make_office())}
    assert names.isdisjoint({"ADR", "TEL", "EMAIL", "URL", "LANG"})


def test_name_cannot_end_its_line_and_begin_another(client):
    office = make_office("Amt\r\nEND:VCARD\r\nTEL:1;2,3\\4\x07")
    card = lines(client, office)
    assert [line for line in card if line.startswith("FN")] == [r"FN:Amt\nEND:VCARD\nTEL:1\;2\,3\\4"]
    assert (card.count("END:VCARD"), [line for line in card if line.startswith("TEL")]) == (1, [])


def test_quotes_in_an_address_stay_inside_their_label(client):
    office = make_office(address='Haus "Nord"; Tor 1')
    [address] = [line for line in lines(client, office) if line.startswith("ADR")]
    assert address == r"""ADR;TYPE=work;LABEL="Haus ^'Nord^'; Tor 1":;;Haus "Nord"\; Tor 1;;;;"""


@pytest.mark.parametrize("text", ["ä" * 200, "a" + "€" * 99, "🏠" * 60, "x" * 75, "x" * 76])
def test_long_lines_are_folded_between_characters(text):
    pieces = folded(text).encode().split(b"\r\n")
    assert max(len(piece) for piece in pieces) <= 75
    assert b"".join(piece.removeprefix(b" ") for piece in pieces).decode() == text
    assert [piece.decode() for piece in pieces]


def test_every_kind_of_line_break_is_one():
    assert escaped("a\r\nb\rc\nd") == r"a\nb\nc\nd"
