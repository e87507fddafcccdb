"""Parts that are neither text nor a file: invitations, forwarded mails, signatures, riddles."""

from __future__ import annotations

from .sample import Sample
from .structure import JPG_FILE, JPG_PART, WORDS
from .writing import file, html, mail, multipart, part, plain, whole

INVITATION = """BEGIN:VCALENDAR
PRODID:-//Example//EN
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:7@example.org
SUMMARY:Beratung im Rathaus
DTSTART:20261210T090000Z
DTEND:20261210T100000Z
LOCATION:Zimmer 12
DESCRIPTION:Bitte bringen Sie Ihren Pass mit.
ORGANIZER:mailto:hallo@example.com
ATTENDEE;PARTSTAT=ACCEPTED:mailto:mara@example.org
END:VEVENT
END:VCALENDAR
"""
FORWARDED = mail(
    "From: Amt <amt@example.net>", "Subject: Ihr Antrag", "Message-ID: <77@example.net>", body="Bitte warten."
)
SECOND = mail("From: Otto <otto@example.net>", "Subject: Zwei", body="Noch ein Brief.")
FULL = whole(of=multipart("mixed", plain("Innen"), JPG_PART))
SIGNATURE = b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQEzBAEBCAAdFiEE\r\n-----END PGP SIGNATURE-----\r\n"
RIDDLE = b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA1234567890ABAQf/\r\n-----END PGP MESSAGE-----\r\n"
P7S = b"0\x80\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x02\xa0\x80" + b"\0" * 40


def calendar(method: str, *head: str) -> bytes:
    return part(
        f"Content-Type: text/calendar; charset=utf-8; method={method}", *head, body=INVITATION.format(method=method)
    )


def calendar_bytes(method: str) -> bytes:
    return INVITATION.format(method=method).replace("\n", "\r\n").encode()


