"""Languages, of the interface and of people: their names, their direction, and what stands in for a missing text."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, get_language_info
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


@lru_cache(256)
def direction(language: str) -> str:
    """Return "rtl" or "ltr"."""
    # Django takes Azerbaijani to be written from the right, as it is in Iran alone.
    return str(Locale.parse(base_of(language)).text_direction)


def own_name(language: str) -> str:
    """Return the name that the language's speakers give it: "Türkçe"."""
    if is_variant(language):
        return _VARIANTS[language]
    if _is_known_to_django(language):
        return str(get_language_info(language)["name_local"]).capitalize()
    return _name_in(language, language).capitalize()


def name_of(language: str) -> str:
    """Return the name of the language in the reader's language."""
    if is_variant(language):
        return _("Easy language")
    if _is_known_to_django(language):
        return str(get_language_info(language)["name_translated"])
    return _name_in(language, base_of(get_language() or FALLBACKS[0]))


def _is_known_to_django(language: str) -> bool:
    """People write in languages that no interface has: Pashto, Kurdish, Amharic."""
    try:
        get_language_info(language)
    except KeyError:
        return False
    return True


def _name_in(language: str, reader: str) -> str:
    return Locale.parse(language).get_display_name(reader) or language
