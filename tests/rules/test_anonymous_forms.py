"""An anonymous form carries no token: every view of ours without one asks the browser where the form was sent from."""

import ast

from django.urls import URLPattern, get_resolver

from .rooms import PACKAGE, python_files

DECORATOR = PACKAGE / "foundation" / "own_pages.py"


def views(patterns=None):
    """Return every view behind an address, with the class or function it was made of."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        else:
            yield from views(pattern.url_patterns)


def is_ours(view):
    return view.__module__.partition(".")[0] == PACKAGE.name


def unguarded(found):
    """Return the names of our views that need no token and do not carry the guard either."""
    ours = [view for view in found if is_ours(view) and getattr(view, "csrf_exempt", False)]
    return [view.__qualname__ for view in ours if not getattr(view, "own_pages_only", False)]


def test_every_view_without_a_token_is_guarded():
    found = list(views())
    assert [view.__qualname__ for view in found if getattr(view, "own_pages_only", False)] != []
    assert unguarded(found) == []


def test_a_view_without_token_and_guard_would_be_found():
    def view(request): ...

    view.csrf_exempt = True
    view.__module__ = "welcome_ruhr.portal.views"
    assert unguarded([view]) == [view.__qualname__]


def names_exemption(source):
    return any(
        (isinstance(node, ast.Name) and node.id == "csrf_exempt")
        or (isinstance(node, ast.Attribute) and node.attr == "csrf_exempt")
        or (isinstance(node, ast.alias) and node.name == "csrf_exempt")
        for node in ast.walk(ast.parse(source))
    )


def test_only_the_guard_takes_the_token_away():
    found = [path for path in python_files(tests=False) if names_exemption(path.read_text())]
    assert found == [DECORATOR]