MAILS = {
    # invitations
    "calendar_answer": Sample(
        whole(
            "Subject: Zugesagt: Beratung im Rathaus",
            of=multipart("alternative", plain("Ich komme gern."), html("<p>Ich komme gern.</p>"), calendar("REPLY")),
        ),
        text="Ich komme gern.",
        subject="Zugesagt: Beratung im Rathaus",
        files=(("file.ics", "text/calendar", calendar_bytes("REPLY")),),
    ),
    "calendar_invitation": Sample(
        whole(
            of=multipart(
                "mixed",
                multipart("alternative", plain("Passt der Termin?"), calendar("REQUEST"), boundary="=_alt"),
                file(
                    calendar_bytes("REQUEST"), 'application/ics; name="invite.ics"', 'attachment; filename="invite.ics"'
                ),
            )
        ),
        text="Passt der Termin?",
        files=(
            ("file.ics", "text/calendar", calendar_bytes("REQUEST")),
            ("invite.ics", "application/ics", calendar_bytes("REQUEST")),
        ),
    ),
    "calendar_alone": Sample(
        whole(of=calendar("REQUEST")),
        lines=[
            "Method: REQUEST",
            "Summary: Beratung im Rathaus",
            "Dtstart: 20261210T090000Z",
            "Dtend: 20261210T100000Z",
            "Location: Zimmer 12",
            "Description: Bitte bringen Sie Ihren Pass mit.",
            "Partstat: ACCEPTED",
        ],
        files=(("file.ics", "text/calendar", calendar_bytes("REQUEST")),),
    ),
    # mails within mails
    "forwarded_as_a_file": Sample(
        whole(
            of=multipart(
                "mixed",
                plain("Was heißt das?"),
                part("Content-Type: message/rfc822", "Content-Disposition: attachment", body=FORWARDED),
            )
        ),
        text="Was heißt das?",
        files=(("Ihr Antrag.eml", "message/rfc822", FORWARDED),),
    ),
    "forwarded_with_a_name": Sample(
        whole(
            of=multipart(
                "mixed",
                plain("Was heißt das?"),
                part(
                    'Content-Type: message/rfc822; name="Brief vom Amt.eml"',
                    'Content-Disposition: attachment; filename="Brief vom Amt.eml"',
                    body=FORWARDED,
                ),
            )
        ),
        text="Was heißt das?",
        files=(("Brief vom Amt.eml", "message/rfc822", FORWARDED),),
    ),
    "forwarded_in_base64_against_the_rules": Sample(
        whole(
            of=multipart(
                "mixed",
                plain("Was heißt das?"),
                file(FORWARDED, 'message/rfc822; name="Brief.eml"', 'attachment; filename="Brief.eml"'),
            )
        ),
        text="Was heißt das?",
        files=(("Brief.eml", "message/rfc822", FORWARDED),),
    ),
    "mail_in_a_mail_and_nothing_else": Sample(
        mail("Content-Type: message/rfc822", body=FORWARDED), files=(("Ihr Antrag.eml", "message/rfc822", FORWARDED),)
    ),
    "mail_with_files_in_a_mail": Sample(
        whole(
            of=multipart("mixed", plain("Siehe."), part("Content-Type: message/rfc822", body=FULL), boundary="=_out")
        ),
        text="Siehe.",
        files=(("Frage.eml", "message/rfc822", FULL),),
    ),
    "digest": Sample(
        whole(
            of=multipart(
                "mixed",
                plain("Zwei Briefe."),
                multipart("digest", b"\r\n" + FORWARDED, b"\r\n" + SECOND, boundary="=_digest"),
            )
        ),
        text="Zwei Briefe.",
        files=(("Ihr Antrag.eml", "message/rfc822", FORWARDED), ("Zwei.eml", "message/rfc822", SECOND)),
    ),
    # signatures and riddles
    "signed_with_pgp": Sample(
        whole(
            of=multipart(
                "signed",
                plain(WORDS),
                part('Content-Type: application/pgp-signature; name="signature.asc"', body=SIGNATURE),
                more="; micalg=pgp-sha512; protocol=application/pgp-signature",
            )
        ),
        text=WORDS,
    ),
    "signed_with_s_mime": Sample(
        whole(
            of=multipart(
                "signed",
                multipart("mixed", plain(WORDS), JPG_PART, boundary="=_in"),
                file(P7S, 'application/pkcs7-signature; name="smime.p7s"', 'attachment; filename="smime.p7s"'),
                more='; micalg=sha-256; protocol="application/pkcs7-signature"',
            )
        ),
        text=WORDS,
        files=(JPG_FILE,),
    ),
    "signed_in_the_words": Sample(
        mail(
            body="-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIch komme.\n"
            "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
        ),
        lines=[
            "-----BEGIN PGP SIGNED MESSAGE-----",
            "Hash: SHA256",
            "Ich komme.",
            "-----BEGIN PGP SIGNATURE-----",
            "iQEz",
            "-----END PGP SIGNATURE-----",
        ],
    ),
    "encrypted_with_pgp": Sample(
        whole(
            of=multipart(
                "encrypted",
                part("Content-Type: application/pgp-encrypted", body="Version: 1\n"),
                part(
                    'Content-Type: application/octet-stream; name="encrypted.asc"',
                    'Content-Disposition: inline; filename="encrypted.asc"',
                    body=RIDDLE,
                ),
                more='; protocol="application/pgp-encrypted"',
            )
        ),
        files=(("encrypted.asc", "application/octet-stream", RIDDLE),),
    ),
    "opaque_s_mime": Sample(
        whole(
            of=file(
                P7S,
                'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
                'attachment; filename="smime.p7m"',
            )
        ),
        files=(("smime.p7m", "application/pkcs7-mime", P7S),),
    ),
    # old and odd texts
    "enriched": Sample(
        mail(
            "Content-Type: text/enriched; charset=utf-8",
            body="<bold>Hallo</bold>,\n\nich\nwohne <italic>in</italic> Essen. 1 << 2\n",
        ),
        lines=["Hallo,", "ich wohne in Essen. 1 < 2"],
    ),
    "flowed": Sample(
        mail(
            "Content-Type: text/plain; charset=utf-8; format=flowed",
            body="Ich wohne seit \neinem Jahr \nin Essen.\n\n From hier an neu.\n-- \nMara\n",
        ),
        text="Ich wohne seit einem Jahr in Essen.\n\nFrom hier an neu.\n--\nMara",
    ),
    "flowed_with_deleted_spaces": Sample(
        mail(
            "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",
            body="Donaudampf \nschifffahrt  \nist lang.\n",
        ),
        text="Donaudampfschifffahrt ist lang.",
    ),
    "uuencoded_in_the_words": Sample(
        mail(
            body=b"Hallo\r\n\r\nbegin 644 Notiz.txt\r\n#0V%T\r\n`\r\nend\r\n\r\nMara\r\n",
        ),
        lines=["Hallo", "Mara"],
        files=(("Notiz.txt", "application/octet-stream", b"Cat"),),
    ),
    "begin_that_is_no_uuencode": Sample(
        mail(body="begin 644 Uhr geht nicht\nwir fangen um acht an\nend\n"),
        text="begin 644 Uhr geht nicht\nwir fangen um acht an\nend",
    ),
    "partial": Sample(
        mail('Content-Type: message/partial; id="9@example.org"; number=1; total=2', body=FORWARDED),
        files=(("file.bin", "message/partial", FORWARDED),),
    ),
    "external_body": Sample(
        whole(
            of=multipart(
                "mixed",
                plain(WORDS),
                part(
                    'Content-Type: message/external-body; access-type=URL; URL="http://example.net/x"',
                    body="Content-Type: application/pdf\n\n",
                ),
            )
        ),
        text=WORDS,
        files=(("file.bin", "message/external-body", b"Content-Type: application/pdf\r\n\r\n"),),
    ),
    "rtf_alone": Sample(
        whole(of=file(rb"{\rtf1\ansi Hallo}", 'application/rtf; name="Brief.rtf"')),
        files=(("Brief.rtf", "application/rtf", rb"{\rtf1\ansi Hallo}"),),
    ),
    "unknown_text": Sample(
        whole(
            of=multipart("mixed", plain(WORDS), part("Content-Type: text/x-vcard; name=Mara.vcf", body="BEGIN:VCARD"))
        ),
        text=WORDS,
        files=(("Mara.vcf", "text/x-vcard", b"BEGIN:VCARD"),),
    ),
}
