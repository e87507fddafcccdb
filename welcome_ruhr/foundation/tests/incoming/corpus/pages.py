"""Mails written as HTML, by the programs people write with, and in both directions."""

from __future__ import annotations

from .sample import Sample
from .writing import html, mail, multipart, plain, whole

OUTLOOK = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="Generator" content="Microsoft Word 15 (filtered medium)">
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!--
@font-face {font-family:Calibri;}
p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt;}
--></style>
<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]-->
</head>
<body lang="DE" link="#0563C1" style="word-wrap:break-word">
<div class="WordSection1">
<p class="MsoNormal">Sehr geehrte Damen und Herren,<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoNormal">ich habe ein <b>Visum</b> bis M&auml;rz und<br>
frage mich, wie es weitergeht.<o:p></o:p></p>
<p class="MsoListParagraph">\
<![if !supportLists]><span>1.<span>&nbsp;&nbsp; </span></span><![endif]>Zuerst<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoNormal">Mit freundlichen Gr&#252;&#223;en<o:p></o:p></p>
</div>
</body>
</html>
"""
OUTLOOK_LINES = [
    "Sehr geehrte Damen und Herren,",
    "ich habe ein Visum bis März und",
    "frage mich, wie es weitergeht.",
    "1. Zuerst",
    "Mit freundlichen Grüßen",
]


def page(source: str, *lines: str) -> Sample:
    return Sample(mail("Content-Type: text/html; charset=utf-8", body=source), lines=lines)


MAILS = {
    "outlook_in_german": page(OUTLOOK, *OUTLOOK_LINES),
    "outlook_in_windows_1252": Sample(
        mail("Content-Type: text/html; charset=windows-1252", body=OUTLOOK, charset="cp1252"), lines=OUTLOOK_LINES
    ),
    "gmail_on_a_telephone": page(
        '<div dir="auto">Hallo,<div dir="auto"><br></div><div dir="auto">geht das?</div></div>', "Hallo,", "geht das?"
    ),
    "paragraphs_stay_apart": Sample(
        mail("Content-Type: text/html; charset=utf-8", body="<p>Eins</p><p>Zwei<br>Drei</p>"), text="Eins\n\nZwei\nDrei"
    ),
    "lines_of_divs": Sample(
        mail(
            "Content-Type: text/html; charset=utf-8",
            body="<div>Eins</div><div>Zwei</div><div><br></div><div>Drei</div>",
        ),
        text="Eins\nZwei\n\nDrei",
    ),
    "words_broken_in_the_source": page("<p>Eins zwei\n   drei\n\nvier</p>", "Eins zwei drei vier"),
    "text_as_it_was_typed": page("<pre>Eins\n  zwei\n</pre>", "Eins", "zwei"),
    "list": page("<ul><li>Pass</li><li>Foto</li></ul><ol><li>Kommen</li></ol>", "- Pass", "- Foto", "1. Kommen"),
    "table": page(
        "<table><tr><td>Name</td><td>Mara</td></tr><tr><td>Ort</td><td>Essen</td></tr></table>",
        "Name Mara",
        "Ort Essen",
    ),
    "link_with_its_address": page(
        '<p>Siehe <a href="https://example.org/amt">diese Seite</a> und '
        '<a href="https://example.org/">https://example.org/</a>.</p>',
        "Siehe diese Seite und https://example.org/.",
    ),
    "link_with_a_script": page('<p><a href="javascript:alert(1)">Hier</a></p>', "Hier"),
    "script_and_style": page(
        "<style>p {color: red}</style><script>alert(1)</script><p>Text</p><noscript>kein Skript</noscript>"
        "<!-- Kommentar --><title>Titel</title><template>Vorlage</template>",
        "Text",
        "kein Skript",
    ),
    "words_hidden_before_the_text": page('<div style="display:none;max-height:0">Vorschau</div><p>Text</p>', "Text"),
    "remote_picture_and_spy": page(
        '<p>Text<img src="https://spy.example.net/1.gif" width=1 height=1 alt=""></p>', "Text"
    ),
    "picture_with_words": page('<p>Unser Zeichen: <img src="cid:1" alt="Stempel der Stadt"></p>', "Unser Zeichen:"),
    "tags_not_closed": page("<p>Eins<p>Zwei<div>Drei<b>vier", "Eins", "Zwei", "Dreivier"),
    "tags_within_words": page("<p>Auf<b>enthalts</b>titel und 1 < 2 & 3 > 2</p>", "Aufenthaltstitel und 1 < 2 & 3 > 2"),
    "entities_without_their_end": page(
        "<p>M&uumlller &amp Sohn &#8364 &nichts; &#0; &#xD800;</p>", "Müller & Sohn € &nichts; \ufffd \ufffd"
    ),
    "page_that_is_plain_text": page("Guten Tag,\n\nich heiße Mara.\nDanke!", "Guten Tag,", "ich heiße Mara.", "Danke!"),
    "page_of_one_line": page("Guten Tag &amp; danke", "Guten Tag & danke"),
    "nothing_but_a_picture": page('<div><img src="cid:1"></div>'),
    "frames_and_forms": page(
        '<iframe src="https://example.net/"></iframe><form action="https://example.net/"><input value="x">'
        "<button>Los</button></form><p>Text</p>",
        "Los",
        "Text",
    ),
    "arabic_from_right_to_left": page(
        '<div dir="rtl"><p>مرحبا،</p><p>أبحث عن دورة B1 في Essen.</p></div>', "مرحبا،", "أبحث عن دورة B1 في Essen."
    ),
    "two_directions": page(
        '<div dir="ltr">Hello,</div><div dir="rtl">أبحث عن سكن.</div><div>Danke</div>',
        "Hello,",
        "أبحث عن سكن.",
        "Danke",
    ),
    "persian_joiners_stay": page("<p>می‌خواهم</p>", "می\u200cخواهم"),
    "emoji_of_several_signs": page("<p>👩‍👩‍👧 &#128075;🏽</p>", "👩\u200d👩\u200d👧 👋🏽"),
    "plain_text_beside_a_longer_page": Sample(
        whole(of=multipart("alternative", plain("Kurz."), html("<p>Kurz.</p><p>Länger.</p>"))), text="Kurz."
    ),
}
