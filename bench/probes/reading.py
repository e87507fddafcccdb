"""Mails of a megabyte made to stop the reader, read: `reading`."""

from __future__ import annotations

import json

import django

MEGABYTE = 1_000_000


def main() -> None:
    django.setup()
    from welcome_ruhr.foundation.incoming import formatted, read
    from welcome_ruhr.foundation.tests.incoming.bombs import BOMBS
    from welcome_ruhr.foundation.tests.timing import seconds

    def read_and_shown(raw: bytes) -> None:
        formatted(read(raw).html)

    quotes = {
        name: seconds(read_and_shown, make(MEGABYTE)) for name, make in BOMBS.items() if name.startswith("quotes/")
    }
    worst = max(quotes, key=lambda name: quotes[name])
    print(json.dumps({"seconds": quotes[worst], "shape": worst.partition("/")[2], "shapes": len(quotes)}))


if __name__ == "__main__":
    main()
