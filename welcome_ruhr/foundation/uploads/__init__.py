"""Files from strangers: looked at, sealed, and given out so that nobody is harmed.

    found = uploads.inspect(file)               raises Refused with a sentence
    name = uploads.store(file.read())           keep `name` and what was found
    uploads.download(uploads.read(name), name=found.name, content_type=found.content_type)

Whether there is a virus in them, `uploads.scanning` asks.
"""

from .answers import download, too_large_request
from .inspecting import MAX_BYTES, Inspected, inspect
from .kinds import ENDINGS, KINDS
from .names import clean_name
from .refusals import Empty, HoldsMacros, KindNotAllowed, NotWhatItSays, Refused, TooLarge
from .sealed_files import NoSuchFile, delete, orphans, read, store

__all__ = [
    "ENDINGS",
    "KINDS",
    "MAX_BYTES",
    "Empty",
    "HoldsMacros",
    "Inspected",
    "KindNotAllowed",
    "NoSuchFile",
    "NotWhatItSays",
    "Refused",
    "TooLarge",
    "clean_name",
    "delete",
    "download",
    "inspect",
    "orphans",
    "read",
    "store",
    "too_large_request",
]
