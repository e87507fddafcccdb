"""What mail servers send back (RFC 3464, RFC 8098) and what they sent before there were rules."""

from __future__ import annotations

from welcome_ruhr.foundation.incoming import Automatic

from .sample import Holding, Sample
from .writing import html, mail, multipart, part, plain, travelling, whole

OURS = "<777.enquiry@example.com>"
OUR_HEAD = f"From: hallo@example.com\nTo: weg@example.net\nSubject: Ihre Anfrage\nMessage-ID: {OURS}\n"
DAEMON = (
    "From: MAILER-DAEMON@mx.example.net (Mail Delivery System)",
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "Return-Path: <>",
)
NO_USER = "550 5.1.1 <weg@example.net>: Recipient address rejected: User unknown"
SERVER = "Reporting-MTA: dns; mx.example.net\n\n"
OUR_MAIL = travelling(OUR_HEAD + "\nGuten Tag,\nhier die Antwort.\n")
HEADS_BACK = ("file.txt", "text/rfc822-headers", travelling(OUR_HEAD))
MAIL_BACK = ("Ihre Anfrage.eml", "message/rfc822", OUR_MAIL)


def status(action: str, code: str, said: str, *more: str) -> str:
    """Return what a report says of one recipient."""
    lines = ["Final-Recipient: rfc822; weg@example.net", f"Action: {action}", f"Status: {code}", *more]
    return "\n".join([*lines, f"Diagnostic-Code: smtp; {said}"]) + "\n"


def report(words: bytes, *recipients: str, back: tuple[tuple[str, str, bytes], ...] = (HEADS_BACK,)) -> bytes:
    return multipart(
        "report",
        words,
        part("Content-Type: message/delivery-status", body=SERVER + "\n".join(recipients)),
        *(part(f"Content-Type: {content_type}", body=data) for _name, content_type, data in back),
        more="; report-type=delivery-status",
    )


def bounce(
    words: str,
    *recipients: str,
    head: tuple[str, ...] = DAEMON,
    text: bytes | None = None,
    back: tuple[tuple[str, str, bytes], ...] = (HEADS_BACK,),
    **expected: object,
) -> Sample:
    """A report about one of our mails in these words; `text` is the part that holds them, `back` what came back."""
    said = ("file.txt", "message/delivery-status", travelling(SERVER + "\n".join(recipients)))
    usual = {
        "lines": [line for line in words.splitlines() if line],
        "sender": "MAILER-DAEMON@mx.example.net",
        "sender_name": "Mail Delivery System",
        "subject": "Undelivered Mail Returned to Sender",
        "automatic": Automatic.BOUNCE,
        "files": (said, *back),
    }
    return Sample(whole(*head, of=report(text or plain(words), *recipients, back=back)), **(usual | expected))


def came_back(code: str, said: str, message_id: str = OURS) -> tuple[str, str, Holding]:
    return (message_id, code, Holding(said, 300))


POSTFIX = "This is the mail system at host mx.example.net.\n\n<weg@example.net>: host mx said: User unknown\n"
QMAIL = f"""Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<weg@example.net>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <hallo@example.com>
{OUR_HEAD}
Guten Tag,
hier die Antwort.
"""
RECEIPT = travelling(
    f"Final-Recipient: rfc822; mara@example.org\nOriginal-Message-ID: {OURS}\n"
    "Disposition: manual-action/MDN-sent-manually; displayed\n"
)
BARE_BOUNCE = whole(*DAEMON, of=report(plain("Nicht zugestellt."), status("failed", "5.1.1", NO_USER), back=()))

