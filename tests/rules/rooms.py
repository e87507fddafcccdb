"""The house as the rules see it: its rooms, their order, their files."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "welcome_ruhr"


def rooms():
    """Return the names of the rooms that are there."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def contract(name):
    """Return the settings of one contract in `.importlinter`, each as a list of lines."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    section = parser[f"importlinter:contract:{name}"]
    return {key: [line for line in value.splitlines() if line] for key, value in section.items()}


def floors():
    """Return room → floor; the foundation is 0, and rooms on one floor do not know each other."""
    layers = reversed(contract("rooms")["layers"])
    return {room.strip(" ()"): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def may_know(room, other):
    """Whether `room` may import from `other` or relate to its models."""
    levels = floors()
    return room == other or levels[room] > levels[other]


def room_of(module):
    """Return the room of a dotted module name; None when it is not ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == PACKAGE.name and len(parts) > 1 else None


def python_files(*, tests):
    """Return our Python files: those of the tests, or all others."""
    folders = [PACKAGE, ROOT / "tools", ROOT / "tests"]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    files += [ROOT / "conftest.py", ROOT / "manage.py"]
    of_tests = {path for path in files if "tests" in path.relative_to(ROOT).parts or path.name == "conftest.py"}
    return [path for path in files if (path in of_tests) is tests]
