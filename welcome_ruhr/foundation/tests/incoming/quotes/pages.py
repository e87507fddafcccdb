"""Answers in HTML alone, as programs mark there what they repeat."""

from __future__ import annotations

from .lines import AR, DE, EN, TR, WHO
from .shape import Shape, shown

ADDRESS = '&lt;<a href="mailto:hallo@example.com">hallo@example.com</a>&gt;'
GMAIL_DE = f"Am Do., 3. Dez. 2026 um 10:15 Uhr schrieb {WHO}:"


def in_lines(words: str, tag: str = "div") -> str:
    """Return each line as a paragraph of its own, empty ones with a line break."""
    return "".join(f"<{tag}>{line or '<br>'}</{tag}>" for line in words.split("\n"))


def answer(words: tuple[str, str], page: str, line: str = "") -> Shape:
    """`page` with NEW and OLD in it; `line` is what is folded away besides the earlier mail."""
    new, old = words
    return shown(page.replace("NEW", in_lines(new)).replace("OLD", in_lines(old, "p")), new, f"{line}\n{old}")


OUTLOOK_HEAD = """<b>Von:</b> Welcome Ruhr &lt;hallo@example.com&gt;<br>
<b>Gesendet:</b> Donnerstag, 3. Dezember 2026 10:15<br>
<b>An:</b> Mara Muster &lt;mara@example.org&gt;<br><b>Betreff:</b> Ihre Anfrage"""
OUTLOOK_LINES = (
    f"Von: {WHO} Gesendet: Donnerstag, 3. Dezember 2026 10:15 An: Mara Muster <mara@example.org> Betreff: Ihre Anfrage"
)

