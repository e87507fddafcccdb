"""Who writes and to whom: addresses as they are really written."""

from __future__ import annotations

from .sample import Sample
from .writing import mail

WORDS = "Guten Tag."


def sent(line: str | bytes, name: str, address: str) -> Sample:
    return Sample(mail(line, body=WORDS), text=WORDS, sender_name=name, sender=address)


def reaches(*lines: str, to: tuple[str, ...]) -> Sample:
    return Sample(mail(*lines, body=WORDS), text=WORDS, recipients=to)


def answers_to(line: str, address: str) -> Sample:
    return Sample(mail(line, body=WORDS), text=WORDS, reply_to=address)


MAILS = {
    "bare_address": sent("From: mara@example.org", "", "mara@example.org"),
    "name_without_an_address": sent("From: Mara Muster", "Mara Muster", ""),
    "nothing_in_brackets": sent("From: <>", "", ""),
    "from_missing": Sample(mail(body=WORDS, without=("from",)), text=WORDS, sender="", sender_name=""),
    "from_missing_but_a_sender": Sample(
        mail("Sender: Mara <mara@example.org>", body=WORDS, without=("from",)), text=WORDS, sender_name="Mara"
    ),
    "from_twice": sent("From: Mara <mara@example.org>\nFrom: Otto <otto@example.org>", "Mara", "mara@example.org"),
    "two_writers": sent("From: Mara <mara@example.org>, Otto <otto@example.org>", "Mara", "mara@example.org"),
    "name_with_a_comma_in_quotes": sent('From: "Muster, Mara" <mara@example.org>', "Muster, Mara", "mara@example.org"),
    "name_with_a_comma_without_quotes": sent(
        "From: Muster, Mara <mara@example.org>", "Muster, Mara", "mara@example.org"
    ),
    "name_with_an_at_without_quotes": sent(
        "From: Mara @ Zuhause <mara@example.org>", "Mara @ Zuhause", "mara@example.org"
    ),
    "name_with_quotes_inside": sent(
        r'From: "Mara \"Momo\" Muster" <mara@example.org>', 'Mara "Momo" Muster', "mara@example.org"
    ),
    "name_with_dots_and_no_quotes": sent("From: Dr. M. Muster <mara@example.org>", "Dr. M. Muster", "mara@example.org"),
    "name_in_simple_quotes": sent("From: 'Mara Muster' <mara@example.org>", "Mara Muster", "mara@example.org"),
    "name_as_a_word_in_quotes": sent(
        'From: "=?utf-8?Q?M=C3=BCller=2C_J=C3=B6rg?=" <joerg@example.org>', "Müller, Jörg", "joerg@example.org"
    ),
    "name_as_a_word_with_a_comma": sent(
        "From: =?utf-8?Q?M=C3=BCller,_J=C3=B6rg?= <joerg@example.org>", "Müller, Jörg", "joerg@example.org"
    ),
    "name_as_words_split_inside_a_letter": sent(
        "From: =?utf-8?B?2YXYp9ix?=\n =?utf-8?B?2Kc=?= <mara@example.org>", "مارا", "mara@example.org"
    ),
    "word_that_is_the_address": sent("From: =?utf-8?Q?mara=40example.org?=", "", "mara@example.org"),
    "name_that_is_the_address": sent(
        'From: "mara@example.org" <mara@example.org>', "mara@example.org", "mara@example.org"
    ),
    "address_in_utf_8": sent("From: Jörg <jörg@example.org>", "Jörg", "jörg@example.org"),
    "name_of_4000_letters": sent(f"From: {'M' * 4_000} <mara@example.org>", "M" * 4_000, "mara@example.org"),
    "name_raw_utf_8": sent("From: Jörg Müller <joerg@example.org>", "Jörg Müller", "joerg@example.org"),
    "name_raw_latin1": sent(
        "From: Jörg Müller <joerg@example.org>".encode("latin-1"), "Jörg Müller", "joerg@example.org"
    ),
    "name_in_a_comment": sent("From: mara@example.org (Mara Muster)", "Mara Muster", "mara@example.org"),
    "word_that_holds_the_address_too": sent(
        "From: =?utf-8?Q?Mara_=3Cmara=40example=2Eorg=3E?=", "Mara", "mara@example.org"
    ),
    "word_that_plays_another_address": sent(
        "From: =?utf-8?Q?chef=40example=2Ecom?= <mara@example.org>", "chef@example.com", "mara@example.org"
    ),
    "name_in_quotes_that_plays_another_address": sent(
        'From: "Otto <otto@example.com>" <mara@example.org>', "Otto <otto@example.com>", "mara@example.org"
    ),
    "word_that_plays_another_address_in_brackets": sent(
        "From: =?utf-8?Q?Otto_=3Cotto=40example.com=3E?= <mara@example.org>",
        "Otto <otto@example.com>",
        "mara@example.org",
    ),
    "comment_that_plays_another_address": sent(
        "From: mara@example.org (<otto@example.com>)", "<otto@example.com>", "mara@example.org"
    ),
    "quote_in_quotes_that_plays_another_address": sent(
        r'From: "Otto\" <otto@example.com>" <mara@example.org>', 'Otto" <otto@example.com>', "mara@example.org"
    ),
    "name_without_quotes_that_plays_another_address": sent(
        "From: otto@example.com <mara@example.org>", "otto@example.com", "mara@example.org"
    ),
    "name_that_hides_a_new_line": sent(
        "From: =?utf-8?Q?Mara=0ABcc:_x?= <mara@example.org>", "Mara Bcc: x", "mara@example.org"
    ),
    "brackets_twice": sent("From: Mara <<mara@example.org>>", "Mara", "mara@example.org"),
    "space_inside_the_brackets": sent("From: Mara < mara@example.org >", "Mara", "mara@example.org"),
    "bracket_not_closed": sent("From: Mara <mara@example.org", "Mara", "mara@example.org"),
    "address_with_mailto": sent("From: Mara <mailto:mara@example.org>", "Mara", "mara@example.org"),
    "route_of_old_times": sent("From: Mara <@example.com:mara@example.org>", "Mara", "mara@example.org"),
    "group_as_sender": sent("From: Familie: Mara <mara@example.org>;", "Mara", "mara@example.org"),
    "domain_in_idna": sent("From: Mara <mara@xn--mller-kva.example>", "Mara", "mara@xn--mller-kva.example"),
    "domain_in_utf_8": sent("From: Mara <mara@müller.example>", "Mara", "mara@müller.example"),
    "no_domain": sent("From: Mara <mara>", "Mara", ""),
    "name_folded": sent("From: Mara\n Muster\n <mara@example.org>", "Mara Muster", "mara@example.org"),
    "name_of_300_letters": sent(f"From: {'Mara ' * 60}<mara@example.org>", ("Mara " * 60).strip(), "mara@example.org"),
    "undisclosed_recipients": reaches("To: undisclosed-recipients:;", to=()),
    "recipients_of_all_kinds": reaches(
        'To: "Beratung, Ruhr" <Hallo@Example.com>, kurs@example.com',
        "Cc: Team: eins@example.com, Zwei <zwei@example.com>;",
        "Delivered-To: postfach@example.com",
        "X-Original-To: hallo+b7.x9@example.com",
        "Envelope-To: auch@example.com",
        to=(
            "auch@example.com",
            "eins@example.com",
            "hallo+b7.x9@example.com",
            "hallo@example.com",
            "kurs@example.com",
            "postfach@example.com",
            "zwei@example.com",
        ),
    ),
    "recipients_with_semicolons": reaches(
        "To: hallo@example.com; kurs@example.com", to=("hallo@example.com", "kurs@example.com")
    ),
    "answers_elsewhere": answers_to("Reply-To: Familie Muster <familie@example.org>", "familie@example.org"),
    "answers_to_the_sender_anyway": answers_to("Reply-To: Mara <MARA@example.org>", ""),
    "answers_to_nobody": answers_to("Reply-To: <>", ""),
}
