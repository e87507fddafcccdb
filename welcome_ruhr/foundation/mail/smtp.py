"""Django's SMTP backend, which also knows how far it came when something failed (`answers`)."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

from .answers import NotTaken, Refused, Unsure, code_of, said

ANSWERS_TO_THE_MAIL = (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
GO_AHEAD = 354
"""What a server answers to DATA: only after it does the client send the text (RFC 5321 § 4.1.1.4)."""


class _Watched:
    """Part of a connection that remembers whether the text of the mail was on its way."""

    text_on_its_way = False

    def getreply(self) -> tuple[int, bytes]:
        code, text = super().getreply()  # type: ignore[misc]  # of the smtplib class beside it
        if code == GO_AHEAD:
            self.text_on_its_way = True
        return code, text


class _Connection(_Watched, smtplib.SMTP):
    pass


class _EncryptedConnection(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Raises NotTaken, Refused or Unsure where Django's own raises whatever smtplib met.

    What goes wrong before the mail is offered (no connection, no encryption, a wrong password) says nothing about
    the mail, so it is NotTaken whatever the code. With EMAIL_USE_TLS, a server without STARTTLS or with a
    certificate that does not hold never sees the password: smtplib raises before Django signs in.
    """

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _EncryptedConnection if self.use_ssl else _Connection

    def open(self) -> bool | None:
        try:
            return super().open()
        except OSError as error:
            raise NotTaken(said(error)) from error

    def _send(self, email_message: EmailMessage) -> bool:
        connection: Any = self.connection
        connection.text_on_its_way = False
        try:
            return bool(super()._send(email_message))  # type: ignore[misc]  # the stubs leave it out
        except OSError as error:
            raise _meaning(error, text_on_its_way=connection.text_on_its_way) from error

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        """Say good-bye; that it fails changes nothing about the mail, which has been answered before."""
        try:
            connection.quit()
        except OSError:
            connection.close()


def _meaning(error: OSError, *, text_on_its_way: bool) -> smtplib.SMTPException:
    """Return what the error means: an answer to the mail counts, silence counts by what it followed."""
    first_digit = code_of(error) // 100 if isinstance(error, ANSWERS_TO_THE_MAIL) else 0
    if first_digit == 5:
        return Refused(said(error))
    if text_on_its_way and first_digit != 4:
        return Unsure(said(error))
    return NotTaken(said(error))
