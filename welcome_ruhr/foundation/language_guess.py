"""In which language somebody wrote. The library and its model take 70 MB of memory and half a second: the worker has
them, a web process only when somebody at the desk asks for it (`functools.lru_cache`, imports inside functions).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .languages import base_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FEWEST_LETTERS = 12
MOST_SIGNS = 4000
"""So much of a text says all; reading on takes time and tells no more."""
SURE, CLEARLY_BETTER = 0.5, 0.9
"""Probabilities. Arabic or Russian in Latin letters, names, and signs without sense stay below the first."""
LANGUAGES = frozenset(
    [
        *("am", "ar", "az", "bg", "bn", "bs", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi"),
        *("hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ku", "lt", "lv", "mk", "ne", "nl", "no", "pa", "pl"),
        *("ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "uz", "vi"),
        "zh",
    ]
)
"""What people in the Ruhr region write. The fewer there are, the better short texts are told apart."""
NO_LETTERS = re.compile(r"[\d_]+")


def guess(text: str, prior: str = "") -> str:
    """Return the code of the language a text is in (ISO 639-1); "" when it has fewer than 12 letters, or nobody knows.

    `prior` is a language expected beforehand, such as that of the form it was written into: it wins, variant and all
    ("de-simple"), where no other one is clearly better.
    """
    words = NO_LETTERS.sub(" ", " ".join(filter(_is_word, text[:MOST_SIGNS].split())))
    if sum(sign.isalpha() for sign in words) < FEWEST_LETTERS:
        return ""
    language, probability = _identifier().classify(words)
    if prior and (language == base_of(prior) or probability < CLEARLY_BETTER):
        return prior
    return language if probability >= SURE else ""


def _is_word(part: str) -> bool:
    """Whether it is no address of a page or a mailbox."""
    return "@" not in part and "://" not in part and not part.startswith("www.")


@lru_cache(1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    columns = [number for number, code in enumerate(full.nb_classes) if code in LANGUAGES]
    # Built anew of what is needed: `set_languages` would keep the numbers of all the others as well.
    return LanguageIdentifier(
        full.nb_ptc[:, columns],
        full.nb_pc[columns],
        [full.nb_classes[number] for number in columns],
        full.tk_nextmove,
        full.tk_output,
        norm_probs=True,
        tk_row=full.tk_row,
    )
