"""How parts lie within parts, and how boundaries go wrong."""

from __future__ import annotations

from welcome_ruhr.foundation.tests.strangers_files import JPG, PDF, PNG

from .sample import Sample
from .writing import file, html, joined, mail, multipart, part, plain, whole

WORDS = "Anbei mein Vertrag."
PAGE = "<html><body><p>Anbei mein <b>Vertrag</b>.</p></body></html>"
PDF_PART = file(PDF, 'application/pdf; name="Vertrag.pdf"', 'attachment; filename="Vertrag.pdf"')
PDF_FILE = ("Vertrag.pdf", "application/pdf", PDF)
JPG_PART = file(JPG, 'image/jpeg; name="IMG_0815.jpeg"', "inline; filename=IMG_0815.jpeg", "Content-Id: <A1@example>")
JPG_FILE = ("IMG_0815.jpeg", "image/jpeg", JPG)
PNG_PART = file(PNG, 'image/png; name="IMG_0816.png"', "inline; filename=IMG_0816.png", "Content-Id: <A2@example>")
PNG_FILE = ("IMG_0816.png", "image/png", PNG)
ALTERNATIVE = multipart("alternative", plain(WORDS), html(PAGE), boundary="=_inner")
TYPE = 'Content-Type: multipart/mixed; boundary="=_one"'


def mixed(body: bytes, content_type: str = TYPE) -> Sample:
    """A mail of one text and one file, whose boundaries are written by hand."""
    return Sample(mail(content_type, body=body), text=WORDS, files=(PDF_FILE,))


BOTH = joined("=_one", plain(WORDS), PDF_PART)

