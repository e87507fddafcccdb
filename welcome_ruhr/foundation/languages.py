"""The languages of the interface: their names, their direction, and what stands in where a text is missing."""

from functools import lru_cache

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

FALLBACKS = ("en", "de")
"""Where a text is missing in the reader's language: English, then German."""

_VARIANTS = {"de-simple": "Leichte Sprache"}
"""Languages with a name of their own that no table of languages knows (RFC 5646, variant subtag "simple")."""


@lru_cache(1024)
def fallbacks_of(language: str) -> tuple[str, ...]:
    """Return the languages to look in, the reader's own first; a variant stands closest to its base."""
    return tuple(dict.fromkeys((language, base_of(language), *FALLBACKS)))


def is_variant(language: str) -> bool:
    """Whether it is another way of writing a language, such as Easy German: never offered in its place."""
    return language in _VARIANTS


def base_of(language: str) -> str:
    """Return the language that a variant is a variant of; of any other, itself."""
    return language.partition("-")[0]


def direction(language: str) -> str:
    """Return "rtl" or "ltr"."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def own_name(language: str) -> str:
    """Return the name that the language's speakers give it: "Türkçe"."""
    return _VARIANTS.get(language) or str(get_language_info(language)["name_local"]).capitalize()


def name_of(language: str) -> str:
    """Return the name of the language in the reader's language."""
    return _("Easy language") if is_variant(language) else str(get_language_info(language)["name_translated"])
