"""How mail programs say in each language that they repeat an earlier mail."""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    **dict.fromkeys(
        (
            *("from", "von", "de", "da", "van", "gönderen", "kimden", "من", "від", "от", "od", "de la", "expéditeur"),
            *("absender", "відправник", "отправитель", "nadawca", "remitente", "expeditor", "المرسل"),
            *("від кого", "от кого"),
        ),
        "from",
    ),
    **dict.fromkeys(
        (
            *("sent", "gesendet", "gesendet am", "envoyé", "envoyé le", "gönderildi", "gönderme tarihi", "gönderilme"),
            *("gönderilme tarihi", "تم الإرسال", "أرسلت", "أُرسلت", "تاريخ الإرسال", "надіслано", "відправлено"),
            *("отправлено", "wysłano", "wysłane", "trimis", "trimisă", "enviado", "enviado el", "inviato", "verzonden"),
            *("message du",),
        ),
        "sent",
    ),
    **dict.fromkeys(
        ("date", "datum", "le", "tarih", "التاريخ", "تاريخ", "дата", "data", "fecha"),
        "date",
    ),
    **dict.fromkeys(
        (
            *("to", "an", "à", "a", "kime", "إلى", "الى", "кому", "do", "către", "catre", "para", "aan", "empfänger"),
            *("alıcı", "المستلم", "destinataire", "destinatario", "odbiorca"),
        ),
        "to",
    ),
    **dict.fromkeys(
        ("cc", "kopie", "copie", "copie à", "bilgi", "نسخة", "копія", "копия", "dw", "kopia", "con copia"), "cc"
    ),
    **dict.fromkeys(
        (
            "subject",
            "betreff",
            "objet",
            "sujet",
            "konu",
            "الموضوع",
            "тема",
            "temat",
            "subiect",
            "asunto",
            "oggetto",
            "onderwerp",
        ),
        "subject",
    ),
}
"""What stands before the colon in the head of the earlier mail → which field it is."""

ORIGINAL = frozenset(
    (
        *("original message", "original mail", "original email", "ursprüngliche nachricht", "originalnachricht"),
        *("original-nachricht", "original nachricht", "ursprüngliche mail", "original-mail", "message d'origine"),
        *(
            "message d’origine",
            "message original",
            "mail original",
            "original appointment",
            "message initial",
            "orijinal mesaj",
            "orijinal ileti",
            "özgün ileti",
        ),
        *("özgün mesaj", "الرسالة الأصلية", "رسالة أصلية", "оригінальне повідомлення", "вихідне повідомлення"),
        *("початкове повідомлення", "исходное сообщение", "оригинальное сообщение", "wiadomość oryginalna"),
        *("oryginalna wiadomość", "pierwotna wiadomość", "mensaje original", "mesaj original", "mesajul original"),
        *("messaggio originale", "oorspronkelijk bericht", "ursprungliche nachricht"),
    )
)

FORWARDED = frozenset(
    (
        *("forwarded message", "begin forwarded message", "forwarded mail", "weitergeleitete nachricht"),
        *("anfang der weitergeleiteten nachricht", "weitergeleitete mail", "weitergeleitete e-mail"),
        *("message transféré", "début du message transféré", "début du message réexpédié", "message réexpédié"),
        *("iletilen ileti", "iletilmiş ileti", "yönlendirilmiş mesaj", "yönlendirilen mesaj", "iletilen mesaj"),
        *("رسالة معاد توجيهها", "رسالة محولة", "الرسالة المعاد توجيهها", "بداية الرسالة المعاد توجيهها"),
        *("переслане повідомлення", "початок переспрямованого повідомлення", "пересылаемое сообщение"),
        *("пересланное сообщение", "начало переадресованного сообщения", "przekazana wiadomość"),
        *("wiadomość przekazana dalej", "treść przekazanej wiadomości", "początek przekazywanej wiadomości"),
        *("mensaje reenviado", "inicio del mensaje reenviado", "mesaj redirecționat", "mesaj transmis mai departe"),
        *("mesaj redirecţionat", "messaggio inoltrato", "doorgestuurd bericht"),
    )
)

FORWARD_SUBJECT = re.compile(
    r"(?:re|aw|sv|rép|ynt|odp)?\s*:?\s*(?:fwd?|wg|tr|rv|ilt|i̇lt|pd|переслано|пересл|إعادة توجيه|enc|i)\s*:",
    re.IGNORECASE,
)
"""How subjects of forwarded mails begin"""

VERBS = re.compile(
    r"\bwrote\b|\bwrites\b|\bquoting\b|\bschrieb(?:en)?\b|\bgeschrieben\b|\bzitat von\b|\ba écrit\b|\bécrivait\b"
    r"|\byazdı\b|\byazmış\b|كتب|كتبت|كتابة|\bпише\b|\bпишет\b|\b(?:на)?писа[вл](?:\(?ла\)?|\(?а\)?|\(-ла\))?"
    r"|\bnapisał(?:\(a\)|a)?|\bpisze\b|\bnapisan[ay]\b"
    r"|\bescribió\b|\ba scris\b|\bha scritto\b|\bschreef\b|\bescreveu\b",
    re.IGNORECASE,
)
"""“wrote”, as it stands above a quotation"""
