"""Debian's Dovecot as an IMAP server of our own on loopback, with a certificate of a test authority.

Everybody may sign in with the password; who does for the first time has an empty mailbox. It runs in a folder of its
own, as root and as an ordinary user, beside the machine's own Dovecot, and touches nothing of that.
"""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from imaplib import IMAP4_SSL, Time2Internaldate
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tools import machine
from tools.authority import Authority
from welcome_ruhr.config.supervisor import die_with

PASSWORD = "a/secret@of:tests"  # noqa: S105 — of a server that lives as long as a test
PATIENCE_SECONDS = 20
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
protocols = imap
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
default_process_limit = 100
default_client_limit = 5000
default_vsz_limit = 0
first_valid_uid = 1
first_valid_gid = 1
mail_uid = {internal}
mail_gid = {group}
mail_home = {folder}/mail/%u
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 0
auth_mechanisms = plain login
auth_failure_delay = 0
disable_plaintext_auth = yes
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={internal} gid={group} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {starttls_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service imap {{
  service_count = 1000
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """Listens on `port` (encrypted at once) and `starttls_port`; trust `authority.file`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = Authority(folder)
        self.port, self.starttls_port = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.folder.chmod(0o755)  # for those as whom root has it work
        mail = self.folder / "mail"
        mail.mkdir()
        users = _users()
        if os.geteuid() == 0:
            shutil.chown(mail, users["internal"], users["group"])
        certificate, key = self.authority.certificate_for("localhost", "127.0.0.1")
        ports = {"port": self.port, "starttls_port": self.starttls_port}
        written = CONFIGURATION.format(
            folder=self.folder, certificate=certificate, key=key, password=PASSWORD, **ports, **users
        )
        (self.folder / "dovecot.conf").write_text(written)
        self._process = subprocess.Popen(
            [str(machine.dovecot()), "-F", "-c", str(self.folder / "dovecot.conf")],
            stderr=subprocess.DEVNULL,
            preexec_fn=partial(die_with, os.getpid()),  # noqa: PLW1509 — safe: nothing but a system call
        )
        self._wait(self._process)

    def stop(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(PATIENCE_SECONDS)

    def url(self, user: str, *, starttls: bool = False, folder: str = "INBOX", password: str = PASSWORD) -> str:
        """Return the mailbox as MAILBOX_URL takes it."""
        scheme, port = ("imap+tls", self.starttls_port) if starttls else ("imaps", self.port)
        return f"{scheme}://{quote(user, safe='')}:{quote(password, safe='')}@localhost:{port}/{quote(folder)}"

    @contextmanager
    def connected(self) -> Iterator[IMAP4_SSL]:
        context = ssl.create_default_context(cafile=self.authority.file)
        with IMAP4_SSL("localhost", self.port, ssl_context=context, timeout=PATIENCE_SECONDS) as client:
            yield client

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with self.connected():
                    return
            except OSError as error:
                if process.poll() is not None or time.monotonic() > until:
                    log = self.folder / "log"
                    raise RuntimeError(log.read_text() if log.exists() else "Dovecot said nothing.") from error
                time.sleep(0.02)


class ImapBox:
    """One user's mailbox on the server, worked on by hand: through IMAP, as another mail program would."""

    def __init__(self, server: Dovecot, user: str) -> None:
        self.server, self.user = server, user

    def url(self, **options: Any) -> str:
        return self.server.url(self.user, **options)

    def append(self, *mails: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Put mails into a folder, which is made when it is not there."""
        with self.opened(folder) as client:
            for raw in mails:
                _done(client.append(folder, f"({flags})", Time2Internaldate(time.time()), raw))

    def uids(self, criteria: str = "ALL", folder: str = "INBOX") -> list[int]:
        with self.opened(folder) as client:
            return [int(uid) for uid in _done(client.uid("SEARCH", criteria))[0].split()]

    def flag(self, uids: Sequence[int], flags: str, folder: str = "INBOX") -> None:
        with self.opened(folder) as client:
            _done(client.uid("STORE", ",".join(map(str, uids)), "+FLAGS", f"({flags})"))

    def delete(self, uids: Sequence[int], folder: str = "INBOX") -> None:
        with self.opened(folder) as client:
            _done(client.uid("STORE", ",".join(map(str, uids)), "+FLAGS", r"(\Deleted)"))
            _done(client.expunge())

    def number_anew(self) -> None:
        """Have the server give its mails new numbers, as after a restored backup or a move (UIDVALIDITY)."""
        maildir = self.server.folder / "mail" / self.user / "Maildir"
        for index in maildir.glob("dovecot.index*"):
            index.unlink()
        numbers = maildir / "dovecot-uidlist"
        numbers.write_text(re.sub(r" V(\d+) ", lambda found: f" V{int(found[1]) + 1} ", numbers.read_text(), count=1))

    @contextmanager
    def opened(self, folder: str = "INBOX") -> Iterator[IMAP4_SSL]:
        with self.server.connected() as client:
            _done(client.login(self.user, PASSWORD))
            if _done(client.list('""', f'"{folder}"')) == [None]:
                _done(client.create(folder))
            _done(client.select(folder))
            yield client


def _done(answer: tuple[str, Any]) -> Any:
    status, said = answer
    if status != "OK":
        raise RuntimeError(f"Dovecot said {status}: {said}")
    return said


def _users() -> dict[str, str]:
    """Return who works inside and who meets strangers: root has others do it, everybody else does it himself."""
    own = pwd.getpwuid(os.geteuid()).pw_name
    internal, login = ("dovecot", "dovenull") if os.geteuid() == 0 else (own, own)
    group = grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name
    return {"internal": internal, "login": login, "group": group}


def _free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
