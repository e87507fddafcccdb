"""What a test reads of an answer of the search."""

from welcome_ruhr.search.queries import find


def titles(text, language="de", **how):
    return [result.plain_title for result in find(text, language, **how).results]


def only(text, language="de", **how):
    """Return the one result there is."""
    [result] = find(text, language, **how).results
    return result