MAILS = {
    # boundaries
    "boundary_with_spaces_behind_it": mixed(BOTH.replace(b"--=_one\r\n", b"--=_one \t \r\n")),
    "boundary_without_the_end": mixed(joined("=_one", plain(WORDS), PDF_PART, closed=False)),
    "boundary_parameter_missing": mixed(BOTH, "Content-Type: multipart/mixed"),
    "boundary_parameter_wrong": mixed(BOTH, 'Content-Type: multipart/mixed; boundary="=_two"'),
    "boundary_without_quotes": mixed(BOTH, "Content-Type: multipart/mixed; boundary==_one"),
    "boundary_without_a_semicolon": mixed(BOTH, 'Content-Type: multipart/mixed\n\tboundary="=_one"'),
    "boundary_in_capitals_and_folded": mixed(BOTH, 'Content-Type: MULTIPART/Mixed;\n\tBOUNDARY="=_one"'),
    "boundary_in_pieces_of_rfc_2231": mixed(BOTH, 'Content-Type: multipart/mixed; boundary*0="=_"; boundary*1="one"'),
    "boundary_that_begins_another": Sample(
        whole(of=multipart("mixed", multipart("alternative", plain(WORDS), html(PAGE), boundary="=_one_2"), PDF_PART)),
        text=WORDS,
        files=(PDF_FILE,),
    ),
    "boundary_that_goes_on_from_another": Sample(
        whole(
            of=multipart(
                "mixed",
                multipart("alternative", plain(WORDS), html(PAGE), boundary="=_one"),
                PDF_PART,
                boundary="=_one_outer",
            )
        ),
        text=WORDS,
        files=(PDF_FILE,),
    ),
    "inner_boundary_without_the_end": Sample(
        whole(
            of=part(
                TYPE,
                body=joined(
                    "=_one",
                    part(
                        'Content-Type: multipart/alternative; boundary="=_in"',
                        body=joined("=_in", plain(WORDS), html(PAGE), closed=False),
                    ),
                    PDF_PART,
                ),
            )
        ),
        text=WORDS,
        files=(PDF_FILE,),
    ),
    "same_boundary_inside_and_outside": Sample(
        whole(of=multipart("mixed", multipart("alternative", plain(WORDS), html(PAGE)), PDF_PART)),
        text=WORDS,
        files=(PDF_FILE,),
    ),
    "line_of_dashes_in_the_words": Sample(
        whole(of=multipart("mixed", plain("Hallo\n--\nMara\n--=_on\n-----\nEnde"), PDF_PART)),
        text="Hallo\n--\nMara\n--=_on\n-----\nEnde",
        files=(PDF_FILE,),
    ),
    "words_before_and_behind_the_parts": mixed(
        b"This is a multi-part message in MIME format.\r\n" + BOTH + b"\r\nund danach nichts\r\n"
    ),
    "no_empty_line_before_a_part_without_head": Sample(
        mail(TYPE, body=b"--=_one\r\n\r\nOhne Kopf\r\n--=_one--\r\n"), text="Ohne Kopf"
    ),
    "parts_with_line_ends_of_unix": Sample(
        whole(of=multipart("mixed", plain(WORDS), PDF_PART)).replace(b"\r\n", b"\n"), text=WORDS, files=(PDF_FILE,)
    ),
    "multipart_with_one_part": Sample(whole(of=multipart("mixed", plain(WORDS))), text=WORDS),
    "multipart_without_parts": Sample(mail(TYPE, body="--=_one--\n")),
    "multipart_that_is_plain_text": Sample(mail(TYPE, body=WORDS), text=WORDS),
    "multipart_in_base64_by_mistake": mixed(BOTH, TYPE + "\nContent-Transfer-Encoding: base64"),
    "multipart_of_an_unknown_kind": Sample(
        whole(of=multipart("x-parallel", plain(WORDS), PDF_PART)), text=WORDS, files=(PDF_FILE,)
    ),
    "mime_version_missing": Sample(
        whole(of=multipart("mixed", plain(WORDS), PDF_PART), without=("mime-version",)), text=WORDS, files=(PDF_FILE,)
    ),
    # alternatives
    "alternative": Sample(whole(of=ALTERNATIVE), text=WORDS),
    "alternative_html_first": Sample(whole(of=multipart("alternative", html(PAGE), plain(WORDS))), text=WORDS),
    "alternative_with_empty_words": Sample(
        whole(of=multipart("alternative", plain("\n \n"), html(PAGE))), lines=["Anbei mein Vertrag."]
    ),
    "alternative_that_only_says_get_another_program": Sample(
        whole(
            of=multipart(
                "alternative",
                plain("Ihr E-Mail-Programm kann leider keine HTML-E-Mails darstellen."),
                html(PAGE),
            )
        ),
        lines=["Anbei mein Vertrag."],
    ),
    "alternative_that_only_says_so_in_english": Sample(
        whole(of=multipart("alternative", plain("Your email client cannot show HTML messages."), html(PAGE))),
        lines=["Anbei mein Vertrag."],
    ),
    "alternative_around_related": Sample(
        whole(
            of=multipart(
                "alternative",
                plain(WORDS),
                multipart("related", html(PAGE + '<img src="cid:A1@example">'), JPG_PART, boundary="=_rel"),
            )
        ),
        text=WORDS,
        files=(JPG_FILE,),
    ),
    "related_around_alternative": Sample(
        whole(of=multipart("related", ALTERNATIVE, JPG_PART)), text=WORDS, files=(JPG_FILE,)
    ),
    "mixed_around_related_around_alternative": Sample(
        whole(of=multipart("mixed", multipart("related", ALTERNATIVE, JPG_PART, boundary="=_rel"), PDF_PART)),
        text=WORDS,
        files=(JPG_FILE, PDF_FILE),
    ),
    "alternative_with_a_file_inside": Sample(
        whole(of=multipart("alternative", plain(WORDS), html(PAGE), PDF_PART)), text=WORDS, files=(PDF_FILE,)
    ),
    "alternative_with_watch_and_amp_parts": Sample(
        whole(
            of=multipart(
                "alternative",
                plain(WORDS),
                part("Content-Type: text/watch-html; charset=utf-8", body="<b>Vertrag</b>"),
                part("Content-Type: text/x-amp-html; charset=utf-8", body="<html amp4email>Vertrag</html>"),
                html(PAGE),
            )
        ),
        text=WORDS,
    ),
    "html_alone": Sample(mail("Content-Type: text/html; charset=utf-8", body=PAGE), lines=["Anbei mein Vertrag."]),
    "html_said_to_be_plain": Sample(
        mail(
            "Content-Type: text/plain; charset=utf-8",
            body="<!DOCTYPE html>\n<html><body><p>Anbei mein <b>Vertrag</b>.</p></body></html>",
        ),
        lines=["Anbei mein Vertrag."],
    ),
    "two_texts": Sample(whole(of=multipart("mixed", plain("Eins"), plain("Zwei"))), lines=["Eins", "Zwei"]),
    "text_and_html_side_by_side": Sample(
        whole(of=multipart("mixed", plain("Eins"), html("<p>Zwei</p>"))), lines=["Eins", "Zwei"]
    ),
    # Apple
    "apple_words_and_photos_in_turns": Sample(
        whole(
            of=multipart(
                "mixed",
                plain("Hier der erste Brief:\n\n"),
                JPG_PART,
                plain("\n\nUnd der zweite:\n\n"),
                PNG_PART,
                plain("\n\nVon meinem iPhone gesendet"),
            )
        ),
        lines=["Hier der erste Brief:", "Und der zweite:", "Von meinem iPhone gesendet"],
        files=(JPG_FILE, PNG_FILE),
    ),
    "apple_html_around_an_inline_pdf": Sample(
        whole(
            of=multipart(
                "alternative",
                plain("Vorher\n\n\n\nNachher"),
                multipart(
                    "mixed",
                    html("<html><body>Vorher<div><br></div><div></div></body></html>"),
                    file(PDF, "application/pdf;\n\tname=Vertrag.pdf", "inline;\n\tfilename=Vertrag.pdf"),
                    html("<html><body><div><br></div><div>Nachher</div></body></html>"),
                    boundary="Apple-Mail=_2",
                ),
                boundary="Apple-Mail=_1",
            )
        ),
        lines=["Vorher", "Nachher"],
        files=(PDF_FILE,),
    ),
    "apple_photo_alone": Sample(
        whole(of=multipart("mixed", JPG_PART, plain("\n\nVon meinem iPhone gesendet\n"))),
        lines=["Von meinem iPhone gesendet"],
        files=(JPG_FILE,),
    ),
    # heads of parts
    "part_whose_head_ends_with_spaces": Sample(
        mail(TYPE, body="--=_one\nContent-Type: text/plain; charset=utf-8\n   \nHallo du\n--=_one--\n"), text="Hallo du"
    ),
    "part_with_two_types": Sample(
        whole(of=multipart("mixed", part("Content-Type: text/plain", "Content-Type: application/pdf", body=WORDS))),
        text=WORDS,
    ),
    "part_with_a_comment_in_its_type": Sample(
        whole(of=multipart("mixed", part('Content-Type: text/html (Seite); charset="utf-8"', body=PAGE))),
        lines=["Anbei mein Vertrag."],
    ),
    "part_without_a_semicolon_in_its_type": Sample(
        whole(
            of=multipart(
                "mixed", part("Content-Type: text/html charset=windows-1252", body="<p>Grüße</p>".encode("cp1252"))
            )
        ),
        lines=["Grüße"],
    ),
    "part_with_half_a_type": Sample(
        whole(
            of=multipart(
                "mixed", part("Content-Type: text", body=WORDS), part("Content-Type: text/plain; charset", body="")
            )
        ),
        text=WORDS,
    ),
    "words_of_a_list_below": Sample(
        whole(
            of=multipart(
                "mixed",
                plain(WORDS),
                part("Content-Type: text/plain", "Content-Disposition: inline", body="____\nListe"),
            )
        ),
        lines=[WORDS, "____", "Liste"],
    ),
    "words_behind_the_files": Sample(
        whole(of=multipart("mixed", PDF_PART, plain(WORDS))), text=WORDS, files=(PDF_FILE,)
    ),
    # only a file
    "file_alone_in_multipart": Sample(whole(of=multipart("mixed", PDF_PART)), files=(PDF_FILE,)),
    "file_alone_as_the_mail": Sample(whole(of=PDF_PART), files=(PDF_FILE,)),
    "text_that_is_a_file": Sample(
        whole(
            of=multipart(
                "mixed",
                plain(WORDS),
                part('Content-Type: text/plain; name="Notiz.txt"', "Content-Disposition: attachment", body="privat"),
            )
        ),
        text=WORDS,
        files=(("Notiz.txt", "text/plain", b"privat"),),
    ),
    "text_shown_inline_with_a_name": Sample(
        whole(
            of=multipart(
                "mixed",
                plain(WORDS),
                part('Content-Type: text/plain; name="Notiz.txt"', "Content-Disposition: inline", body="privat"),
            )
        ),
        text=WORDS,
        files=(("Notiz.txt", "text/plain", b"privat"),),
    ),
}
