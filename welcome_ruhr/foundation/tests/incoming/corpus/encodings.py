"""How the bytes travel: base64, quoted-printable and what becomes of them on the way."""

from __future__ import annotations

import binascii

from welcome_ruhr.foundation.tests.strangers_files import PNG

from .sample import Sample
from .writing import b64, mail, multipart, part, plain, whole

TEXT = "Grüße aus Essen,\nich möchte im März umziehen.\n\nMara = 50 %"
DATA = TEXT.replace("\n", "\r\n").encode()
PLAIN = "Content-Type: text/plain; charset=utf-8"


def encoded(encoding: str, body: str | bytes, text: str = TEXT) -> Sample:
    return Sample(mail(PLAIN, f"Content-Transfer-Encoding: {encoding}", body=body), text=text)


def photo(encoding: str, body: bytes) -> Sample:
    """A mail with a small picture whose bytes must all arrive."""
    picture = part(
        "Content-Type: image/png",
        "Content-Disposition: attachment; filename=a.png",
        f"Content-Transfer-Encoding: {encoding}",
        body=body,
    )
    return Sample(
        whole(of=multipart("mixed", plain("Bitte."), picture)), text="Bitte.", files=(("a.png", "image/png", PNG),)
    )


def with_noise(letters: bytes) -> bytes:
    return b"".join(letters[at : at + 7] + b" !\t-" for at in range(0, len(letters), 7))


def uuencoded(data: bytes, name: str) -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45]).replace(b"\n", b"\r\n") for at in range(0, len(data), 45)]
    return b"begin 644 " + name.encode() + b"\r\n" + b"".join(lines) + b"`\r\nend\r\n"


MAILS = {
    "base64": encoded("base64", b64(DATA)),
    "base64_in_capitals_with_a_comment": encoded("BASE64 (wie üblich)", b64(DATA)),
    "base64_without_padding": encoded("base64", b64(DATA).rstrip(b"=")),
    "base64_with_padding_in_the_middle": encoded(
        "base64", b64("Grüße aus Essen\r\n".encode()) + b"\r\n" + b64(b"und Bochum"), "Grüße aus Essen\nund Bochum"
    ),
    "base64_in_lines_of_odd_length": encoded("base64", b64(DATA, columns=7)),
    "base64_in_one_line": encoded("base64", b64(DATA, columns=10_000)),
    "base64_with_noise": encoded("base64", with_noise(b64(DATA, columns=10_000))),
    "base64_with_empty_lines": encoded("base64", b64(DATA).replace(b"\r\n", b"\r\n \r\n\r\n")),
    "base64_that_is_none": encoded(
        "base64", "Das hier ist einfach Text, mit Umlauten: äöü.", "Das hier ist einfach Text, mit Umlauten: äöü."
    ),
    "base64_with_words_of_a_list_below": encoded(
        "base64", b64(b"Hallo zusammen") + b"\r\n\r\n_____\r\nListe: liste@example.net\r\n", "Hallo zusammen"
    ),
    "base64_cut_off": photo("base64", b64(PNG).replace(b"=", b"")),
    "quoted_printable": encoded(
        "quoted-printable",
        "Gr=C3=BC=C3=9Fe aus Essen,\nich m=C3=B6chte im M=C3=\n=A4rz umziehen.\n\nMara =3D 50 %",
    ),
    "quoted_printable_with_small_letters": encoded("Quoted-Printable", "Gr=c3=bc=c3=9fe =3d", "Grüße ="),
    "quoted_printable_with_bare_signs": encoded(
        "quoted-printable", "a = b, x==y, 50=% und =XY Gr=C3=BC=C3=9Fe=", "a = b, x==y, 50=% und =XY Grüße"
    ),
    "quoted_printable_with_spaces_behind_the_break": encoded(
        "quoted-printable", "Gr=C3=BC= \t\n=C3=9Fe aus =\nEssen", "Grüße aus Essen"
    ),
    "quoted_printable_that_is_utf_8": encoded("quoted-printable", "Grüße =C3=BC", "Grüße ü"),
    "quoted_printable_with_line_ends_inside": encoded("quoted-printable", "eins=0D=0Azwei=0Adrei", "eins\nzwei\ndrei"),
    "quoted_printable_of_outlook": encoded("quoted-printable", "eins=0D=0A=\nzwei=0D=0A=\n", "eins\nzwei"),
    "quoted_printable_around_parts": Sample(
        whole("Content-Transfer-Encoding: quoted-printable", of=multipart("mixed", plain("a = b"), plain("=41"))),
        lines=["a = b", "=41"],
    ),
    "quoted_printable_for_a_picture": photo("quoted-printable", b"".join(b"=%02X" % byte for byte in PNG)),
    "eight_bit_misspelled": encoded("8-bit", TEXT),
    "eight_bit_unknown": encoded("utf-8", TEXT),
    "eight_bit_said_to_be_seven": encoded("7bit", TEXT),
    "binary": photo("binary", PNG),
    "encoding_missing_its_value": encoded("", TEXT),
    "encoding_with_a_semicolon": encoded("base64;", b64(DATA)),
    "encoding_twice": encoded("base64\nContent-Transfer-Encoding: 7bit", b64(DATA)),
    "base64_misspelled": encoded("base-64", b64(DATA)),
    "uuencode": photo("x-uuencode", uuencoded(PNG, "a.png")),
    "lines_without_end": encoded("8bit", "wort " * 20_000 + "Ende", "wort " * 20_000 + "Ende"),
    "many_empty_lines": encoded("8bit", "Eins\n\n\n\n\n\nZwei\n\n\n", "Eins\n\nZwei"),
    "dots_at_the_beginning": encoded("8bit", ".htaccess\n.\n..", ".htaccess\n.\n.."),
    "from_at_the_beginning": encoded("8bit", ">From hier an neu", ">From hier an neu"),
    "form_feeds_and_strange_line_ends": encoded(
        "8bit", "eins\u2028zwei\x0bdrei\x0cvier\x85fünf", "eins\nzwei\ndrei\nvier\nfünf"
    ),
}
