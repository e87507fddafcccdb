"""What four mail programs send: a first mail, and an answer to ours with a file, each as the program writes it.

Names and words are invented; the shapes are those of Gmail in a browser (English), Thunderbird (German), Apple Mail on
an iPhone (Arabic) and Outlook (Turkish).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from welcome_ruhr.foundation.tests.strangers_files import DOCX, JPG, PDF, heif

HEIC = heif(b"heic", b"mif1")


@dataclass(frozen=True)
class Program:
    language: str
    address: str
    subject: str
    question: str
    """as the desk reads it"""
    answer: str
    """what the adviser writes"""
    thanks: str
    """what the person writes back"""
    file_name: str
    content_type: str
    first: bytes
    reply: bytes
    """with {message_id} and {address}, those of our letter"""

    def answering(self, letter) -> bytes:
        """Return the answer to a letter of ours, as the program sends it."""
        values = {b"{message_id}": letter["Message-ID"].encode(), b"{address}": letter["Reply-To"].encode()}
        raw = self.reply
        for name, value in values.items():
            raw = raw.replace(name, value)
        return raw


def _lines(text: str, charset: str = "utf-8") -> bytes:
    return text.lstrip("\n").replace("\n", "\r\n").encode(charset)


def _base64(data: bytes) -> str:
    return base64.encodebytes(data).decode().strip()


GMAIL = Program(
    language="en",
    address="jordan.sample@example.com",
    subject="Registering in Bochum",
    question="Hello,\nI moved to Bochum last week. Where do I register, and which papers do I need?\n\nBest,\nJordan",
    answer="Dear Jordan,\n\nplease go to the citizens’ office with your passport.",
    thanks="Thank you! Here is my rental contract.",
    file_name="contract.pdf",
    content_type="application/pdf",
    first=_lines("""
MIME-Version: 1.0
Date: Fri, 20 Nov 2026 18:02:11 +0100
Message-ID: <CAF1a2b3c4d5e6f@mail.gmail.com>
Subject: Registering in Bochum
From: Jordan Sample <jordan.sample@example.com>
To: desk@example.org
Content-Type: multipart/alternative; boundary="000000000000a1b2c3062b3f0001"

--000000000000a1b2c3062b3f0001
Content-Type: text/plain; charset="UTF-8"

Hello,
I moved to Bochum last week. Where do I register, and which papers do I need?

Best,
Jordan

--000000000000a1b2c3062b3f0001
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<div dir=3D"ltr">Hello,<div>I moved to Bochum last week. Where do I registe=
r, and which papers do I need?</div><div><br></div><div>Best,</div><div>Jor=
dan</div></div>

--000000000000a1b2c3062b3f0001--
"""),
    reply=_lines(f"""
MIME-Version: 1.0
References: {{message_id}}
In-Reply-To: {{message_id}}
Date: Sun, 22 Nov 2026 11:40:00 +0100
Message-ID: <CAF9z8y7x6w5v4u@mail.gmail.com>
Subject: Re: Our answer to you
From: Jordan Sample <jordan.sample@example.com>
To: {{address}}
Content-Type: multipart/mixed; boundary="000000000000d4e5f6062b3f0002"

--000000000000d4e5f6062b3f0002
Content-Type: multipart/alternative; boundary="000000000000d4e5f6062b3f0003"

--000000000000d4e5f6062b3f0003
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

Thank you! Here is my rental contract.

On Sun, Nov 22, 2026 at 10:00=E2=80=AFAM welcome.RUHR <noreply@example.org> wrote:

> Dear Jordan,
>
> please go to the citizens=E2=80=99 office with your passport.
>

--000000000000d4e5f6062b3f0003
Content-Type: text/html; charset="UTF-8"

<div dir="ltr">Thank you! Here is my rental contract.</div><br><div class="gmail_quote gmail_quote_container"><div
 dir="ltr" class="gmail_attr">On Sun, Nov 22, 2026 at 10:00 AM welcome.RUHR wrote:<br></div><blockquote
 class="gmail_quote" style="margin:0px 0px 0px 0.8ex">Dear Jordan</blockquote></div>

--000000000000d4e5f6062b3f0003--
--000000000000d4e5f6062b3f0002
Content-Type: application/pdf; name="contract.pdf"
Content-Disposition: attachment; filename="contract.pdf"
Content-Transfer-Encoding: base64
Content-ID: <f_mhx0>
X-Attachment-Id: f_mhx0

{_base64(PDF)}
--000000000000d4e5f6062b3f0002--
"""),
)

THUNDERBIRD = Program(
    language="de",
    address="mara.muster@example.net",
    subject="Kita für unsere Tochter",
    question="Guten Tag,\nwir ziehen im März nach Herne. Wie finden wir einen Kita-Platz für unsere Tochter (3)?\n\n"
    "Viele Grüße\nMara Muster",
    answer="Guten Tag Frau Muster,\n\nbitte melden Sie sich früh an.",
    thanks="Danke! Ich schicke Ihnen die Bescheinigung der Arbeit mit.",
    file_name="Bescheinigung März.docx",
    content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    first=_lines("""
