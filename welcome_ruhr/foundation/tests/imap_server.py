"""A real IMAP server on loopback, one for all tests of a process.

def test_…(imap_box):                 an empty mailbox, to which the settings lead
    imap_box.append(raw)
    imap_box.uids("SEEN")             [1]
"""

import os
import tempfile
from pathlib import Path

import pytest

from tools.dovecot import Dovecot, ImapBox


@pytest.fixture(scope="session")
def dovecot_server():
    """Dovecot, for all tests of this process."""
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        server = Dovecot(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def trusted_authority(monkeypatch, dovecot_server):
    """This process, and those that it starts, trust the test authority and nobody else."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot_server.authority.file))
    return dovecot_server.authority


@pytest.fixture
def imap_box(dovecot_server, trusted_authority, settings):
    """A mailbox of this test's own, empty, to which the settings lead."""
    box = ImapBox(dovecot_server, f"desk-{os.urandom(6).hex()}@example.org")
    settings.MAILBOX_URL, settings.MAILBOX_ADDRESS = box.url(), "desk@example.org"
    return box
