"""What holds for every content file, as rules that name file, line and what to mend; no database is asked.

Each rule takes a `Content` and yields problems. `make content-check` and the rule tests run the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from welcome_ruhr.portal.content.problems import Problem

from . import keeping_rules, language_rules, notice_rules, reference_rules, text_rules
from .material import Content, read_content

Rule = Callable[[Content], Iterator[Problem]]

RULES: dict[str, Rule] = {
    "length": text_rules.length,
    "headings": text_rules.headings,
    "sentence length": text_rules.sentence_length,
    "links": reference_rules.links,
    "figures": reference_rules.figures,
    "tokens": reference_rules.tokens,
    "typed money": reference_rules.typed_money,
    "typed numbers": reference_rules.typed_numbers,
    "languages": keeping_rules.languages,
    "sources": keeping_rules.sources,
    "dates": keeping_rules.dates,
    "owners": keeping_rules.owners,
    "tags": keeping_rules.tags,
    "places": keeping_rules.places,
    "German terms": language_rules.german_terms,
    "same figures": language_rules.same_figures,
    "same links": language_rules.same_links,
    "same steps": language_rules.same_steps,
    "notices": notice_rules.notices,
}


def check_folder(folder: Path) -> list[Problem]:
    """Return all that is to be mended in a content folder, by file and line; empty when all is well."""
    content = read_content(folder)
    found = [problem for rule in RULES.values() for problem in rule(content)]
    return sorted({*content.refused, *found})


__all__ = ["RULES", "Content", "Rule", "check_folder", "read_content"]
