import json
import subprocess
import sys
from pathlib import Path

import pytest

from .rooms import ROOT

RUFF = Path(sys.executable).parent / "ruff"
HTTP_IMPORTS = [
    "import requests",
    "import urllib.request",
    "from urllib import request",
    "from http import client",
    "import httpx",
    "from django.http import HttpRequest",
]


def complaints(name, line):
    """Return ruff's complaints about a file of that name with that one import, under our configuration."""
    command = [RUFF, "check", "--select=TID251", "--output-format=json", f"--stdin-filename={name}", "-"]
    finished = subprocess.run(command, input=f"{line}\n", cwd=ROOT, capture_output=True, text=True, check=False)
    return [complaint["code"] for complaint in json.loads(finished.stdout)]


@pytest.mark.parametrize("name", ["actions.py", "queries.py", "enums.py", "actions/publish.py"])
@pytest.mark.parametrize("line", HTTP_IMPORTS)
def test_actions_queries_and_enums_cannot_import_http(name, line):
    assert complaints(f"welcome_ruhr/portal/{name}", line) == ["TID251"]


@pytest.mark.parametrize("name", ["views.py", "tests/test_actions.py"])
def test_views_and_tests_may_import_http(name):
    assert complaints(f"welcome_ruhr/portal/{name}", "from django.http import HttpRequest") == []
