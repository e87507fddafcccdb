import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import clean_environment
from welcome_ruhr.config.production import problems

CHECKOUT = Path(__file__).parents[3]
SAFE = {
    "secret_key": "k7Qm2vX9tR4wZ8pL3nB6yD1sF5hJ0cGaEuIoTqWxMzKbVrNy",
    "debug": False,
    "demo": False,
    "allowed_hosts": ["www.welcome.ruhr"],
    "imprint": {
        "representative": "The person who represents the carrier",
        "email": "office@example.org",
        "phone": "+49 000",
        "editor": "The person responsible for the content",
    },
}
SAFE["secret_key"] += "x" * (50 - len(SAFE["secret_key"]))
SECRET = "SECRET_KEY is missing or too simple: set 50 or more random characters."
HOSTS = "ALLOWED_HOSTS names no host: set the host names the portal answers to, such as www.welcome.ruhr."


def test_safe_settings_have_no_problem():
    assert problems(**SAFE) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"secret_key": ""}, SECRET),
        ({"secret_key": SAFE["secret_key"][:49]}, SECRET),
        ({"secret_key": "123456789" * 10}, SECRET),
        ({"debug": True}, "DEBUG is on: it shows the inside of the server to visitors. Set DEBUG=no."),
        ({"demo": True}, "DEMO is on: demo accounts could sign in. Set DEMO=no."),
        ({"allowed_hosts": []}, HOSTS),
        ({"allowed_hosts": ["*"]}, HOSTS),
        ({"allowed_hosts": ["www.welcome.ruhr", "*"]}, HOSTS),
    ],
)
def test_each_unsafe_setting_is_refused_with_its_sentence(change, sentence):
    assert problems(**SAFE | change) == [sentence]


@pytest.mark.parametrize("name", SAFE["imprint"])
def test_imprint_without_a_field_is_refused_and_the_field_named(name):
    imprint = SAFE["imprint"] | {name: ""}
    expected = f"The imprint is incomplete (§ 5 DDG): set IMPRINT_{name.upper()}."
    assert problems(**SAFE | {"imprint": imprint}) == [expected]


def start_in_production(tmp_path, **variables):
    return subprocess.run(
        [sys.executable, "-m", "welcome_ruhr.config.start"],
        env=clean_environment(PRODUCTION="yes", DATA_DIR=tmp_path / "data", **variables),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_unsafe_production_does_not_start_and_says_all_that_is_wrong(tmp_path):
    finished = start_in_production(tmp_path, DEBUG="yes", DEMO="yes")
    assert finished.returncode == 1
    assert finished.stderr.splitlines() == [
        "The portal does not start in production:",
        f"- {SECRET}",
        "- DEBUG is on: it shows the inside of the server to visitors. Set DEBUG=no.",
        "- DEMO is on: demo accounts could sign in. Set DEMO=no.",
        f"- {HOSTS}",
        "- The imprint is incomplete (§ 5 DDG): set "
        "IMPRINT_REPRESENTATIVE, IMPRINT_EMAIL, IMPRINT_PHONE, IMPRINT_EDITOR.",
    ]


def test_setting_that_is_neither_yes_nor_no_is_refused(tmp_path):
    finished = start_in_production(tmp_path, DEBUG="maybe")
    assert (finished.returncode, finished.stderr) == (1, "DEBUG is 'maybe'; it takes yes or no.\n")
