"""Mails made to take long: each a function from a number of bytes to a mail of about that length."""

from __future__ import annotations

from .corpus.writing import mail, multipart, part, whole


def filled(unit: str, size: int, head: str = "Content-Type: text/plain; charset=utf-8") -> bytes:
    return mail(head, body=(unit * (size // len(unit) + 1))[:size])


def page(unit: str, size: int) -> bytes:
    return filled(unit, size, "Content-Type: text/html; charset=utf-8")


def colours(size: int) -> bytes:
    return page("".join(f'<font color="{n}">x' for n in range(size // 18)), size)


def headed(line: str, unit: str, size: int) -> bytes:
    return mail(line + (unit * (size // len(unit) + 1))[:size], body="Hallo")


def many_boundaries(size: int) -> bytes:
    """A boundary for each of many containers, and lines that could be any of them."""
    count = size // 200
    inner = b"".join(
        b"--=_a\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n\r\nx\r\n" % (n, n) for n in range(count)
    )
    lines = b"".join(b"--%d-\r\n" % n for n in range(count * 3))
    return mail("Content-Type: multipart/mixed; boundary==_a", body=inner + lines)


QUOTES = {
    "marked": lambda size: filled("> ein altes Wort\n", size),
    "deep": lambda size: filled(">" * 500 + " alt\n", size),
    "one_line_of_marks": lambda size: filled(">", size),
    "one_long_line": lambda size: filled("> wort ", size),
    "answers_between": lambda size: filled("> alt\n> alt\nneu\n\n", size),
    "reply_lines": lambda size: filled("Am 03.12.26 um 10:15 schrieb Mara:\n", size),
    "reply_lines_that_never_end": lambda size: filled("Am 03.12.26 um 10:15 schrieb\n", size),
    "reply_line_of_a_megabyte": lambda size: filled("Am 03.12.26 um 10:15 schrieb ", size),
    "reply_lines_with_addresses": lambda size: filled("Am 03.12.26 schrieb <a@b.example>:\n", size),
    "reply_lines_of_ats": lambda size: filled("Am 03.12.26 um 10:15 schrieb <" + "a@" * 220 + ":\n", size),
    "reply_lines_that_run_on": lambda size: filled("Am 03.12.26 schrieb " + "a@b>:  " * 60 + "\n\n", size),
    "names_that_wrote": lambda size: filled("Mara schrieb:\n> alt\n", size),
    "heads": lambda size: filled("Von: a\nGesendet: b\nAn: c\nBetreff: d\n\n", size),
    "halves_of_heads": lambda size: filled("Von: a\nGesendet: b\n", size),
    "labels": lambda size: filled("Von: " * 50 + "\n", size),
    "rules": lambda size: filled("_" * 32 + "\n", size),
    "rule_of_a_megabyte": lambda size: filled("_ -", size),
    "originals": lambda size: filled("-----Original Message\n", size),
    "forwarded": lambda size: filled("---------- Forwarded message\n", size),
    "empty_lines": lambda size: filled("\n", size),
    "lines_of_spaces": lambda size: filled("          \n", size),
    "spaces": lambda size: filled(" ", size),
    "digits": lambda size: filled("12:34 ", size),
    "verbs": lambda size: filled("wrote schrieb a écrit ", size),
    "numbers_of_messages": lambda size: filled("Message-ID: <", size),
    "uuencode": lambda size: filled("begin 644 a\nM" + "!" * 60 + "\n", size),
    "flowed": lambda size: filled("wort \n", size, "Content-Type: text/plain; format=flowed; delsp=yes"),
    "flowed_marks": lambda size: filled("> > > wort \n", size, "Content-Type: text/plain; format=flowed"),
    "enriched": lambda size: filled("<<", size, "Content-Type: text/enriched"),
}
PAGES = {
    "tags_begun": lambda size: page("<b", size),
    "brackets": lambda size: page("<", size),
    "tags_open": lambda size: page("<b>x", size),
    "divs_open": lambda size: page("<div>", size),
    "tags_closed": lambda size: page("</b>", size),
    "tables_open": lambda size: page("<table><tr><td>", size),
    "lists_open": lambda size: page("<ul><li>", size),
    "colours": colours,
    "comments_begun": lambda size: page("<!--", size),
    "comments_never_closed": lambda size: page("<!-- >", size),
    "comments_half_closed": lambda size: page("<!-- --", size),
    "conditions_begun": lambda size: page("<![if", size),
    "declarations": lambda size: page("<!a", size),
    "instructions": lambda size: page("<?a", size),
    "attributes": lambda size: page("<a " + "b=c " * 2000, size),
    "attributes_never_closed": lambda size: page("<a b='", size),
    "quotations_open": lambda size: page('<blockquote type="cite">x', size),
    "quotations_in_divs": lambda size: page('<div class="gmail_quote">x', size),
    "scripts_open": lambda size: page("<script>", size),
    "scripts_half_closed": lambda size: page("<script></script", size),
    "styles_open": lambda size: page("<style><!--", size),
    "hidden": lambda size: page('<div style="display:none">x', size),
    "entities": lambda size: page("&#x26;&amp;&", size),
    "entity_of_a_megabyte": lambda size: page("&#0000000000", size),
    "paragraphs": lambda size: page("<p>", size),
    "breaks": lambda size: page("<br>", size),
    "pictures": lambda size: page('<img src="x" alt="y">', size),
    "titles_open": lambda size: page("<title><textarea>", size),
    "mathematics": lambda size: page("<svg><math><mtext>", size),
    "metas": lambda size: page("<meta charset", size).replace(b"; charset=utf-8", b""),
}
HEADS = {
    "words": lambda size: headed("Subject: ", "=?utf-8?Q?=C3=BC?= ", size),
    "words_begun": lambda size: headed("Subject: ", "=?utf-8?Q?", size),
    "words_without_space": lambda size: headed("Subject: ", "=?a?b?c?=", size),
    "question_marks": lambda size: headed("Subject: ", "=?", size),
    "word_of_a_megabyte": lambda size: headed("Subject: =?utf-8?B?", "QUJD", size),
    "words_in_a_name": lambda size: headed("From: ", "=?utf-8?Q?=C3=BC?= ", size),
    "comments": lambda size: headed("From: ", "(", size),
    "brackets": lambda size: headed("From: ", "<", size),
    "brackets_and_ats": lambda size: headed("From: ", "<a@", size),
    "quotes": lambda size: headed("From: ", '"', size),
    "addresses": lambda size: headed("To: ", "a@example.org, ", size),
    "address_of_a_megabyte": lambda size: headed("To: ", "a@", size),
    "groups": lambda size: headed("To: ", "a:b@example.org;", size),
    "references": lambda size: headed("References: ", "<1@example.org> ", size),
    "references_begun": lambda size: headed("References: ", "<", size),
    "parameters": lambda size: headed("Content-Type: text/plain", "; a=b", size),
    "parameters_in_pieces": lambda size: headed("Content-Type: text/plain", "; a*1*=b", size),
    "semicolons": lambda size: headed("Content-Type: text/plain", ";", size),
    "quotes_in_parameters": lambda size: headed("Content-Type: text/plain; a=", '"', size),
    "backslashes": lambda size: headed('Content-Type: text/plain; a="', "\\", size),
    "date": lambda size: headed("Date: ", "Thu, 3 ", size),
    "date_of_digits": lambda size: headed("Date: ", "9", size),
    "message_id": lambda size: headed("Message-ID: ", "<", size),
    "return_path": lambda size: headed("Return-Path: ", "< ", size),
    "auto_submitted": lambda size: headed("Auto-Submitted: ", "(", size),
    "subject_of_spaces": lambda size: headed("Subject: a", " ", size),
    "lines": lambda size: mail("X-A: b\n" * (size // 7), body="Hallo"),
    "folds": lambda size: mail("Subject: a\n" + " b\n" * (size // 4) + " c", body="Hallo"),
    "colons": lambda size: b":\r\n" * (size // 3),
    "lines_without_a_colon": lambda size: b"Von\r\n" * (size // 5),
    "lines_without_an_end": lambda size: b"a" * size,
    "carriage_returns": lambda size: b"\r" * size,
    "dashes": lambda size: mail("Content-Type: multipart/mixed; boundary=a", body=b"--" * (size // 2)),
    "lines_of_dashes": lambda size: mail("Content-Type: multipart/mixed; boundary=a", body=b"--b\r\n" * (size // 5)),
    "closing_boundaries": lambda size: mail(
        "Content-Type: multipart/mixed; boundary=a", body=b"--a--\r\n" * (size // 7)
    ),
    "boundaries": lambda size: mail("Content-Type: multipart/mixed; boundary=a", body=b"--a\r\n" * (size // 5)),
    "boundaries_of_dashes": lambda size: mail("Content-Type: multipart/mixed; boundary=--", body=b"--" * (size // 2)),
    "many_boundaries": many_boundaries,
    "base64_noise": lambda size: filled("!", size, "Content-Transfer-Encoding: base64"),
    "base64_ends": lambda size: filled("QQ==\n", size, "Content-Transfer-Encoding: base64"),
    "quoted_printable": lambda size: filled("=", size, "Content-Transfer-Encoding: quoted-printable"),
    "soft_breaks": lambda size: filled("= \n", size, "Content-Transfer-Encoding: quoted-printable"),
    "spaces_before_breaks": lambda size: filled("=" + " " * 5000, size, "Content-Transfer-Encoding: quoted-printable"),
    "utf_7": lambda size: filled("+AAA", size, "Content-Type: text/plain; charset=utf-7"),
    "iso_2022": lambda size: filled("\x1b$B!", size, "Content-Type: text/plain; charset=iso-2022-jp"),
    "calendar": lambda size: filled("BEGIN:VEVENT\n", size, "Content-Type: text/calendar"),
    "calendar_folds": lambda size: filled("A:\n ", size, "Content-Type: text/calendar"),
    "delivery_status": lambda size: whole(
        of=multipart("report", part("Content-Type: message/delivery-status", body="Status: 5.1.1\n\n" * (size // 17)))
    ),
    "winmail": lambda size: filled("\x78", size, "Content-Type: application/ms-tnef"),
}
BOMBS = {
    f"{kind}/{name}": made
    for kind, family in (("quotes", QUOTES), ("pages", PAGES), ("heads", HEADS))
    for name, made in family.items()
}