MAILS = {
    "postfix": bounce(
        POSTFIX,
        status("failed", "5.1.1", NO_USER),
        back=(MAIL_BACK,),
        bounce=came_back("5.1.1", "Recipient address rejected: User unknown"),
    ),
    "postfix_with_heads_alone": bounce(
        "Nicht zugestellt.", status("failed", "5.1.1", NO_USER), bounce=came_back("5.1.1", "User unknown")
    ),
    "several_recipients": bounce(
        "Nicht zugestellt.",
        "Final-Recipient: rfc822; a@example.net\nAction: delivered\nStatus: 2.0.0\n",
        status("failed", "5.2.2", "552 5.2.2 Mailbox full"),
        bounce=came_back("5.2.2", "Mailbox full"),
    ),
    "diagnosis_in_several_lines": bounce(
        "Weg.",
        status("failed", "5.7.1", "550-5.7.1 Our system\n    550 5.7.1 says no"),
        bounce=came_back("5.7.1", "says no"),
    ),
    "exchange": bounce(
        "Ihre Nachricht konnte nicht zugestellt werden.",
        status("failed", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "Remote-MTA: dns; mx2.example.net"),
        head=(
            "From: postmaster@example.net",
            "Subject: Unzustellbar: Ihre Anfrage",
            "X-MS-Exchange-Message-Is-Ndr: ",
            "Return-Path: <>",
            f"In-Reply-To: {OURS}",
        ),
        text=multipart(
            "alternative",
            plain("Ihre Nachricht konnte nicht zugestellt werden."),
            html("<p>Ihre Nachricht konnte nicht zugestellt werden.</p>"),
            boundary="=_alt",
        ),
        back=(MAIL_BACK,),
        sender="postmaster@example.net",
        sender_name="",
        subject="Unzustellbar: Ihre Anfrage",
        references=(OURS,),
        bounce=came_back("5.1.10", "RecipientNotFound"),
    ),
    "gmail": bounce(
        "Adresse nicht gefunden",
        status("failed", "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist."),
        head=(
            "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            "Subject: Delivery Status Notification (Failure)",
            "X-Failed-Recipients: weg@example.net",
            "Auto-Submitted: auto-replied",
            f"In-Reply-To: {OURS}",
            f"References: {OURS}",
        ),
        text=multipart("related", html("<p>Adresse nicht gefunden</p>"), boundary="=_rel"),
        back=(MAIL_BACK,),
        sender="mailer-daemon@googlemail.example",
        sender_name="Mail Delivery Subsystem",
        subject="Delivery Status Notification (Failure)",
        references=(OURS,),
        bounce=came_back("5.1.1", "does not exist"),
    ),
    "qmail_in_plain_words": Sample(
        mail("From: MAILER-DAEMON@mx.example.net", "Subject: failure notice", "Return-Path: <>", body=QMAIL),
        lines=[line.strip() for line in QMAIL.partition("From:")[0].splitlines() if line.strip()],
        quoted=OUR_HEAD + "Guten Tag, hier die Antwort.",
        sender="MAILER-DAEMON@mx.example.net",
        sender_name="",
        subject="failure notice",
        automatic=Automatic.BOUNCE,
        bounce=(OURS, "5.1.1", ""),
    ),
    "delayed": bounce(
        "Noch nicht.",
        status("delayed", "4.4.1", "connect: Connection timed out"),
        automatic=Automatic.DELAYED,
        bounce=came_back("4.4.1", "Connection timed out"),
    ),
    "delivered": bounce("Angekommen.", status("delivered", "2.0.0", "250 OK"), automatic=Automatic.GENERATED),
    "of_a_mail_that_is_not_ours": bounce(
        "Nicht zugestellt.",
        status("failed", "5.1.1", NO_USER),
        back=(),
        bounce=came_back("5.1.1", "User unknown", message_id=""),
    ),
    "within_a_list": bounce(
        "Nicht zugestellt.",
        status("failed", "5.1.1", NO_USER),
        head=(*DAEMON, "List-Id: <liste.example.net>", "Precedence: list"),
        bounce=came_back("5.1.1", "User unknown"),
    ),
    "read_receipt": Sample(
        whole(
            "Subject: Gelesen: Ihre Anfrage",
            of=multipart(
                "report",
                plain("Ihre Nachricht wurde am 3.12.2026 gelesen."),
                part("Content-Type: message/disposition-notification", body=RECEIPT),
                more="; report-type=disposition-notification",
            ),
        ),
        text="Ihre Nachricht wurde am 3.12.2026 gelesen.",
        subject="Gelesen: Ihre Anfrage",
        automatic=Automatic.READ,
        files=(("file.bin", "message/disposition-notification", RECEIPT),),
    ),
    "person_who_forwards_a_bounce": Sample(
        whole(
            of=multipart(
                "mixed",
                plain("Was heißt das? Ihre Mail kam zurück."),
                part('Content-Type: message/rfc822; name="Fehler.eml"', body=BARE_BOUNCE),
                boundary="=_outer",
            )
        ),
        text="Was heißt das? Ihre Mail kam zurück.",
        files=(("Fehler.eml", "message/rfc822", BARE_BOUNCE),),
    ),
}
