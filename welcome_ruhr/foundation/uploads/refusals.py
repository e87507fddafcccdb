"""Why a file is not taken: each refusal has a code for the program and a sentence for whoever sent the file."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _


class Refused(Exception):
    """This file is not taken; `str()` of it says why, and what to do, in the language that is active."""

    code: ClassVar[str]


class Empty(Refused):
    code = "empty"

    def __init__(self) -> None:
        super().__init__(_("The file is empty."))


class TooLarge(Refused):
    code = "too_large"

    def __init__(self, most_bytes: int) -> None:
        super().__init__(_("The file is larger than %(most)d MB.") % {"most": most_bytes // 1024**2})


class KindNotAllowed(Refused):
    code = "kind"

    def __init__(self, ending: str, known: str) -> None:
        sentence = (
            _("Files ending in “.%(ending)s” are not taken. Possible are: %(known)s.")
            if ending
            else _("A file of this kind is not taken. Possible are: %(known)s.")
        )
        super().__init__(sentence % {"ending": ending, "known": known})


class NotWhatItSays(Refused):
    code = "content"

    def __init__(self, ending: str) -> None:
        sentence = _("This file ends in “.%(ending)s”, but is something else. Please save it in the right format.")
        super().__init__(sentence % {"ending": ending})


class HoldsMacros(Refused):
    code = "macros"

    def __init__(self) -> None:
        super().__init__(_("This document holds macros, which are programs. Please save it as a PDF file."))
