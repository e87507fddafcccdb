"""Awkward mails, each with what must come out: `MAILS["charsets/utf_8"]`. The shapes are real, the words are not."""

from . import attachments, automatic, charsets, encodings, heads, kinds, pages, people, returned, structure
from .sample import Sample

_FAMILIES = (charsets, heads, people, encodings, structure, kinds, pages, attachments, automatic, returned)
MAILS: dict[str, Sample] = {
    f"{family.__name__.rpartition('.')[2]}/{name}": sample
    for family in _FAMILIES
    for name, sample in family.MAILS.items()
}
