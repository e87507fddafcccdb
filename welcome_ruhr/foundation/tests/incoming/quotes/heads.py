"""Answers above the head of the earlier mail, as Outlook, GMX and web.de write them, as plain text."""

from __future__ import annotations

from .lines import AR, DE, EN, ES, FR, PL, RO, RU, TR, UK, WHO
from .shape import Shape, marked, typed

RULE = "________________________________"
MARA = "Mara Muster <mara@example.org>"


def headed(words: tuple[str, str], *head: str, above: str = "") -> Shape:
    """The answer, perhaps a line drawn, the head of the earlier mail, the earlier mail."""
    new, old = words
    return typed(new + "\n", "\n".join([*([above] if above else []), *head, "", old, ""]))


MAILS = {
    "outlook_de": headed(
        DE,
        f"Von: {WHO}",
        "Gesendet: Donnerstag, 3. Dezember 2026 10:15",
        f"An: {MARA}",
        "Betreff: Ihre Anfrage",
        above=RULE,
    ),
    "outlook_de_without_a_rule": headed(
        DE, f"Von: {WHO} ", "Gesendet: Donnerstag, 3. Dezember 2026 10:15", f"An: {MARA}", "Betreff: Ihre Anfrage"
    ),
    "outlook_de_original": headed(
        DE,
        "Von: Welcome Ruhr [mailto:hallo@example.com]",
        "Gesendet: Donnerstag, 3. Dezember 2026 10:15",
        "An: mara@example.org",
        "Cc: Otto <otto@example.org>; Ida <ida@example.org>",
        "Betreff: Ihre Anfrage",
        "Priorität: Hoch",
        above="-----Ursprüngliche Nachricht-----",
    ),
    "outlook_de_without_addresses": headed(
        DE,
        "Von: Welcome Ruhr",
        "Gesendet: Donnerstag, 3. Dezember 2026 10:15",
        "An: Mara Muster; Otto Muster",
        "Betreff: Ihre Anfrage",
    ),
    "outlook_en": headed(
        EN, f"From: {WHO}", "Sent: Thursday, December 3, 2026 10:15 AM", f"To: {MARA}", "Subject: Your question"
    ),
    "outlook_en_original": headed(
        EN,
        f"From: {WHO}",
        "Sent: Thursday, December 3, 2026 10:15 AM",
        f"To: {MARA}",
        "Subject: Your question",
        above="-----Original Message-----",
    ),
    "outlook_en_with_stars": headed(
        EN,
        f"*From:* {WHO}",
        "*Sent:* Thursday, December 3, 2026 10:15 AM",
        f"*To:* {MARA}",
        "*Subject:* Your question",
        above=RULE,
    ),
    "outlook_en_with_mailto": headed(
        EN,
        "From: Welcome Ruhr <hallo@example.com<mailto:hallo@example.com>>",
        "Sent: Thursday, December 3, 2026 10:15 AM",
        "To: Mara Muster <mara@example.org<mailto:mara@example.org>>",
        "Subject: Your question",
    ),
    "outlook_en_twice": typed(
        EN[0] + "\n",
        f"From: {WHO}\nSent: Thursday, December 3, 2026 10:15 AM\nTo: {MARA}\nSubject: RE: Visa\n\n{EN[1]}\n\n"
        f"From: {MARA}\nSent: Wednesday, December 2, 2026 9:00 AM\nTo: {WHO}\nSubject: Visa\n\nHello!\n",
    ),
    "outlook_fr": headed(
        FR,
        f"De\u00a0: {WHO}",
        "Envoyé\u00a0: jeudi 3 décembre 2026 10:15",
        f"À\u00a0: {MARA}",
        "Objet\u00a0: Votre demande",
        above=RULE,
    ),
    "outlook_fr_original": headed(
        FR,
        f"De : {WHO}",
        "Envoyé le : jeudi 3 décembre 2026 10:15",
        f"À : {MARA}",
        "Objet : Votre demande",
        above="-----Message d'origine-----",
    ),
    "outlook_tr": headed(
        TR, f"Gönderen: {WHO}", "Gönderildi: 3 Aralık 2026 Perşembe 10:15", f"Kime: {MARA}", "Konu: Sorunuz", above=RULE
    ),
    "outlook_tr_newer": headed(
        TR, f"Kimden: {WHO}", "Tarih: 3 Aralık 2026 Perşembe 10:15", f"Kime: {MARA}", "Konu: Sorunuz"
    ),
    "outlook_ar": headed(
        AR,
        f"من: {WHO}",
        "تم الإرسال: الخميس, 3 ديسمبر 2026 10:15 ص",
        f"إلى: {MARA}",
        "الموضوع: سؤالك",
        above=RULE,
    ),
    "outlook_ar_older": headed(
        AR,
        f"\u200f\u200fمن: {WHO}",
        "\u200f\u200fتاريخ الإرسال: 3 ديسمبر, 2026 10:15 ص",
        f"إلى: {MARA}",
        "\u200f\u200fالموضوع: سؤالك",
        above=RULE,
    ),
    "outlook_uk": headed(
        UK, f"Від: {WHO}", "Надіслано: четвер, 3 грудня 2026 р. 10:15", f"Кому: {MARA}", "Тема: Ваш запит", above=RULE
    ),
    "outlook_ru": headed(
        RU, f"От: {WHO}", "Отправлено: 3 декабря 2026 г. 10:15", f"Кому: {MARA}", "Тема: Ваш вопрос", above=RULE
    ),
    "windows_mail_ru": headed(
        RU,
        "От: Welcome Ruhr",
        "Отправлено: \u200eчетверг\u200e, \u200e3\u200e декабря \u200e2026 г. \u200e10\u200e:\u200e15",
        "Кому: Mara",
    ),
    "outlook_pl": headed(
        PL, f"Od: {WHO}", "Wysłano: czwartek, 3 grudnia 2026 10:15", f"Do: {MARA}", "Temat: Pytanie", above=RULE
    ),
    "outlook_ro": headed(
        RO, f"De la: {WHO}", "Trimis: joi, 3 decembrie 2026 10:15", f"Către: {MARA}", "Subiect: Întrebare", above=RULE
    ),
    "outlook_es": headed(
        ES,
        f"De: {WHO}",
        "Enviado: jueves, 3 de diciembre de 2026 10:15",
        f"Para: {MARA}",
        "Asunto: Pregunta",
        above=RULE,
    ),
    "outlook_es_older": headed(
        ES,
        f"De: {WHO}",
        "Enviado el: jueves, 3 de diciembre de 2026 10:15",
        f"Para: {MARA}",
        "Asunto: Pregunta",
        above="-----Mensaje original-----",
    ),
    "outlook_on_a_telephone": headed(
        (DE[0] + "\n\nOutlook für iOS beziehen<https://example.org/ios>", DE[1]),
        f"Von: {WHO}",
        "Gesendet: Donnerstag, Dezember 3, 2026 10:15 AM",
        f"An: {MARA}",
        "Betreff: Ihre Anfrage",
        above=RULE,
    ),
    "zimbra_fr": headed(
        FR,
        'De: "Welcome Ruhr" <hallo@example.com>',
        "À: mara@example.org",
        "Envoyé: Jeudi 3 Décembre 2026 10:15:00",
        "Objet: Re: Demande",
        above="----- Mail original -----",
    ),
    "sfr_fr": headed(
        FR,
        "Message du : 03/12/2026 10:15",
        'De : "Welcome Ruhr " <hallo@example.com>',
        "A : mara@example.org",
        "Copie à : ",
        "Sujet : Votre demande",
        above="========================================",
    ),
    "notes_de": headed(
        DE,
        "Von:        Welcome Ruhr <hallo@example.com>",
        "An:        mara@example.org",
        "Datum:        03.12.2026 10:15",
        "Betreff:        Re: Frage",
    ),
    "hotmail_en": headed(
        EN,
        "From: hallo@example.com",
        "To: mara@example.org",
        "Subject: RE: Question",
        "Date: Thu, 3 Dec 2026 10:15:00 +0100",
    ),
    "mail_ru": headed(RU, f"От кого: {WHO}", "Дата: 3 декабря 2026", f"Кому: {MARA}", "Тема: Вопрос"),
    "ukr_net": headed(UK, f"Від кого: {WHO}", "Дата: 3 грудня 2026", f"Кому: {MARA}", "Тема: Запит"),
    "blackberry_de": headed(
        DE,
        "Von: Welcome Ruhr",
        "Gesendet: Donnerstag, 3. Dezember 2026 10:15",
        "An: mara@example.org",
        "Antwort an: hallo@example.com",
        "Betreff: Re: Frage",
        above="  Originalnachricht  ",
    ),
    "samsung": headed(
        DE,
        f"Von: {WHO} ",
        "Datum: 03.12.26  10:15  (GMT+01:00) ",
        f"An: {MARA} ",
        "Betreff: Ihre Anfrage ",
        above="-------- Ursprüngliche Nachricht --------",
    ),
    "t_online": headed(
        DE,
        "Betreff: Ihre Anfrage",
        "Datum: 2026-12-03T10:15:00+0100",
        'Von: "Welcome Ruhr" <hallo@example.com>',
        'An: "mara@example.org" <mara@example.org>',
        above="-----Original-Nachricht-----",
    ),
    "gmx": headed(
        DE,
        "Gesendet: Donnerstag, 3. Dezember 2026 um 10:15 Uhr",
        'Von: "Welcome Ruhr" <hallo@example.com>',
        "An: mara@example.org",
        "Betreff: Ihre Anfrage",
    ),
    "web_de_with_a_blank": headed(
        DE,
        "Gesendet: Donnerstag, 03. Dezember 2026 um 10:15 Uhr",
        'Von: "Welcome Ruhr" <hallo@example.com>',
        'An: "Mara Muster" <mara@example.org>',
        "Betreff: Ihre Anfrage",
        above="\u00a0",
    ),
    "outlook_that_broke_a_long_line": headed(
        DE,
        "Von: Welcome Ruhr, Beratung für Fachkräfte in der Metropole Ruhr",
        "<hallo@example.com>",
        "Gesendet: Donnerstag, 3. Dezember 2026 10:15",
        f"An: {MARA}",
        "Betreff: Ihre Anfrage",
    ),
    "outlook_with_a_marked_head": typed(
        DE[0] + "\n",
        marked(f"Von: {WHO}\nGesendet: Donnerstag, 3. Dezember 2026 10:15\nAn: {MARA}\nBetreff: Ihre Anfrage\n\nHallo"),
    ),
}
