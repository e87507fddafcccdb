"""Letters: what the mail says about them, and what they are."""

from __future__ import annotations

from .sample import Sample
from .writing import b64, html, mail, multipart, plain, whole

EURO = "Grüße aus Köln: 50 € – „danke“"
RUSSIAN = "Здравствуйте, мне нужна виза."
UKRAINIAN = "Чи є у вас курси? Я з Києва, їду в Ґотенбург."
TURKISH = "Çocuğum için şehirde bir okul arıyorum. İyi günler"
ARABIC = "مرحبا، أبحث عن دورة لغة ألمانية؟"
POLISH = "Dzień dobry, szukam kursu języka. Zażółć gęślą jaźń"
HEBREW = "שלום, אני מחפש דירה"
CHINESE = "您好，我是朱镕基的同事，请问㐂字"
JAPANESE = "こんにちは、髙橋です。①番の窓口ですか"
KOREAN = "안녕하세요, 똠방각하 읽는 중입니다"


def written(charset: str, words: str, *, as_charset: str = "", end: bytes = b"") -> bytes:
    """Return a mail that says `charset` (as it stands after "charset=") and is written in `as_charset`."""
    return mail(
        f"Content-Type: text/plain; charset={charset}",
        "Content-Transfer-Encoding: 8bit",
        body=words.encode(as_charset or charset) + end,
    )


def says_nothing(body: bytes) -> bytes:
    return mail(body=body, without=("mime-version",))


