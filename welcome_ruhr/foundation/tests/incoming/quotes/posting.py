"""Where the answer stands, what is no quotation at all, and what is passed on."""

from __future__ import annotations

from .heads import MARA, RULE
from .lines import DE, WHO
from .shape import marked, typed

LINE = "Am 03.12.26 um 10:15 schrieb Welcome Ruhr:"
OLD = marked("Guten Tag,\n\nbitte bringen Sie Ihren Pass mit.")

MAILS = {
    # places of the answer
    "answer_below": typed("", f"{LINE}\n{OLD}", "\nDas mache ich.\n\nMara"),
    "answer_above_and_below": typed("Hallo!\n", f"{LINE}\n{OLD}", "\nMara"),
    "answers_between": typed(
        f"{LINE}\n> Haben Sie einen Pass?\n> Und ein Visum?\n\nJa, beides.\n\n> Wann kommen Sie?\n> Passt Montag?\n\n"
        "Montag passt.\n\nMara"
    ),
    "answers_between_and_the_rest_below": typed(
        f"{LINE}\n> Haben Sie einen Pass?\n> Und ein Visum?\n\nJa, beides.\n\n> Wann kommen Sie?\n> Passt Montag?\n\n"
        "Montag passt.\n\n> Viele Grüße\n> Welcome Ruhr\n> Essen"
    ),
    "quotation_in_quotation": typed(
        "Danke!\n", f"{LINE}\n> Gern.\n>\n> Am 02.12.26 um 9:00 schrieb Mara:\n>> Kommen Sie?\n>>> Wohin?\n"
    ),
    "two_mails_one_below_the_other": typed(
        "Danke!\n", f"{LINE}\n{OLD}\n\nAm 02.12.26 um 09:00 schrieb Mara:\n> Eine Frage."
    ),
    "answer_glued_to_the_line": typed("Danke!", f"{LINE}\n{OLD}"),
    "answer_with_a_date_glued_to_the_line": typed("Ich komme am Montag, 07.12.2026 um 10:15 Uhr.", f"{LINE}\n{OLD}"),
    "answer_with_an_address_glued_to_the_line": typed("Schreiben Sie mir an mara@example.net", f"{LINE}\n{OLD}"),
    "signature_stays": typed("Danke!\n\n-- \nMara Muster\nEssen\n", f"{LINE}\n{OLD}"),
    "signature_below_the_quotation": typed("Danke!\n", f"{LINE}\n{OLD}", "\n-- \nMara Muster"),
    "sender_of_a_telephone_stays": typed("Danke!\n\nVon meinem iPhone gesendet\n", f"{LINE}\n{OLD}"),
    "only_a_quotation": typed(f"{LINE}\n{OLD}"),
    "only_an_earlier_mail_below_its_head": typed(
        f"{RULE}\nVon: {WHO}\nGesendet: Donnerstag, 3. Dezember 2026 10:15\nAn: {MARA}\nBetreff: Ihre Anfrage\n\nHallo"
    ),
    # no quotation
    "running_text_that_says_who_wrote": typed(
        "Guten Tag,\n\nAm Montag schrieb mir die Ausländerbehörde:\nIch soll bis Freitag kommen.\n\nWas nun?"
    ),
    "running_text_with_a_date": typed(
        "Guten Tag,\n\nam 03.12.2026 um 10:15 Uhr schrieb mir das Amt, dass ich warten soll:\nWie lange noch?\n\nMara"
    ),
    "running_text_in_english": typed(
        "Hello,\n\nOn Monday my landlord wrote:\nplease leave the flat by 31.12.2026.\n\nCan he do that?"
    ),
    "running_text_in_arabic": typed(
        "مرحبا،\n\nفي يوم الاثنين كتب لي المكتب:\nيجب أن تحضر قبل 31.12.2026\n\nماذا أفعل؟"
    ),
    "running_text_from_to": typed(
        "Ich suche eine Wohnung.\n\nVon: Januar\nBis: März\nOrt: Essen\nGröße: 50 m²\n\nDanke!"
    ),
    "running_text_of_a_journey": typed(
        "Meine Reise:\n\nVon: Istanbul\nAn: Düsseldorf\nDatum: 03.12.2026\n\nBrauche ich dafür ein Visum?"
    ),
    "running_text_of_a_journey_in_french": typed(
        "Mon voyage :\n\nDe : Paris\nÀ : Essen\nDate : 3 décembre 2026\n\nFaut-il un visa ?"
    ),
    "running_text_with_the_hour": typed(
        "Guten Tag,\n\nAm 3.12.2026 um 10:15 Uhr hat mir Frau Beispiel geschrieben:\nBitte kommen Sie vorbei.\n\nMara"
    ),
    "running_text_with_the_hour_in_english": typed(
        "Hello,\n\nOn 3 December 2026 at 10:15 the office wrote:\nPlease come.\n\nIs that right?"
    ),
    "running_text_with_the_hour_in_turkish": typed(
        "Merhaba,\n\n3 Aralık 2026 10:15'te belediye bana yazdı:\nPazartesi gelin.\n\nNe yapmalıyım?"
    ),
    "running_text_with_the_hour_in_arabic": typed(
        "مرحبا،\n\nفي 3 ديسمبر 2026 الساعة 10:15 كتب لي المكتب:\nتعال يوم الاثنين.\n\nماذا أفعل؟"
    ),
    "running_text_of_a_list": typed(
        "Meine Daten:\n\nE-Mail: mara@example.org\nDatum: 3.12.2026 10:15\nVon: Syrien\nBetreff: Visum\n\nDanke"
    ),
    "questions_in_marks": typed("Meine Fragen:\n\n> 18 Jahre\n\nGilt das?\n\n> 5 Jahre\n\nUnd das?"),
    "running_text_with_an_address": typed(
        "Hallo,\n\nam 03.12.2026 um 10:15 schrieb ich schon an hallo@example.com:\nIch brauche einen Termin.\n\nMara"
    ),
    "law_in_marks": typed("Im Brief steht:\n\n> Der Antrag ist abgelehnt.\n\nWas nun?"),
    "running_text_of_a_letter_with_its_own_head": typed(
        "Hier mein Brief:\n\nVon: Mara Muster, Essen\nAn: Amt\nDatum: 3.12.2026\nBetreff: Pass\n\n"
        "Ich bitte um einen Termin."
    ),
    "running_text_of_a_journey_with_its_hour": typed(
        "Meine Reise:\n\nVon: Istanbul\nAn: Düsseldorf\nDatum: 03.12.2026, 10:15 Uhr\n\nBrauche ich ein Visum?"
    ),
    "running_text_with_a_form": typed("An: das Amt\nBetreff: Mein Antrag\n\nIch beantrage einen neuen Termin.\n\nMara"),
    "more_than_five_years": typed("Ich lebe hier\n> 5 Jahre und habe\nArbeit."),
    "arrow_at_the_beginning": typed("> 5 Jahre lebe ich hier.\n\nReicht das?"),
    "arrow_at_the_end": typed("Ich lebe hier\n> 5 Jahre"),
    "arrow_of_one_line": typed("Mein Weg:\n\n> Essen nach Bochum\n\nGeht das?"),
    "line_drawn": typed("Eins\n\n--------------------\n\nZwei\n\n____________________\n\nDrei"),
    "row_of_dashes_with_words": typed("--- Frage 1 ---\nWo?\n--- Frage 2 ---\nWann?"),
    # passed on: that is what it is about
    "forwarded_by_gmail": typed(
        "Was heißt das?\n\n---------- Forwarded message ---------\nVon: Amt <amt@example.net>\n"
        "Date: Do., 3. Dez. 2026 um "
        "10:15\nSubject: Ihr Antrag\nTo: <mara@example.org>\n\n\nBitte warten Sie.",
        subject="Fwd: Ihr Antrag",
    ),
    "forwarded_by_thunderbird": typed(
        "Was heißt das?\n\n\n-------- Weitergeleitete Nachricht --------\nBetreff: \tIhr Antrag\n"
        "Datum: \tThu, 3 Dec 2026 "
        "10:15:00 +0100\nVon: \tAmt <amt@example.net>\nAn: \tmara@example.org\n\nBitte warten Sie.",
        subject="Fwd: Ihr Antrag",
    ),
    "forwarded_by_apple": typed(
        "Was heißt das?\n\n> Anfang der weitergeleiteten Nachricht:\n>\n> Von: Amt <amt@example.net>\n"
        "> Betreff: Ihr Antrag\n"
        "> Datum: 3. Dezember 2026 um 10:15:00 MEZ\n> An: mara@example.org\n>\n> Bitte warten Sie.",
        subject="Fwd: Ihr Antrag",
    ),
    "forwarded_by_apple_in_english": typed(
        "What does it mean?\n\nBegin forwarded message:\n\nFrom: Amt <amt@example.net>\nSubject: Ihr Antrag\n"
        "Date: 3. December "
        "2026 at 10:15:00 CET\nTo: mara@example.org\n\nBitte warten Sie.",
        subject="Fwd: Ihr Antrag",
    ),
    "forwarded_by_outlook": typed(
        f"Was heißt das?\n\n{RULE}\nVon: Amt <amt@example.net>\nGesendet: Donnerstag, 3. Dezember 2026 10:15\n"
        f"An: {MARA}\n"
        "Betreff: Ihr Antrag\n\nBitte warten Sie.",
        subject="WG: Ihr Antrag",
    ),
    "forwarded_by_outlook_in_turkish": typed(
        f"Bu ne demek?\n\n{RULE}\nGönderen: Amt <amt@example.net>\nGönderildi: 3 Aralık 2026 Perşembe 10:15\n"
        f"Kime: {MARA}\n"
        "Konu: Ihr Antrag\n\nBitte warten Sie.",
        subject="İlt: Ihr Antrag",
    ),
    "forwarded_in_ukrainian": typed(
        "Що це означає?\n\n-------- Переслане повідомлення --------\nТема: Ihr Antrag\n"
        "Дата: Thu, 3 Dec 2026 10:15:00 +0100\n"
        "Від: Amt <amt@example.net>\nКому: mara@example.org\n\nBitte warten Sie.",
        subject="Fwd: Ihr Antrag",
    ),
    "forwarded_below_an_answer": typed(
        "Danke! Das Amt schrieb mir:\n\n---------- Forwarded message ---------\nVon: Amt <amt@example.net>\n\n"
        "Bitte warten Sie."
    ),
    "forwarded_with_the_wrong_subject": typed(
        "Was heißt das?\n\n---------- Weitergeleitete Nachricht ----------\nVon: Amt <amt@example.net>\n\n"
        "Bitte warten.",
        subject="Hilfe",
    ),
    # long ones
    "quotation_of_many_lines": typed(DE[0] + "\n", f"{LINE}\n" + marked("\n".join(f"Zeile {n}" for n in range(500)))),
}