Message-ID: <7f3c2a10-5b6e-4c1d-9a77-0e5d3b1f2a44@example.net>
Date: Fri, 20 Nov 2026 18:02:11 +0100
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
Content-Language: de-DE
To: desk@example.org
From: Mara Muster <mara.muster@example.net>
Subject: =?UTF-8?Q?Kita_f=C3=BCr_unsere_Tochter?=
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Guten Tag,
wir ziehen im März nach Herne. Wie finden wir einen Kita-Platz für 
unsere Tochter (3)?

Viele Grüße
Mara Muster
"""),  # noqa: W291 — the space says that the line goes on (RFC 3676)
    reply=_lines(f"""
Content-Type: multipart/mixed; boundary="------------0k2Xq7Yc1fZzVb8m"
Message-ID: <0d9e8c7b-1a2b-4c3d-8e9f-a0b1c2d3e4f5@example.net>
Date: Sun, 22 Nov 2026 11:40:00 +0100
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
Subject: Re: Unsere Antwort an Sie
Content-Language: de-DE
To: {{address}}
References: {{message_id}}
From: Mara Muster <mara.muster@example.net>
In-Reply-To: {{message_id}}

This is a multi-part message in MIME format.
--------------0k2Xq7Yc1fZzVb8m
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Am 22.11.26 um 10:00 schrieb welcome.RUHR:
> Guten Tag Frau Muster,
>
> bitte melden Sie sich früh an.

Danke! Ich schicke Ihnen die Bescheinigung der Arbeit mit.

--------------0k2Xq7Yc1fZzVb8m
Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;
 name="=?UTF-8?Q?Bescheinigung_M=C3=A4rz=2Edocx?="
Content-Disposition: attachment;
 filename*0*=UTF-8''%42%65%73%63%68%65%69%6E%69%67%75%6E%67%20%4D%C3%A4;
 filename*1*=%72%7A%2E%64%6F%63%78
Content-Transfer-Encoding: base64

{_base64(DOCX)}

--------------0k2Xq7Yc1fZzVb8m--
"""),
)

_QUESTION_ON_THE_PHONE = "السلام عليكم،\nأريد أن أتعلم اللغة الألمانية في مدينة إسن. أين أجد دورة وكم تكلف؟\nأمل"
_REPEATED_ON_THE_PHONE = "في ٢٢ نوفمبر ٢٠٢٦، الساعة ١٠:٠٠ ص، كتب welcome.RUHR:\n> مرحبًا أمل،\n> تجدين الدورات في الصفحة"
_SENT_FROM = "أرسلت من الـ iPhone الخاص بي"
_ON_THE_PHONE = f"{_QUESTION_ON_THE_PHONE}\n\n{_SENT_FROM}"
IPHONE = Program(
    language="ar",
    address="amal.muster@example.org",
    subject="دورة لغة ألمانية",
    question=_ON_THE_PHONE,
    answer="مرحبًا أمل،\n\nتجدين الدورات في الصفحة https://example.org/kurse",
    thanks="شكرًا جزيلًا، هذه صورة شهادتي.",
    file_name="IMG_0815.heic",
    content_type="image/heic",
    first=_lines(f"""
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64
From: =?utf-8?B?{base64.b64encode("أمل نموذج".encode()).decode()}?= <amal.muster@example.org>
Mime-Version: 1.0 (1.0)
Subject: =?utf-8?B?{base64.b64encode("دورة لغة ألمانية".encode()).decode()}?=
Message-Id: <5D6C1F0A-9B2E-4E57-8D3C-1A2B3C4D5E6F@example.org>
Date: Fri, 20 Nov 2026 18:02:11 +0100
To: desk@example.org
X-Mailer: iPhone Mail (22B91)

{_base64(_ON_THE_PHONE.encode())}
"""),
    reply=_lines(f"""
Content-Type: multipart/mixed; boundary=Apple-Mail-5F4E3D2C-1B0A-4998-8776-655443322110
Content-Transfer-Encoding: 7bit
From: =?utf-8?B?{base64.b64encode("أمل نموذج".encode()).decode()}?= <amal.muster@example.org>
Mime-Version: 1.0 (1.0)
Subject: =?utf-8?B?{base64.b64encode("رد: جوابنا لك".encode()).decode()}?=
Message-Id: <A1B2C3D4-E5F6-4711-8899-AABBCCDDEEFF@example.org>
References: {{message_id}}
In-Reply-To: {{message_id}}
Date: Sun, 22 Nov 2026 11:40:00 +0100
To: {{address}}
X-Mailer: iPhone Mail (22B91)