MAILS = {
    "utf_8": Sample(written("utf-8", EURO), text=EURO),
    "latin1_that_is_windows_1252": Sample(written("iso-8859-1", EURO, as_charset="cp1252"), text=EURO),
    "us_ascii_that_is_utf_8": Sample(written("us-ascii", EURO, as_charset="utf-8"), text=EURO),
    "us_ascii_that_is_windows_1252": Sample(written("us-ascii", EURO, as_charset="cp1252"), text=EURO),
    "utf_8_that_is_windows_1252": Sample(written("utf-8", EURO, as_charset="cp1252"), text=EURO),
    "latin1_that_is_utf_8": Sample(written("iso-8859-1", EURO, as_charset="utf-8"), text=EURO),
    "nothing_said_utf_8": Sample(says_nothing(EURO.encode()), text=EURO),
    "nothing_said_windows_1252": Sample(says_nothing(EURO.encode("cp1252")), text=EURO),
    "iso_8859_15": Sample(written("ISO-8859-15", "Grüße, 50 €"), text="Grüße, 50 €"),
    "windows_1251": Sample(written("windows-1251", RUSSIAN), text=RUSSIAN),
    "windows_1254": Sample(written("windows-1254", TURKISH), text=TURKISH),
    "windows_1256": Sample(written("windows-1256", ARABIC), text=ARABIC),
    "koi8_r": Sample(written("koi8-r", RUSSIAN), text=RUSSIAN),
    "koi8_u": Sample(written("KOI8-U", UKRAINIAN), text=UKRAINIAN),
    "koi8_r_that_is_koi8_u": Sample(
        written("koi8-r", "Я з Києва, їду далі", as_charset="koi8-u"), text="Я з Києва, їду далі"
    ),
    "iso_8859_2": Sample(written("iso-8859-2", POLISH), text=POLISH),
    "iso_8859_6": Sample(written("iso-8859-6", ARABIC), text=ARABIC),
    "iso_8859_9": Sample(written("iso-8859-9", TURKISH), text=TURKISH),
    "iso_8859_9_that_is_windows_1254": Sample(
        written("iso-8859-9", TURKISH + " – 50 €", as_charset="cp1254"), text=TURKISH + " – 50 €"
    ),
    "iso_8859_8_i": Sample(written("iso-8859-8-i", HEBREW, as_charset="iso-8859-8"), text=HEBREW),
    "gb2312_with_letters_of_gb18030": Sample(written("gb2312", CHINESE, as_charset="gb18030"), text=CHINESE),
    "big5": Sample(written("big5", "您好，請問申請簽證"), text="您好，請問申請簽證"),
    "shift_jis_with_letters_of_windows": Sample(written("shift_jis", JAPANESE, as_charset="cp932"), text=JAPANESE),
    "iso_2022_jp": Sample(written("iso-2022-jp", "こんにちは、高橋です"), text="こんにちは、高橋です"),
    "ks_c_5601_1987_with_letters_of_windows": Sample(
        written("ks_c_5601-1987", KOREAN, as_charset="cp949"), text=KOREAN
    ),
    "utf_7": Sample(written("utf-7", EURO), text=EURO),
    "utf_16_in_base64": Sample(
        mail(
            "Content-Type: text/plain; charset=utf-16",
            "Content-Transfer-Encoding: base64",
            body=b64(EURO.encode("utf-16")),
        ),
        text=EURO,
    ),
    "utf_16le_without_mark": Sample(
        mail(
            "Content-Type: text/plain; charset=utf-16le",
            "Content-Transfer-Encoding: base64",
            body=b64(EURO.encode("utf-16-le")),
        ),
        text=EURO,
    ),
    "x_unknown": Sample(written("x-unknown", EURO, as_charset="utf-8"), text=EURO),
    "unknown_8bit_that_is_windows_1252": Sample(written("unknown-8bit", EURO, as_charset="cp1252"), text=EURO),
    "utf8mb4": Sample(written("utf8mb4", "Grüße 👋🏽", as_charset="utf-8"), text="Grüße 👋🏽"),
    "name_of_a_codec_that_is_no_charset": Sample(written("rot13", "Hallo", as_charset="utf-8"), text="Hallo"),
    "name_of_a_codec_for_bytes": Sample(written("base64", "Hallo", as_charset="utf-8"), text="Hallo"),
    "charset_in_single_quotes": Sample(written("'iso-8859-2'", POLISH, as_charset="iso-8859-2"), text=POLISH),
    "charset_with_an_open_quote": Sample(written('"iso-8859-2', POLISH, as_charset="iso-8859-2"), text=POLISH),
    "charset_with_its_neighbour_in_the_quotes": Sample(
        written('"iso-8859-2; format=fixed"', POLISH, as_charset="iso-8859-2"), text=POLISH
    ),
    "charset_of_two_words": Sample(written('"charset=koi8-r"', RUSSIAN, as_charset="koi8-r"), text=RUSSIAN),
    "charset_as_rfc_2231": Sample(
        mail("Content-Type: text/plain; charset*=us-ascii'en-us'windows-1251", body=RUSSIAN.encode("cp1251")),
        text=RUSSIAN,
    ),
    "byte_order_mark": Sample(
        mail("Content-Type: text/plain; charset=utf-8", body=b"\xef\xbb\xbf" + EURO.encode()), text=EURO
    ),
    "nul_bytes": Sample(written("utf-8", "Ha\0llo\0, ich bin da"), text="Hallo, ich bin da"),
    "one_broken_byte": Sample(
        written("utf-8", "Straße, Füße, Größe, kaputt: ", end=b"\xff Ende"),
        text="Straße, Füße, Größe, kaputt: \ufffd Ende",
    ),
    "cut_inside_a_letter": Sample(written("utf-8", "Viele Grüße, Ã", end=b"\xc3"), text="Viele Grüße, Ã\ufffd"),
    "surrogates_as_some_phones_write_them": Sample(
        written("utf-8", "Grüße ", end=b"\xed\xa0\xbd\xed\xb1\x8b Ende"), lines=["Grüße 👋 Ende"]
    ),
    "letters_and_marks_apart": Sample(written("utf-8", "Mu\u0308ller gru\u0308ßt"), text="Mu\u0308ller gru\u0308ßt"),
    "html_that_says_its_charset_itself": Sample(
        mail(
            "Content-Type: text/html",
            body=f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
            f"</head><body><p>{RUSSIAN}</p></body></html>".encode("cp1251"),
        ),
        lines=[RUSSIAN],
    ),
    "html_that_contradicts_its_mail": Sample(
        mail(
            "Content-Type: text/html; charset=utf-8",
            body=f'<meta charset="iso-8859-1"><p>{EURO}</p>'.encode(),
        ),
        lines=[EURO],
    ),
    "two_parts_in_two_charsets": Sample(
        whole(
            of=multipart(
                "mixed",
                b"Content-Type: text/plain; charset=koi8-r\r\n\r\n" + RUSSIAN.encode("koi8-r"),
                b"Content-Type: text/plain; charset=windows-1254\r\n\r\n" + TURKISH.encode("cp1254"),
            )
        ),
        lines=[RUSSIAN, TURKISH],
    ),
    "entities_beyond_the_charset": Sample(
        whole(of=multipart("alternative", plain(""), html("<p>&#1047;&#x434;&aacute; &euro;&nbsp;50 &amp;lt;</p>"))),
        lines=["Здá € 50 &lt;"],
    ),
}
