from datetime import UTC, datetime

import pytest

from welcome_ruhr.delivery.stored import Corrupt, as_bytes, encoding_for, from_bytes, is_known, stored

PAGE = stored(
    b"<p>Guten Tag</p>" * 50,
    [("Content-Type", "text/html"), ("Cache-Control", "public, no-cache")],
    needs=((5, 1), (9, 2)),
    birth=77,
    until=datetime(2027, 1, 1, tzinfo=UTC),
)


def test_page_comes_out_of_its_file_as_it_went_in():
    assert from_bytes(as_bytes(PAGE, "/de/", "r1"), "/de/", "r1") == PAGE


@pytest.mark.parametrize(("address", "release"), [("/de/", "r2"), ("/en/", "r1")])
def test_file_of_another_release_or_address_is_not_given_out(address, release):
    assert from_bytes(as_bytes(PAGE, "/de/", "r1"), address, release) is None


@pytest.mark.parametrize("at", [0, 30, 60, -1])
def test_changed_byte_is_noticed(at):
    content = bytearray(as_bytes(PAGE, "/de/", "r1"))
    content[at] ^= 1
    with pytest.raises(Corrupt):
        from_bytes(bytes(content), "/de/", "r1")


@pytest.mark.parametrize("length", [0, 10, 60])
def test_cut_file_is_noticed(length):
    with pytest.raises(Corrupt):
        from_bytes(as_bytes(PAGE, "/de/", "r1")[:length], "/de/", "r1")


def test_body_is_the_same_in_every_encoding():
    import gzip

    import brotli

    bodies = [brotli.decompress(PAGE.body("br")), gzip.decompress(PAGE.body("gzip")), PAGE.body("")]
    assert bodies == [b"<p>Guten Tag</p>" * 50] * 3


def test_other_content_or_other_headers_have_another_tag():
    same = {"needs": (), "birth": 1}
    tags = {
        stored(b"a", [("X", "1")], **same).tag,
        stored(b"b", [("X", "1")], **same).tag,
        stored(b"a", [("X", "2")], **same).tag,
    }
    assert len(tags) == 3
    assert stored(b"a", [("X", "1")], **same).tag in tags


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("", ""),
        ("deflate", ""),
        ("*", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("gzip;q=0, br;q=0, *;q=0", ""),
        ("BR", "br"),
        ("gzip;q=much", ""),
        ("identity;q=1, gzip;q=0.5", ""),
    ],
)
def test_encoding_is_what_the_reader_prefers(accepted, chosen):
    assert encoding_for(accepted) == chosen


@pytest.mark.parametrize(
    ("sent", "known"),
    [
        ('W/"ab"', True),
        ('"ab"', True),
        ('"x", W/"ab"', True),
        ("*", True),
        ('"abc"', False),
        ("ab", False),
        ("", False),
    ],
)
def test_reader_who_has_the_page_is_known_by_its_tag(sent, known):
    assert is_known('W/"ab"', sent) is known
