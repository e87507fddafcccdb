"""Answers under a line that says who wrote when: by language and program, as plain text."""

from __future__ import annotations

from .shape import Shape, marked, typed

DE = ("Vielen Dank!\nIch komme am Montag.\n\nMara", "Guten Tag,\n\nbitte bringen Sie Ihren Pass mit.\n\nWelcome Ruhr")
EN = ("Thank you!\nI will come on Monday.\n\nMara", "Hello,\n\nplease bring your passport.\n\nWelcome Ruhr")
TR = ("Teşekkür ederim!\nPazartesi geliyorum.\n\nMara", "Merhaba,\n\nlütfen pasaportunuzu getirin.")
FR = ("Merci beaucoup !\nJe viens lundi.\n\nMara", "Bonjour,\n\nmerci d’apporter votre passeport.")
AR = ("شكرا جزيلا!\nسآتي يوم الاثنين.\n\nمارا", "مرحبا،\n\nيرجى إحضار جواز سفرك.")
UK = ("Дуже дякую!\nЯ прийду в понеділок.\n\nМара", "Добрий день,\n\nвізьміть, будь ласка, паспорт.")
RU = ("Большое спасибо!\nПриду в понедельник.\n\nМара", "Здравствуйте,\n\nвозьмите, пожалуйста, паспорт.")
PL = ("Dziękuję!\nPrzyjdę w poniedziałek.\n\nMara", "Dzień dobry,\n\nproszę zabrać paszport.")
RO = ("Mulțumesc!\nVin luni.\n\nMara", "Bună ziua,\n\nvă rugăm să aduceți pașaportul.")
ES = ("¡Muchas gracias!\nVoy el lunes.\n\nMara", "Buenos días,\n\ntraiga su pasaporte, por favor.")
WHO = "Welcome Ruhr <hallo@example.com>"


def below(words: tuple[str, str], line: str, between: str = "\n\n", above: str = "\n") -> Shape:
    """The answer, the line, the earlier mail with "> " before its lines."""
    new, old = words
    return typed(new + above, line + between + marked(old) + "\n")


def unmarked(words: tuple[str, str], line: str) -> Shape:
    """The same, but nothing stands before the lines of the earlier mail."""
    new, old = words
    return typed(new + "\n", f"{line}\n\n{old}\n")


def all_marked(words: tuple[str, str], line: str, foot: str = "") -> Shape:
    """As an iPhone does it: the line itself is marked too, and an invisible sign begins the earlier mail."""
    new, old = words
    return typed(f"{new}\n{foot}\n", marked(f"{line}\n\n\ufeff{old}") + "\n")


