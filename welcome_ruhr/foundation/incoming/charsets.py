"""Bytes to text, whatever they say of themselves."""

from __future__ import annotations

import codecs
import re

MOST_LIKELY = "utf-8"
OLD_WESTERN = "cp1252"
_READ_AS = {
    # What browsers read them as (WHATWG Encoding § 4.2), and names that only mail programs know.
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "ansi_x3.4-1968", "iso8859-1"), "cp1252"),
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "ks_c_5601", "euc-kr", "ksc5601", "korean"), "cp949"),
    **dict.fromkeys(("shift_jis", "x-sjis", "sjis", "shift-jis"), "cp932"),
    "big5": "big5hkscs",
    "koi8-r": "koi8-u",  # the same but for the letters that only Ukrainian has
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
    **dict.fromkeys(("utf8mb4", "utf8mb3", "utf-8-mac", "unicode-1-1-utf-8", "utf8"), "utf-8"),
}
_TO_TEXT_ONLY = frozenset({"utf-16", "utf-16le", "utf-16be", "utf-32", "utf-7"})
_ESCAPES = {"iso-2022-jp": "iso2022_jp_ext", "iso-2022-kr": "iso2022_kr"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,60}")
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_LOW = re.compile("[\0-\x08\x0e-\x1f\x7f]")
"""Control characters that no mail needs; tabs and line ends stay."""


def decode(data: bytes, charset: str = "") -> str:
    """Return the text that the bytes are, without control characters; `charset` is what the mail says, if it does.

    A mail that says one thing and is another is read as what it is: UTF-8 is never right by chance.
    """
    codec = _codec(charset)
    for attempt in _attempts(data, codec):
        try:
            return _plain(data.decode(attempt))
        except (UnicodeError, ValueError):
            continue
    return _plain(_with_gaps(data, codec))


def _attempts(data: bytes, codec: str) -> list[str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) % 2 == 0:
        return ["utf-16"]
    if codec in _TO_TEXT_ONLY or data.isascii():
        return [codec or MOST_LIKELY, MOST_LIKELY]
    return [MOST_LIKELY, codec or OLD_WESTERN]


def _with_gaps(data: bytes, codec: str) -> str:
    """Return the text of bytes that no charset fits whole: UTF-8 with some bytes lost, where most of it is that."""
    text = _surrogates_joined(data).decode(MOST_LIKELY, "replace")
    lost = text.count("\ufffd")
    if lost <= sum(sign > "\x7f" for sign in text) - lost:
        return text
    return data.decode(OLD_WESTERN if codec in ("", MOST_LIKELY) else codec, "replace")


def _surrogates_joined(data: bytes) -> bytes:
    """Some phones write the two halves of a picture as two letters."""
    try:
        text = data.decode(MOST_LIKELY, "surrogatepass")
        return text.encode("utf-16", "surrogatepass").decode("utf-16").encode()
    except UnicodeError:
        return data


def _codec(charset: str) -> str:
    """Return Python's name for a charset, however it is written; "" for one that nobody knows."""
    found = _NAME.search(charset.lower().partition(";")[0].rpartition("=")[2].strip(" '\""))
    if found is None:
        return ""
    name = found[0]
    name = _READ_AS.get(name) or _ESCAPES.get(name) or _READ_AS.get(name.replace("_", "-")) or _like_windows(name)
    try:
        info = codecs.lookup(name)
        return info.name if info._is_text_encoding and info.name not in ("idna", "punycode", "unicode_escape") else ""
    except (LookupError, ValueError):
        return ""


def _like_windows(name: str) -> str:
    return re.sub(r"^(?:x-)?(?:windows|win|cp|x-cp|ms-ansi)[-_]?(\d{3,4})$", r"cp\1", name)


def _plain(text: str) -> str:
    return _LOW.sub("", _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))
