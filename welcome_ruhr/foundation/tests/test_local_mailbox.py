import stat
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail

from welcome_ruhr.foundation import clock, local_mailbox
from welcome_ruhr.foundation.mail.answers import NotTaken

SENDER = "portal@example.org"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = local_mailbox.BACKEND, tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def drop_in(folder, content, name="20261122-100000-000001-0123456789abcdef.eml"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return name


def test_mails_are_shown_the_newest_first(moment):
    for minutes, subject in enumerate(["Eins", "Zwei: فكرة", "Drei"]):
        with clock.fixed(moment + timedelta(minutes=minutes)):
            send_mail(subject, f"Text {minutes} für alle.\n", SENDER, ["asker@example.org"])
    found = local_mailbox.mails()
    assert [mail.subject for mail in found] == ["Drei", "Zwei: فكرة", "Eins"]
    assert (found[1].to, found[1].text, found[1].has_html) == ("asker@example.org", "Text 1 für alle.\n", False)
    assert local_mailbox.mails(most=1) == found[:1]
    assert local_mailbox.mail(found[2].name) == found[2]


def test_a_mail_with_html_shows_its_text(moment):
    message = EmailMultiAlternatives(
        "Hello", "Hi.\n", SENDER, ["a@example.org"], headers={"Date": "Mon, 02 Mar 2026 11:00:00 +0100"}
    )
    message.attach_alternative("<script>alert(1)</script>", "text/html")
    message.send()
    (found,) = local_mailbox.mails()
    assert (found.text, found.has_html, found.date) == ("Hi.\n", True, moment)


def test_a_folder_that_is_not_there_is_empty():
    assert local_mailbox.mails() == []


def test_mails_are_readable_for_the_portal_alone(folder):
    send_mail("Hello", "Hi.", SENDER, ["a@example.org"])
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_several_mails_at_one_moment_lie_apart(moment):
    for _ in range(3):
        send_mail("Hello", "Hi.", SENDER, ["a@example.org"])
    assert len(local_mailbox.mails()) == 3


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../secret.eml",
        "/etc/passwd",
        "20261122-100000-000001-0123456789abcdef.eml\0",
        "notes.txt",
        "missing.eml",
    ],
)
def test_no_other_file_can_be_asked_for(folder, name):
    drop_in(folder, b"Subject: here\n\n")
    drop_in(folder, b"Subject: notes\n\n", "notes.txt")
    (folder.parent / "secret.eml").write_text("Subject: secret\n\n")
    with pytest.raises(local_mailbox.NoSuchMail):
        local_mailbox.mail(name)


def test_other_files_of_the_folder_are_no_mails(folder):
    drop_in(folder, b"", "20261122-100000-000001-0123456789abcdef.new")
    drop_in(folder, b"", "notes.txt")
    assert local_mailbox.mails() == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00 no mail at all",
        b"Date: yesterday\nSubject: =?utf-8?b?////?=\nTo: <<<>>>\n\nHi",
        b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n!!!",
        b"Content-Type: multipart/alternative; boundary=\n\n--\n--",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n",
        b'To: "\n\n',
        b"To: " + b"(" * 5000 + b"\n\n",
    ],
)
def test_a_broken_file_hides_no_other_mail(folder, content):
    drop_in(folder, content)
    send_mail("Hello", "Hi.\n", SENDER, ["a@example.org"])
    assert len(local_mailbox.mails()) == 2
    assert {mail.text for mail in local_mailbox.mails()} >= {"Hi.\n"}


def test_one_mail_is_forgotten_by_its_message_id(folder):
    for number in (1, 2):
        headers = {"Message-ID": f"<{number}@example.org>"}
        EmailMultiAlternatives(f"Mail {number}", "Hi.", SENDER, ["a@example.org"], headers=headers).send()
    local_mailbox.forget(["<1@example.org>", "<3@example.org>"])
    assert [mail.subject for mail in local_mailbox.mails()] == ["Mail 2"]


def test_a_folder_that_cannot_be_written_to_takes_no_mail(folder):
    folder.write_text("a file")
    with pytest.raises(NotTaken, match="cannot be written to"):
        send_mail("Hello", "Hi.", SENDER, ["a@example.org"])


def test_only_without_a_server_mail_stays_here(settings):
    assert local_mailbox.is_local()
    settings.EMAIL_BACKEND = "welcome_ruhr.foundation.mail.smtp.EmailBackend"
    assert not local_mailbox.is_local()
