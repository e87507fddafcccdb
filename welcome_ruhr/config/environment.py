"""Settings from the environment: every variable is read through here and documented in docs/settings.md."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

READ: dict[str, str] = {}
"""Name → default as text, of every variable read so far; the rule tests hold it against the documentation."""

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    READ[name] = default
    return os.environ.get(name, default).strip()


def values() -> dict[str, str]:
    """Return every variable read so far with the value it has."""
    return {name: os.environ.get(name, default) for name, default in READ.items()}


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes yes or no.")
    return value in _YES


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes a whole number.") from None


def address(name: str, *schemes: str) -> str:
    value = text(name)
    if value and urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} is {value!r}; it begins with {' or '.join(schemes)} and ://.")
    return value


def listing(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def path(name: str, default: Path) -> Path:
    # The default is shown relative to the checkout, so that the documentation holds on every machine.
    READ[name] = default.name
    return Path(os.environ.get(name) or default).expanduser().resolve()