MAILS = {
    # Gmail, web and Android
    "gmail_de": below(DE, f"Am Do., 3. Dez. 2026 um 10:15 Uhr schrieb {WHO}:"),
    "gmail_de_broken_in_two": below(
        DE, "Am Do., 3. Dez. 2026 um 10:15 Uhr schrieb Welcome Ruhr, Beratung in Essen <\nhallo@example.com>:"
    ),
    "gmail_en": below(EN, f"On Thu, Dec 3, 2026 at 10:15\u202fAM {WHO} wrote:"),
    "gmail_en_broken_in_two": below(
        EN, "On Thu, Dec 3, 2026 at 10:15 AM Welcome Ruhr, Beratung in Essen und Umgebung\n<hallo@example.com> wrote:"
    ),
    "gmail_tr": below(TR, f"{WHO}, 3 Ara 2026 Per, 10:15\ntarihinde şunu yazdı:"),
    "gmail_fr": below(FR, f"Le jeu. 3 déc. 2026 à 10:15, {WHO} a\nécrit\u00a0:"),
    "gmail_ar": below(
        AR,
        "\u202bفي الخميس، 3 ديسمبر 2026 في 10:15 ص تمت كتابة ما يلي بواسطة \u202aWelcome Ruhr\u202c\u200f\n"
        "<\u202ahallo@example.com\u202c\u200f>:\u202c",
    ),
    "gmail_uk": below(UK, f"чт, 3 груд. 2026\u202fр. о 10:15 {WHO} пише:"),
    "gmail_ru": below(RU, f"чт, 3 дек. 2026\u202fг. в 10:15, {WHO}:"),
    "gmail_pl": below(PL, f"czw., 3 gru 2026 o 10:15 {WHO} napisał(a):"),
    "gmail_ro": below(RO, f"În joi, 3 dec. 2026 la 10:15, {WHO} a\nscris:"),
    "gmail_es": below(ES, "El jue, 3 dic 2026 a las 10:15, Welcome Ruhr (<hallo@example.com>)\nescribió:"),
    # Apple Mail, Mac and iPhone
    "apple_de": below(DE, f"Am 03.12.2026 um 10:15 schrieb {WHO}:"),
    "apple_de_iphone": all_marked(DE, f"Am 03.12.2026 um 10:15 schrieb {WHO}:", "\nVon meinem iPhone gesendet\n"),
    "apple_en": below(EN, f"On 3. Dec 2026, at 10:15, {WHO} wrote:"),
    "apple_en_iphone": all_marked(EN, f"On 3 Dec 2026, at 10:15, {WHO} wrote:", "\nSent from my iPhone\n"),
    "apple_tr": below(TR, f"{WHO} şunları yazdı (3 Ara 2026 10:15):"),
    "apple_fr_iphone": all_marked(FR, f"Le 3 déc. 2026 à 10:15, {WHO} a écrit :", "\nEnvoyé de mon iPhone\n"),
    "apple_ar": below(AR, f"في ٣ ديسمبر ٢٠٢٦، الساعة ١٠:١٥ ص، كتب {WHO}:"),
    "apple_ar_iphone": all_marked(AR, f"في ٣ ديسمبر ٢٠٢٦، الساعة ١٠:١٥ ص، كتب/كتبت {WHO}:", "\nأُرسلت من الـ iPhone\n"),
    "apple_uk": below(UK, f"{WHO} написав(-ла) 3 груд. 2026 р. о 10:15:"),
    "apple_ru": below(RU, f"3 дек. 2026 г., в 10:15, {WHO} написал(а):"),
    "apple_pl": below(PL, f"Wiadomość napisana przez {WHO} w dniu 3 gru 2026, o godz. 10:15:"),
    "apple_ro": below(RO, f"Pe 3 dec. 2026, la 10:15, {WHO} a scris:"),
    "apple_es": below(ES, f"El 3 dic 2026, a las 10:15, {WHO} escribió:"),
    # Thunderbird
    "thunderbird_de": below(DE, "Am 03.12.26 um 10:15 schrieb Welcome Ruhr:", "\n"),
    "thunderbird_en": below(EN, "On 03/12/2026 10:15, Welcome Ruhr wrote:", "\n"),
    "thunderbird_tr": below(TR, "3.12.2026 10:15 tarihinde Welcome Ruhr yazdı:", "\n"),
    "thunderbird_fr": below(FR, "Le 03/12/2026 à 10:15, Welcome Ruhr a écrit :", "\n"),
    "thunderbird_ar": below(AR, "في ٣\u200f/١٢\u200f/٢٠٢٦ ١٠:١٥ ص، كتب Welcome Ruhr:", "\n"),
    "thunderbird_uk": below(UK, "03.12.2026 10:15, Welcome Ruhr пише:", "\n"),
    "thunderbird_ru": below(RU, "03.12.2026 10:15, Welcome Ruhr пишет:", "\n"),
    "thunderbird_pl": below(PL, "W dniu 3.12.2026 o 10:15, Welcome Ruhr pisze:", "\n"),
    "thunderbird_ro": below(RO, "La 03.12.2026 10:15, Welcome Ruhr a scris:", "\n"),
    "thunderbird_es": below(ES, "El 3/12/26 a las 10:15, Welcome Ruhr escribió:", "\n"),
    "thunderbird_de_without_a_date": below(DE, "Welcome Ruhr schrieb:", "\n"),
    "thunderbird_en_without_a_date": below(EN, "Welcome Ruhr wrote:", "\n"),
    # Yahoo: no signs before the earlier mail
    "yahoo_de": unmarked(DE, f"    Am Donnerstag, 3. Dezember 2026 um 10:15:00 MEZ hat {WHO} Folgendes geschrieben:"),
    "yahoo_en": unmarked(EN, f"    On Thursday, December 3, 2026 at 10:15:00 AM GMT+1, {WHO} wrote:"),
    "yahoo_tr": unmarked(TR, f"    3 Aralık 2026 Perşembe 10:15:00 GMT+3 tarihinde {WHO} şunu yazdı:"),
    "yahoo_fr": unmarked(FR, f"    Le jeudi 3 décembre 2026 à 10:15:00 UTC+1, {WHO} a écrit :"),
    "yahoo_es": unmarked(ES, f"    El jueves, 3 de diciembre de 2026, 10:15:00 CET, {WHO} escribió:"),
    "yahoo_en_without_an_address": unmarked(
        EN, "    On Thursday, December 3, 2026 at 10:15:00 AM GMT+1, Welcome Ruhr wrote:"
    ),
    "yahoo_en_on_a_telephone": typed(
        EN[0] + "\n\nSent from Yahoo Mail on Android\n",
        f"  On Thu, Dec 3, 2026 at 10:15 AM, Welcome Ruhr<hallo@example.com> wrote:   {EN[1]}",
    ),
    "yahoo_de_on_a_telephone": typed(
        DE[0] + "\n\nVon Yahoo Mail auf Android gesendet\n",
        f"  Am Do., Dez. 3, 2026 at 10:15 schrieb Welcome Ruhr<hallo@example.com>:   {DE[1]}",
    ),
    # Proton
    "proton_en": below(EN, f"On Thursday, December 3rd, 2026 at 10:15 AM, {WHO} wrote:"),
    "proton_en_on_a_telephone": below(
        EN, f"-------- Original Message --------\nOn 12/3/26 10:15, {WHO} wrote:", "\n\n"
    ),
    "proton_de": below(DE, f"Am Donnerstag, 3. Dezember 2026 um 10:15, {WHO} schrieb:"),
    # K-9, FairEmail and others on Android
    "k9_de": below(DE, f"Am 3. Dezember 2026 10:15:00 MEZ schrieb {WHO}:", "\n"),
    "k9_en": below(EN, f"On 3 December 2026 10:15:00 CET, {WHO} wrote:", "\n"),
    "k9_uk": below(UK, f"3 грудня 2026 р. 10:15:00 GMT+02:00, {WHO} написав:", "\n"),
    "gmx_on_a_telephone": typed(
        DE[0] + "\n-- \nGesendet mit der GMX Mail App", f"Am 03.12.26, 10:15 schrieb {WHO}:\n\n{DE[1]}\n"
    ),
    # elsewhere
    "zoho_en": unmarked(EN, f"---- On Thu, 03 Dec 2026 10:15:00 +0100 {WHO} wrote ----"),
    "zoho_de": unmarked(DE, f"---- Am Do., 03 Dez. 2026 10:15:00 +0100 {WHO} schrieb ----"),
    "open_xchange_de": below(DE, f"{WHO} hat am 03.12.2026 10:15 CET geschrieben:"),
    "roundcube_de": below(DE, "Am 03.12.2026 10:15, schrieb Welcome Ruhr:", "\n"),
    "claws_de": below(DE, f"Am Thu, 3 Dec 2026 10:15:00 +0100\nschrieb {WHO}:"),
    "mutt_en": below(EN, "On Thu, Dec 03, 2026 at 10:15:00AM +0100, Welcome Ruhr wrote:", "\n"),
    "gnus_en": below(EN, f"{WHO} writes:"),
    "gmail_ar_of_old": below(AR, f"بتاريخ 3 ديسمبر 2026 10:15 ص، جاء من {WHO}:"),
    "gmail_ru_without_marks": unmarked(RU, f"чт, 3 дек. 2026 г. в 10:15, {WHO}:"),
    "yandex_ru_without_marks": unmarked(RU, '03.12.2026, 10:15, "Welcome Ruhr" <hallo@example.com>:'),
    "gmail_de_of_old": below(DE, f"2026-12-03 10:15 GMT+01:00 {WHO}:"),
    "gmail_de_on_a_telephone": below(DE, f"{WHO} schrieb am Do., 3. Dez. 2026, 10:15:"),
    "tuta_de": below(DE, "3. Dez. 2026, 10:15 von hallo@example.com:"),
    "yandex_ru": below(RU, '03.12.2026, 10:15, "Welcome Ruhr" <hallo@example.com>:', "\n"),
    "mail_ru": below(RU, f"Четверг, 3 декабря 2026, 10:15 +03:00 от {WHO}:", "\n"),
    "ukr_net": below(UK, '3 грудня 2026, 10:15:00, від "Welcome Ruhr" <hallo@example.com>:', "\n"),
    "onet_pl": below(PL, f"Dnia 3 grudnia 2026 10:15 {WHO} napisał(a):", "\n"),
    "zitat_von_horde": below(DE, f"Zitat von {WHO}:"),
    "orange_fr": typed(
        FR[0] + "\n",
        marked(f'Message du 03/12/26 10:15\nDe : "Welcome Ruhr" <hallo@example.com>\nA : mara@example.org\n\n{FR[1]}'),
    ),
}
