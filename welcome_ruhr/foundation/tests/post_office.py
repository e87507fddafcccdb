"""A real mail server on loopback, which can fail at any point of taking a mail."""

import asyncio
import os
import signal
import socket
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

DROP = "drop the connection"
HANG = "say nothing any more"
BACKEND = "welcome_ruhr.foundation.mail.smtp.EmailBackend"
FOR_EVER = 3600


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server(SMTP):
    async def smtp_DATA(self, arg):
        answer = await self.event_handler.answer(self, self.event_handler.data)
        if answer == "354":
            await super().smtp_DATA(arg)
        else:
            await self.push(answer)


class PostOffice:
    """What it answers to each command: "250 …", "550 …", DROP or HANG; `text` is the answer to the mail's text."""

    def __init__(self, *, mail="250 OK", rcpt="250 OK", data="354", text="250 OK", farewell="221 Bye", **options):
        self.mail, self.rcpt, self.data, self.text, self.farewell = mail, rcpt, data, text, farewell
        self.options = options
        self.port = free_port()
        self.arrived, self.senders, self.signed_in = [], [], []
        self.lets_in, self.kills = True, None

    @contextmanager
    def opened(self, settings):
        settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = BACKEND, 0.5
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", self.port
        controller = Controller(self, hostname="127.0.0.1", port=self.port, authenticator=self.sign_in, **self.options)
        controller.factory = lambda: Server(self, **controller.SMTP_kwargs)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    def mails(self):
        return [message_from_bytes(content, policy=default) for content in self.arrived]

    def sign_in(self, server, session, envelope, mechanism, data):
        self.signed_in.append((data.login, data.password))
        return AuthResult(success=self.lets_in, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return await self.answer(server, self.mail)

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return await self.answer(server, self.rcpt)

    async def handle_DATA(self, server, session, envelope):
        self.arrived.append(envelope.content)
        self.senders.append(envelope.mail_from)
        if self.kills:
            os.kill(self.kills, signal.SIGKILL)
        return await self.answer(server, self.text)

    async def handle_QUIT(self, server, session, envelope):
        return await self.answer(server, self.farewell)

    async def answer(self, server, answer):
        if answer == DROP:
            server.transport.abort()
        if answer in (DROP, HANG):
            await asyncio.sleep(FOR_EVER)  # the end of the connection ends this
        return answer
