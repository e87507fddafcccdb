"""A text that the database holds sealed (`vault`): Python sees the text, the disk does not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import lookups

from . import vault


class IsEmpty(lookups.Exact):
    """`filter(text="")`: whether there is nothing. Each sealing of one text differs, so no other text is ever found."""

    def get_prep_lookup(self) -> Any:
        if self.rhs not in ("", b"", None):
            raise FieldError(
                "A sealed text can only be compared with “”; to find a text again, keep its vault.fingerprint."
            )
        return super().get_prep_lookup()


class SealedTextField(models.BinaryField):
    """A text under the key file; "" is stored as no bytes. It can be neither searched nor sorted by the database.

    Raises `vault.Unreadable` when a row is read whose key is not in the key file. No form shows it by itself.
    """

    description = "Sealed text"
    empty_values = [None, ""]
    # What django-stubs reads; it knows the field's parent as bytes.
    _pyi_private_set_type: str
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"blank": True, **kwargs})

    def get_default(self) -> Any:
        return ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        if value is None:
            return None
        stored = bytes(value)
        return vault.unseal(stored) if stored else ""

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """For fixtures: the sealed form never leaves; a fixture of sealed texts would open elsewhere or nowhere."""
        raise TypeError("A sealed text has no place in a fixture: use the backup.")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_sealed(self.get_prep_value(value)), connection, prepared=True)

    def get_lookup(self, lookup_name: str) -> Any:
        return {"exact": IsEmpty, "isnull": lookups.IsNull}.get(lookup_name)


def _sealed(value: Any) -> bytes | None:
    if isinstance(value, str):
        return vault.seal(value) if value else b""
    # Migrations give the rows that are already there b"".
    if value is None or value == b"":
        return value
    raise TypeError(f"A sealed text is made of a text, not of {type(value).__name__}.")
