"""Heads of mails: subjects, dates, numbers of messages, and lines that are none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from .sample import Beginning, Sample
from .writing import mail

WORDS = "Ich habe eine Frage."


def subject(line: str | bytes, expected: object) -> Sample:
    return Sample(mail(line, body=WORDS), text=WORDS, subject=expected)


def dated(line: str, expected: datetime | None) -> Sample:
    without = () if line else ("date",)
    return Sample(mail(*filter(None, [line]), body=WORDS, without=without), text=WORDS, written_at=expected)


def refers(*lines: str, to: tuple[str, ...]) -> Sample:
    return Sample(mail(*lines, body=WORDS), text=WORDS, references=to)


def raw(words: str | bytes, **expected: object) -> Sample:
    """A mail written out in full; LF becomes CR LF in text, and stays in bytes."""
    data = words.replace("\n", "\r\n").encode() if isinstance(words, str) else words
    return Sample(data, text=WORDS, **expected)


HEAD = """From: Mara Muster <mara@example.org>
To: hallo@example.com
Subject: Frage
Date: Thu, 3 Dec 2026 10:15:00 +0100
Message-ID: <1@example.org>
"""
CENTRAL_EUROPE = timezone(timedelta(hours=1))

MAILS = {
    # subjects
    "word_split_inside_a_letter_b": subject("Subject: =?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"),
    "word_split_inside_a_letter_q": subject("Subject: =?utf-8?Q?Gr=C3?=\n =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),
    "word_split_inside_base64": subject("Subject: =?utf-8?B?R3L?= =?utf-8?B?DvMOfZQ==?=", "Grüße"),
    "word_with_spaces_inside": subject(
        "Subject: =?UTF-8?Q?Frage zum Visum f=C3=BCr M=C3=A4rz?=", "Frage zum Visum für März"
    ),
    "word_without_its_end": subject("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_Essen", "Grüße aus Essen"),
    "words_without_space_between": subject("Subject: =?utf-8?Q?Gr=C3=BC?==?utf-8?Q?=C3=9Fe?=", "Grüße"),
    "word_glued_to_plain_letters": subject("Subject: AW:=?utf-8?Q?_Gr=C3=BC=C3=9Fe?= (neu)", "AW: Grüße (neu)"),
    "word_with_bad_padding": subject("Subject: =?utf-8?B?R3LDvMOfZQ?=", "Grüße"),
    "word_in_small_letters": subject("Subject: =?utf-8?q?Gr=c3=bc=c3=9fe?=", "Grüße"),
    "word_with_a_language": subject("Subject: =?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    "word_in_an_unknown_charset": subject("Subject: =?x-none?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    "word_in_latin1_that_is_windows_1252": subject("Subject: =?iso-8859-1?Q?50_=80_=96_Geb=FChr?=", "50 € – Gebühr"),
    "words_in_two_charsets": subject(
        "Subject: =?koi8-r?B?9yDT0NLP0w==?= =?windows-1254?Q?_=FDstanbul?=", "В спрос ıstanbul"
    ),
    "word_in_iso_2022_jp": subject("Subject: =?ISO-2022-JP?B?GyRCJTMlcyU1ITwlSBsoQg==?=", "コンサート"),
    "word_in_gb2312": subject("Subject: =?gb2312?B?x6nWpM7KzOI=?=", "签证问题"),
    "word_that_hides_a_new_line": subject(
        "Subject: =?utf-8?Q?Hallo=0D=0ABcc:_all@example.com?=", "Hallo Bcc: all@example.com"
    ),
    "words_that_are_none": subject("Subject: 2 =? 3 ?= 5 =?utf-8?X?abc?=", "2 =? 3 ?= 5 =?utf-8?X?abc?="),
    "word_with_question_marks_inside": subject("Subject: =?utf-8?Q?Visum?_F=C3=BCr_wen??=", "Visum? Für wen?"),
    "word_folded_inside": subject("Subject: =?utf-8?B?R3LD\n vMOfZQ==?=", "Grüße"),
    "word_glued_to_the_colon": subject("Subject:=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    "word_in_quotes": subject('Subject: "=?utf-8?Q?Gr=C3=BC=C3=9Fe?="', '"Grüße"'),
    "raw_utf_8": subject("Subject: Grüße – 50 €", "Grüße – 50 €"),
    "raw_latin1": subject("Subject: Grüße".encode("latin-1"), "Grüße"),
    "raw_arabic_and_a_word": subject("Subject: سؤال =?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "سؤال Grüße"),
    "folded_with_tabs": subject("Subject: Frage\n\tzum\n\t Visum", "Frage zum Visum"),
    "folded_before_its_first_word": subject("Subject:\n =?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    "folded_with_a_line_of_spaces": subject("Subject: Frage\n \n zum Visum", "Frage zum Visum"),
    "subject_of_signs_nobody_sees": subject("Subject: Fra\x07ge\x1b[31m\x7f an alle", "Frage[31m an alle"),
    "subject_missing": Sample(mail(body=WORDS, without=("subject",)), text=WORDS, subject=""),
    "subject_empty": subject("Subject:", ""),
    "subject_of_100_kb": subject("Subject: " + "sehr " * 20_000 + "lang", Beginning("sehr sehr sehr", 1_000)),
    "subjects_two": subject("Subject: Frage\nSubject: Noch eine", "Frage"),
    "name_in_capitals": subject("SUBJECT: Frage zum Kurs", "Frage zum Kurs"),
    "name_with_a_space_before_the_colon": subject("Subject : Frage zum Kurs", "Frage zum Kurs"),
    # dates
    "date_missing": dated("", None),
    "date_of_rubbish": dated("Date: am Freitag, glaube ich", None),
    "date_with_a_comment": dated(
        "Date: Thu, 3 Dec 2026 10:15:00 +0100 (Mitteleurop\u00e4ische Zeit)",
        datetime(2026, 12, 3, 10, 15, tzinfo=CENTRAL_EUROPE),
    ),
    "date_with_a_year_of_two_digits": dated(
        "Date: Thu, 3 Dec 26 10:15 +0100", datetime(2026, 12, 3, 10, 15, tzinfo=CENTRAL_EUROPE)
    ),
    "date_in_a_zone_with_a_name": dated(
        "Date: Thu, 03 Dec 2026 04:15:00 EST", datetime(2026, 12, 3, 9, 15, tzinfo=UTC)
    ),
    "date_in_an_impossible_zone": dated("Date: Thu, 3 Dec 2026 10:15:00 +9999", None),
    "date_that_is_none": dated("Date: Thu, 31 Feb 2026 10:15:00 +0000", None),
    "date_beyond_all_years": dated("Date: Thu, 3 Dec 99999 99:99:99 +0000", None),
    # numbers of messages
    "message_id_missing": Sample(mail(body=WORDS, without=("message-id",)), text=WORDS, message_id=""),
    "message_id_without_brackets": Sample(
        mail("Message-ID: abc@example.org", body=WORDS), text=WORDS, message_id="<abc@example.org>"
    ),
    "message_id_folded": Sample(
        mail("Message-ID:\n <abc.123@example.org>", body=WORDS), text=WORDS, message_id="<abc.123@example.org>"
    ),
    "message_id_of_exchange": Sample(
        mail("Message-ID: <AM0PR01MB1=A+b_c@[10.0.0.1]>", body=WORDS),
        text=WORDS,
        message_id="<AM0PR01MB1=A+b_c@[10.0.0.1]>",
    ),
    "references_newest_first": refers(
        "References: <1@example.com>\n <2@example.com> <3@example.com>",
        "In-Reply-To: <3@example.com>",
        to=("<3@example.com>", "<2@example.com>", "<1@example.com>"),
    ),
    "references_with_commas_and_comments": refers(
        "References: <1@example.com>, (und) <2@example.com>;<3@example.com>",
        to=("<3@example.com>", "<2@example.com>", "<1@example.com>"),
    ),
    "references_without_spaces": refers(
        "References: <1@example.com><2@example.com>", to=("<2@example.com>", "<1@example.com>")
    ),
    "in_reply_to_alone": refers("In-Reply-To: <7@example.com>", to=("<7@example.com>",)),
    "in_reply_to_in_words": refers(
        'In-Reply-To: Your message of "Thu, 03 Dec 2026 10:15:00 +0100" <7@example.com>', to=("<7@example.com>",)
    ),
    "references_of_rubbish": refers("References: keine", to=()),
    # lines
    "line_ends_of_unix": raw((HEAD + "\n" + WORDS).encode()),
    "line_ends_of_old_macs": raw((HEAD + "\n" + WORDS).replace("\n", "\r").encode()),
    "line_ends_mixed": raw((HEAD.replace("\n", "\r\n", 2) + "\r\n" + WORDS).encode()),
    "empty_line_first": raw("\n" + HEAD + "\n" + WORDS),
    "line_of_a_mailbox_first": raw("From mara@example.org Thu Dec  3 10:15:00 2026\n" + HEAD + "\n" + WORDS),
    "line_of_a_mailbox_quoted": raw(">From mara@example.org Thu Dec  3 10:15:00 2026\n" + HEAD + "\n" + WORDS),
    "line_without_a_colon": raw(HEAD.replace("Subject", "Das ist keine Kopfzeile\nSubject") + "\n" + WORDS),
    "line_without_a_name": raw(HEAD.replace("Subject", ": nichts\nSubject") + "\n" + WORDS),
    "no_empty_line_before_the_words": raw(HEAD + WORDS),
    "nul_bytes_in_the_head": raw(HEAD.replace("Frage", "Fra\0ge") + "\n" + WORDS),
    "continuation_first": raw("  verirrt\n" + HEAD + "\n" + WORDS),
    "no_end": Sample(HEAD.replace("\n", "\r\n").rstrip().encode()),
    "byte_order_mark_first": raw("\ufeff" + HEAD + "\n" + WORDS),
    "only_words": Sample(
        WORDS.encode(),
        text=WORDS,
        subject="",
        sender="",
        sender_name="",
        recipients=(),
        message_id="",
        written_at=None,
    ),
    "nothing": Sample(b"", subject="", sender="", sender_name="", recipients=(), message_id="", written_at=None),
}
