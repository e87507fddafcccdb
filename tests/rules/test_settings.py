import ast
import re

from welcome_ruhr.config import environment, settings

from .rooms import PACKAGE, ROOT, python_files

ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]*) \|", re.MULTILINE)


def documented():
    """Return variable → default as the table in docs/settings.md gives it."""
    rows = ROW.findall((ROOT / "docs" / "settings.md").read_text())
    return {name: default.strip().strip("`") for name, default in rows}


def test_every_variable_is_documented_and_every_documented_one_is_read():
    assert settings.ROOT == ROOT
    assert sorted(documented()) == sorted(environment.READ)


def test_documented_defaults_are_the_real_ones():
    fixed = {name: default for name, default in documented().items() if not default.startswith("(")}
    assert fixed == {name: environment.READ[name] for name in fixed}


def reads_of_the_environment(path):
    """Return the lines on which a file asks the environment itself."""
    asked = []
    for node in ast.walk(ast.parse(path.read_text())):
        named = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
        if named or (isinstance(node, ast.ImportFrom) and node.module == "os" and node.names[0].name != "path"):
            asked.append(node.lineno)
    return asked


def test_settings_are_read_in_one_place_only():
    ours = [path for path in python_files(tests=False) if PACKAGE in path.parents]
    asking = {path.relative_to(PACKAGE).as_posix(): len(reads_of_the_environment(path)) for path in ours}
    # These two only say which settings file is meant.
    allowed = {"config/environment.py", "config/wsgi.py", "config/start.py", "config/server.py"}
    assert [name for name, count in asking.items() if count and name not in allowed] == []
