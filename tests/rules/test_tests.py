import ast

from .rooms import ROOT, python_files

FORBIDDEN = {
    "skip",
    "skipif",
    "skipIf",
    "skipUnless",
    "skipTest",
    "importorskip",
    "xfail",
    "SkipTest",
    "expectedFailure",
}


def silenced(source):
    """Return the lines of a test file on which a test is left out or allowed to fail."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in FORBIDDEN)
        or (isinstance(node, ast.ImportFrom) and FORBIDDEN & {name.name for name in node.names})
    ]


def test_no_test_is_skipped_or_expected_to_fail():
    files = python_files(tests=True)
    assert len(files) > 20
    found = {path.relative_to(ROOT).as_posix(): silenced(path.read_text()) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_skip_would_be_found():
    assert silenced("import pytest\n@pytest.mark.skip\ndef test_x(): ...") == [2]
    assert silenced("from unittest import skipIf") == [1]
    assert silenced("def test_x():\n    pytest.xfail('later')") == [2]
