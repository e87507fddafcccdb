"""The mailbox of the settings, fetched and taken in: `mailing`."""

from __future__ import annotations

import json
import time
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from welcome_ruhr.enquiries import actions
    from welcome_ruhr.enquiries.enums import CameBy
    from welcome_ruhr.enquiries.models import Enquiry
    from welcome_ruhr.foundation import incoming, mailbox, vault
    from welcome_ruhr.foundation.language_guess import guess

    # What a worker has done long before the first mail: it has its key, and knows the languages.
    vault.keys()
    guess("How do I register my address?")
    incoming.read(b"Subject: Hello\r\n\r\nHello.\r\n")
    by_mail = Enquiry.objects.filter(came_by=CameBy.MAIL)
    before = by_mail.count()
    before_mb = _memory_mb("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew (proc(5))
    began = time.perf_counter()
    mailbox.fetch()
    fetched = time.perf_counter()
    while waiting := mailbox.waiting():
        for mail in waiting:
            actions.take_in(mail)
    ended = time.perf_counter()
    found = {
        "fetch_s": fetched - began,
        "take_in_s": ended - fetched,
        "before_mb": before_mb,
        "grown_mb": _memory_mb("VmHWM") - before_mb,
        "taken": by_mail.count() - before,
    }
    print(json.dumps(found))


def _memory_mb(name: str) -> float:
    """Return a number of /proc/self/status (proc(5)), there in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    main()