--Apple-Mail-5F4E3D2C-1B0A-4998-8776-655443322110
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{_base64("شكرًا جزيلًا، هذه صورة شهادتي.".encode())}
--Apple-Mail-5F4E3D2C-1B0A-4998-8776-655443322110
Content-Type: image/heic; name=IMG_0815.HEIC; x-apple-part-url=1B0A-4998
Content-Disposition: inline; filename=IMG_0815.HEIC
Content-Transfer-Encoding: base64

{_base64(HEIC)}
--Apple-Mail-5F4E3D2C-1B0A-4998-8776-655443322110
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{_base64(_REPEATED_ON_THE_PHONE.encode())}
--Apple-Mail-5F4E3D2C-1B0A-4998-8776-655443322110--
"""),
)

OUTLOOK = Program(
    language="tr",
    address="deniz.ornek@example.com",
    subject="Diplomamın tanınması",
    question="Merhaba,\nHemşirelik diplomamı Almanya’da nasıl tanıtabilirim? Dortmund’a taşınmak istiyorum.\n\n"
    "Saygılarımla,\nDeniz Örnek",
    answer="Merhaba,\n\nlütfen önce diplomanızın çevirisini yaptırın.",
    thanks="Çok teşekkür ederim, çevirinin fotoğrafı ektedir.",
    file_name="çeviri.jpg",
    content_type="image/jpeg",
    first=_lines(
        """
From: =?windows-1254?Q?Deniz_=D6rnek?= <deniz.ornek@example.com>
To: "desk@example.org" <desk@example.org>
Subject: =?windows-1254?Q?Diplomam=FDn_tan=FDnmas=FD?=
Thread-Topic: =?windows-1254?Q?Diplomam=FDn_tan=FDnmas=FD?=
Thread-Index: AQHbO1u2c3d4e5f6g7h8
Date: Fri, 20 Nov 2026 17:02:11 +0000
Message-ID: <AM9PR01MB7000ABCDEF@AM9PR01MB7000.eurprd01.prod.exchangelabs.com>
Accept-Language: tr-TR, en-US
Content-Language: tr-TR
X-MS-Has-Attach:
Content-Type: text/html; charset="windows-1254"
Content-Transfer-Encoding: 8bit
MIME-Version: 1.0

<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
p.MsoNormal {margin:0cm; font-size:11.0pt;}
--></style></head><body lang="TR" link="#0563C1"><div class="WordSection1">
<p class="MsoNormal">Merhaba,<o:p></o:p></p>
<p class="MsoNormal">Hemşirelik diplomamı Almanya’da nasıl tanıtabilirim? Dortmund’a taşınmak istiyorum.<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoNormal">Saygılarımla,<o:p></o:p></p>
<p class="MsoNormal">Deniz Örnek<o:p></o:p></p>
</div></body></html>
""",
        "cp1254",
    ),
    reply=_lines(
        f"""
From: =?windows-1254?Q?Deniz_=D6rnek?= <deniz.ornek@example.com>
To: welcome.RUHR <{{address}}>
Subject: =?windows-1254?Q?YNT=3A_Size_yan=FDt=FDm=FDz?=
In-Reply-To: {{message_id}}
References: {{message_id}}
Date: Sun, 22 Nov 2026 10:40:00 +0000
Message-ID: <AM9PR01MB7000FEDCBA@AM9PR01MB7000.eurprd01.prod.exchangelabs.com>
Content-Language: tr-TR
X-MS-Has-Attach: yes
Content-Type: multipart/mixed; boundary="_004_AM9PR01MB7000FEDCBA_"
MIME-Version: 1.0

--_004_AM9PR01MB7000FEDCBA_
Content-Type: text/html; charset="windows-1254"
Content-Transfer-Encoding: 8bit

<html><body lang="TR"><div class="WordSection1">
<p class="MsoNormal">Çok teşekkür ederim, çevirinin fotoğrafı ektedir.<o:p></o:p></p>
<div id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #E1E1E1 1.0pt">
<p class="MsoNormal"><b>Kimden:</b> welcome.RUHR &lt;noreply@example.org&gt;<br>
<b>Gönderildi:</b> 22 Kasım 2026 Pazar 10:00<br><b>Kime:</b> Deniz Örnek<br><b>Konu:</b> Size yanıtımız<o:p></o:p></p>
</div></div><p class="MsoNormal">Merhaba,<o:p></o:p></p></div></div></body></html>

--_004_AM9PR01MB7000FEDCBA_
Content-Type: image/jpeg; name="=?windows-1254?Q?=E7eviri.jpg?="
Content-Description: =?windows-1254?Q?=E7eviri.jpg?=
Content-Disposition: attachment; filename="=?windows-1254?Q?=E7eviri.jpg?="; size=22
Content-Transfer-Encoding: base64

{_base64(JPG)}

--_004_AM9PR01MB7000FEDCBA_--
""",
        "cp1254",
    ),
)
PROGRAMS = {"en": GMAIL, "de": THUNDERBIRD, "ar": IPHONE, "tr": OUTLOOK}
