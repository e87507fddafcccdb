"""Files and their names."""

from __future__ import annotations

from welcome_ruhr.foundation.tests.strangers_files import DOCX, HEIC, HTML, JPG, PDF, PNG, SVG

from .kinds import FORWARDED
from .sample import Sample
from .tnef import winmail
from .writing import b64, file, html, mail, multipart, part, plain, whole

WORDS = "Siehe Anhang."
WINMAIL = winmail("Guten Tag, anbei der Vertrag für März.\r\n", "Vertrag März.pdf", PDF)


def with_parts(*parts: bytes, files: tuple[tuple[str, str, bytes], ...]) -> Sample:
    return Sample(whole(of=multipart("mixed", plain(WORDS), *parts)), text=WORDS, files=files)


def named(disposition: str | bytes, name: str, content_type: str = "application/pdf") -> Sample:
    """A PDF whose `Content-Disposition` is written so must get that name."""
    line = disposition.encode() if isinstance(disposition, str) else disposition
    pdf = part(
        f"Content-Type: {content_type}",
        b"Content-Disposition: " + line.replace(b"\n", b"\r\n"),
        "Content-Transfer-Encoding: base64",
        body=b64(PDF),
    )
    return with_parts(pdf, files=((name, "application/pdf", PDF),))


MAILS = {
    # names
    "name_plain": named('attachment; filename="Vertrag.pdf"', "Vertrag.pdf"),
    "name_of_rfc_2231": named("attachment; filename*=UTF-8''Vertrag%20M%C3%A4rz.pdf", "Vertrag März.pdf"),
    "name_of_rfc_2231_in_latin1": named("attachment; filename*=iso-8859-1'de'Vertrag%20M%E4rz.pdf", "Vertrag März.pdf"),
    "name_of_rfc_2231_in_pieces": named(
        "attachment;\n filename*0*=UTF-8''%D8%B9%D9%82%D8;\n filename*1*=%AF%20%D8%A7;\n filename*2=\"l.pdf\"",
        "عقد اl.pdf",
    ),
    "name_of_rfc_2231_in_pieces_out_of_order": named(
        'attachment; filename*1="rag.pdf"; filename*0="Vert"', "Vertrag.pdf"
    ),
    "name_of_rfc_2231_beside_an_old_one": named(
        "attachment; filename=\"Vertrag M?rz.pdf\"; filename*=UTF-8''Vertrag%20M%C3%A4rz.pdf", "Vertrag März.pdf"
    ),
    "name_of_rfc_2231_in_quotes": named("attachment; filename*=\"UTF-8''Vertrag%20M%C3%A4rz.pdf\"", "Vertrag März.pdf"),
    "name_as_a_word": named('attachment; filename="=?utf-8?Q?Vertrag_M=C3=A4rz.pdf?="', "Vertrag März.pdf"),
    "name_as_words": named(
        'attachment; filename="=?UTF-8?B?VmVydHJhZyBNw6Q=?=\n =?UTF-8?B?cnoucGRm?="', "Vertrag März.pdf"
    ),
    "name_as_a_word_without_quotes": named(
        "attachment; filename==?utf-8?Q?Vertrag_M=C3=A4rz.pdf?=", "Vertrag März.pdf"
    ),
    "name_raw_utf_8": named('attachment; filename="Vertrag März.pdf"', "Vertrag März.pdf"),
    "name_raw_latin1": named('attachment; filename="Vertrag März.pdf"'.encode("latin-1"), "Vertrag März.pdf"),
    "name_with_spaces_and_no_quotes": named("attachment; filename=Mein Vertrag.pdf", "Mein Vertrag.pdf"),
    "name_with_a_semicolon": named('attachment; filename="Vertrag; neu.pdf"', "Vertrag; neu.pdf"),
    "name_with_quotes": named(r'attachment; filename="Mein \"Vertrag\".pdf"', "Mein _Vertrag_.pdf"),
    "name_in_single_quotes": named("attachment; filename='Vertrag.pdf'", "Vertrag.pdf"),
    "name_only_in_the_type": named("attachment", "Vertrag.pdf", 'application/pdf; name="Vertrag.pdf"'),
    "name_and_no_disposition": with_parts(
        part('Content-Type: application/pdf; name="Vertrag.pdf"', "Content-Transfer-Encoding: base64", body=b64(PDF)),
        files=(("Vertrag.pdf", "application/pdf", PDF),),
    ),
    "name_without_a_kind_of_disposition": named('filename="Vertrag.pdf"', "Vertrag.pdf"),
    "name_with_a_path": named('attachment; filename="../../etc/Vertrag.pdf"', "Vertrag.pdf"),
    "name_with_a_path_of_windows": named(r'attachment; filename="C:\\Users\\mara\\Vertrag.pdf"', "Vertrag.pdf"),
    "name_with_a_path_hidden_in_rfc_2231": named("attachment; filename*=UTF-8''..%2F..%2FVertrag.pdf", "Vertrag.pdf"),
    "name_of_dots": named('attachment; filename=".."', "file.pdf"),
    "name_with_nul_and_line_ends": named("attachment; filename*=UTF-8''Ver%00tr%0D%0Aag.pdf", "Vertr ag.pdf"),
    "name_that_turns_the_direction": named("attachment; filename*=UTF-8''Vertrag%E2%80%AEgpj.pdf", "Vertraggpj.pdf"),
    "name_of_300_letters": named(f'attachment; filename="{"a" * 300}.pdf"', "a" * 96 + ".pdf"),
    "name_missing": named("attachment", "file.pdf"),
    "same_name_twice": with_parts(
        file(JPG, "image/jpeg", 'attachment; filename="image.jpg"'),
        file(JPG + b"\0", "image/jpeg", 'attachment; filename="image.jpg"'),
        files=(("image.jpg", "image/jpeg", JPG), ("image.jpg", "image/jpeg", JPG + b"\0")),
    ),
    # kinds
    "photo_of_an_iphone": with_parts(
        file(HEIC, 'image/heic;\n\tname="IMG_0042.HEIC"', 'inline;\n\tfilename="IMG_0042.HEIC"'),
        files=(("IMG_0042.HEIC", "image/heic", HEIC),),
    ),
    "photo_without_any_name": with_parts(
        part("Content-Type: image/jpeg", "Content-Transfer-Encoding: base64", body=b64(JPG)),
        files=(("file.jpg", "image/jpeg", JPG),),
    ),
    "document_said_to_be_octets": with_parts(
        file(DOCX, "application/octet-stream", 'attachment; filename="Brief.docx"'),
        files=(("Brief.docx", "application/octet-stream", DOCX),),
    ),
    "type_missing": with_parts(
        part('Content-Disposition: attachment; filename="a.png"', "Content-Transfer-Encoding: base64", body=b64(PNG)),
        files=(("a.png", "image/png", PNG),),
    ),
    "type_of_rubbish": with_parts(
        part(
            "Content-Type: pdf",
            'Content-Disposition: attachment; filename="a.pdf"',
            "Content-Transfer-Encoding: base64",
            body=b64(PDF),
        ),
        files=(("a.pdf", "application/pdf", PDF),),
    ),
    "empty_file": with_parts(
        file(b"", "application/pdf", 'attachment; filename="leer.pdf"'), files=(("leer.pdf", "application/pdf", b""),)
    ),
    "picture_within_the_page": Sample(
        whole(
            of=multipart(
                "related",
                html('<p>Siehe Bild:</p><p><img src="cid:logo@example" alt="Stempel"></p><p>Mara</p>'),
                file(PNG, "image/png", "inline; filename=Stempel.png", "Content-ID: <logo@example>"),
            )
        ),
        lines=["Siehe Bild:", "Mara"],
        files=(("Stempel.png", "image/png", PNG),),
    ),
    "svg": with_parts(
        file(SVG, "image/svg+xml", 'attachment; filename="a.svg"'), files=(("a.svg", "image/svg+xml", SVG),)
    ),
    "page_as_a_file": with_parts(
        part('Content-Type: text/html; name="a.html"', 'Content-Disposition: attachment; filename="a.html"', body=HTML),
        files=(("a.html", "text/html", HTML),),
    ),
    "mail_as_a_file": with_parts(
        file(FORWARDED, "application/octet-stream", 'attachment; filename="Brief.eml"'),
        files=(("Brief.eml", "application/octet-stream", FORWARDED),),
    ),
    # winmail.dat
    "winmail_beside_words": with_parts(
        file(WINMAIL, 'application/ms-tnef; name="winmail.dat"', 'attachment; filename="winmail.dat"'),
        files=(("Vertrag März.pdf", "application/pdf", PDF),),
    ),
    "winmail_alone": Sample(
        whole(of=file(WINMAIL, "application/ms-tnef", 'attachment; filename="winmail.dat"')),
        text="Guten Tag, anbei der Vertrag für März.",
        files=(("Vertrag März.pdf", "application/pdf", PDF),),
    ),
    "winmail_said_to_be_octets": with_parts(
        file(WINMAIL, "application/octet-stream", 'attachment; filename="winmail.dat"'),
        files=(("Vertrag März.pdf", "application/pdf", PDF),),
    ),
    "winmail_cut_off": with_parts(
        file(WINMAIL[:40], "application/ms-tnef", 'attachment; filename="winmail.dat"'),
        files=(("winmail.dat", "application/ms-tnef", WINMAIL[:40]),),
    ),
    "winmail_that_is_none": with_parts(
        file(PDF, "application/ms-tnef", 'attachment; filename="winmail.dat"'),
        files=(("winmail.dat", "application/ms-tnef", PDF),),
    ),
    "nothing_but_a_photo": Sample(
        mail(
            "Content-Type: image/heic",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=IMG_0001.HEIC",
            body=b64(HEIC),
        ),
        files=(("IMG_0001.HEIC", "image/heic", HEIC),),
    ),
}