MAILS = {
    "gmail": answer(
        DE,
        f'<div dir="ltr">NEW</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        f'class="gmail_attr">'
        f"Am Do., 3. Dez. 2026 um 10:15&nbsp;Uhr schrieb Welcome Ruhr {ADDRESS}:<br></div>"
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px '
        'solid">OLD</blockquote></div>',
        GMAIL_DE,
    ),
    "gmail_on_android": answer(
        EN,
        f'<div dir="auto">NEW</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Thu, Dec '
        f"3, 2026, "
        f"10:15\u202fAM Welcome Ruhr {ADDRESS} wrote:<br></div><blockquote "
        f'class="gmail_quote">OLD</blockquote></div>',
        f"On Thu, Dec 3, 2026, 10:15 AM {WHO} wrote:",
    ),
    "gmail_from_right_to_left": answer(
        AR,
        f'<div dir="rtl">NEW</div><br><div class="gmail_quote"><div dir="rtl" class="gmail_attr">في الخميس، 3 '
        f"ديسمبر 2026 "
        f"في 10:15 ص تمت كتابة ما يلي بواسطة &rlm;<strong>Welcome Ruhr</strong> &rlm;{ADDRESS}:<br></div>"
        '<blockquote class="gmail_quote">OLD</blockquote></div>',
        "في الخميس، 3 ديسمبر 2026 في 10:15 ص تمت كتابة ما يلي بواسطة \u200fWelcome Ruhr \u200f<hallo@example.com>:",
    ),
    "gmail_in_turkish": answer(
        TR,
        f'<div dir="ltr">NEW</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Welcome Ruhr '
        f"{ADDRESS}, "
        '3 Ara 2026 Per, 10:15 tarihinde şunu yazdı:<br></div><blockquote class="gmail_quote">OLD</blockquote></div>',
        f"{WHO}, 3 Ara 2026 Per, 10:15 tarihinde şunu yazdı:",
    ),
    "apple_mail": answer(
        DE,
        f'<html><body style="overflow-wrap: break-word;">NEW<div><br><blockquote type="cite"><div>Am 03.12.2026 '
        f"um 10:15 "
        f"schrieb Welcome Ruhr {ADDRESS}:</div><br "
        f'class="Apple-interchange-newline"><div>OLD</div></blockquote></div>'
        "<br></body></html>",
        f"Am 03.12.2026 um 10:15 schrieb {WHO}:",
    ),
    "iphone": answer(
        EN,
        f'<html><body dir="auto">NEW<div dir="ltr"><br><blockquote type="cite">On 3 Dec 2026, at 10:15, Welcome Ruhr '
        f'{ADDRESS} wrote:<br><br></blockquote></div><blockquote type="cite"><div '
        f'dir="ltr">\ufeffOLD</div></blockquote>'
        "</body></html>",
        f"On 3 Dec 2026, at 10:15, {WHO} wrote:",
    ),
    "outlook": answer(
        DE,
        '<div class="WordSection1">NEW<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div '
        'style="border:none;border-top:solid '
        f'#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">{OUTLOOK_HEAD}<o:p></o:p></p></div>OLD</div>',
        OUTLOOK_LINES,
    ),
    "outlook_on_the_web": answer(
        DE,
        '<div class="elementToProof">NEW</div><div id="appendonsend"></div><hr '
        'style="display:inline-block;width:98%" '
        f'tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">{OUTLOOK_HEAD}</font><div>&nbsp;</div>'
        "</div><div>OLD</div>",
        OUTLOOK_LINES,
    ),
    "outlook_on_a_telephone": answer(
        DE,
        '<div>NEW</div><div class="ms-outlook-mobile-body-separator-line" dir="ltr"><br></div><hr>'
        '<div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message">'
        f"{OUTLOOK_HEAD}</div>OLD</div>",
        OUTLOOK_LINES,
    ),
    "thunderbird": answer(
        DE,
        'NEW<div class="moz-cite-prefix">Am 03.12.26 um 10:15 schrieb Welcome Ruhr:<br></div>'
        '<blockquote type="cite" cite="mid:777.enquiry@example.com">OLD</blockquote>',
        "Am 03.12.26 um 10:15 schrieb Welcome Ruhr:",
    ),
    "yahoo": answer(
        DE,
        '<div class="ydp1yahoo-style-wrap">NEW</div><div id="ydp1yahoo_quoted_7" class="ydp1yahoo_quoted"><div><div>'
        f"Am Donnerstag, 3. Dezember 2026 um 10:15:00 MEZ hat Welcome Ruhr {ADDRESS} Folgendes "
        f"geschrieben:</div><div><br>"
        "</div><div>OLD</div></div></div>",
        f"Am Donnerstag, 3. Dezember 2026 um 10:15:00 MEZ hat {WHO} Folgendes geschrieben:",
    ),
    "yahoo_of_old": answer(
        DE,
        '<div>NEW</div><div class="yahoo_quoted" id="yahoo_quoted_1">Am Donnerstag, 3. Dezember 2026 um '
        "10:15:00 MEZ hat "
        f"Welcome Ruhr {ADDRESS} Folgendes geschrieben:<br>OLD</div>",
        f"Am Donnerstag, 3. Dezember 2026 um 10:15:00 MEZ hat {WHO} Folgendes geschrieben:",
    ),
    "gmx": answer(
        DE,
        '<div style="font-family: Verdana">NEW<div>&nbsp;<div name="quote" style="margin:10px 5px; border-left: '
        '2px solid">'
        '<div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Donnerstag, 3. Dezember 2026 um 10:15 '
        "Uhr<br/><b>Von:</b>"
        "&nbsp;&quot;Welcome Ruhr&quot; "
        "&lt;hallo@example.com&gt;<br/><b>An:</b>&nbsp;mara@example.org<br/><b>Betreff:</b>"
        '&nbsp;Ihre Anfrage</div><div name="quoted-content">OLD</div></div></div></div>',
        'Gesendet: Donnerstag, 3. Dezember 2026 um 10:15 Uhr Von: "Welcome Ruhr" <hallo@example.com> An: '
        "mara@example.org "
        "Betreff: Ihre Anfrage",
    ),
    "proton": answer(
        EN,
        f'<div>NEW</div><div class="protonmail_quote">On Thursday, December 3rd, 2026 at 10:15 AM, Welcome Ruhr '
        f"{ADDRESS} "
        'wrote:<br><blockquote class="protonmail_quote" type="cite">OLD</blockquote></div>',
        f"On Thursday, December 3rd, 2026 at 10:15 AM, {WHO} wrote:",
    ),
    "k9": answer(
        DE,
        f'<html><body>NEW<br><br><div class="gmail_quote">Am 3. Dezember 2026 10:15:00 MEZ schrieb Welcome Ruhr '
        f"{ADDRESS}:"
        '<blockquote class="gmail_quote" style="margin: 0pt 0pt 1ex 0.8ex">OLD</blockquote></div></body></html>',
        f"Am 3. Dezember 2026 10:15:00 MEZ schrieb {WHO}:",
    ),
    "mail_ru": answer(
        DE,
        'NEW<blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Четверг, 3 '
        "декабря 2026, "
        f'10:15 +03:00 от Welcome Ruhr {ADDRESS}:<br>&nbsp;<div id="">OLD</div></blockquote>',
        f"Четверг, 3 декабря 2026, 10:15 +03:00 от {WHO}:",
    ),
    "answer_below_the_quotation": shown(
        '<div class="moz-cite-prefix">Am 03.12.26 um 10:15 schrieb Welcome Ruhr:<br></div>'
        '<blockquote type="cite"><p>Kommen Sie am Montag?</p></blockquote><p>Ja, gern.</p>',
        "Ja, gern.",
        "Am 03.12.26 um 10:15 schrieb Welcome Ruhr: Kommen Sie am Montag?",
    ),
    "answers_between_the_quotations": shown(
        '<div class="moz-cite-prefix">Am 03.12.26 um 10:15 schrieb Welcome Ruhr:</div><blockquote '
        'type="cite"><p>Haben Sie '
        'einen Pass?</p></blockquote><p>Ja.</p><blockquote type="cite"><p>Und ein Foto?</p></blockquote><p>Nein.</p>',
        "Am 03.12.26 um 10:15 schrieb Welcome Ruhr:\nHaben Sie einen Pass?\nJa.\nUnd ein Foto?\nNein.",
    ),
    "forwarded_by_gmail": shown(
        '<div dir="ltr"><div>Was heißt das?</div><br><div class="gmail_quote"><div dir="ltr" '
        'class="gmail_attr">---------- '
        "Forwarded message ---------<br>Von: <b>Amt</b> &lt;amt@example.net&gt;<br>Date: Do., 3. Dez. 2026 um "
        "10:15<br>"
        "Subject: Ihr Antrag<br>To: Mara &lt;mara@example.org&gt;<br></div><br><br><p>Bitte warten "
        "Sie.</p></div></div>",
        "Was heißt das?\n---------- Forwarded message ---------\nVon: Amt <amt@example.net>\n"
        "Date: Do., 3. Dez. 2026 um 10:15\nSubject: Ihr Antrag\nTo: Mara <mara@example.org>\nBitte warten Sie.",
        subject="Fwd: Ihr Antrag",
    ),
    "quotation_that_a_person_made": shown(
        "<p>Auf Ihrer Seite steht:</p><blockquote>Der Antrag kostet 100 Euro.</blockquote><p>Stimmt das?</p>",
        "Auf Ihrer Seite steht:\nDer Antrag kostet 100 Euro.\nStimmt das?",
    ),
}
