"""The tools behind `make test`: what is missing is named, what is left out counts as failed."""

import hashlib
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools import check, environment, machine, nu, postgres

ABSENT = machine.Program("a browser", "some-browser", lambda: None)
PRESENT = machine.Program("a shell", "some-shell", lambda: Path("/bin/sh"))


def test_this_machine_has_what_the_tests_need():
    assert machine.missing() == []


def test_what_is_missing_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(machine, "_may_install", lambda: None)
    with pytest.raises(SystemExit) as ended:
        machine.ensure([ABSENT, PRESENT])
    assert ended.value.code == (
        "Nothing was tested. Missing on this machine:\n- a browser\nOn Debian: sudo apt-get install some-browser"
    )


def test_what_is_missing_is_installed_where_that_is_allowed(monkeypatch):
    run = []
    there = []
    program = machine.Program("a browser", "some-browser", lambda: Path("/usr/bin/browser") if there else None)
    monkeypatch.setattr(machine, "_may_install", lambda: ["sudo"])
    monkeypatch.setattr(subprocess, "run", lambda command, check: (run.append(command), there.append(True)))
    machine.ensure([program])
    assert run[-1] == ["sudo", "apt-get", "install", "-y", "-q", "--no-install-recommends", "some-browser"]


def test_programs_that_are_there_are_left_alone(monkeypatch):
    monkeypatch.setattr(machine, "_may_install", lambda: pytest.fail("nothing is to be installed"))
    machine.ensure([PRESENT])


def test_checker_that_is_not_the_one_we_know_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(nu, "JAR", tmp_path / "vnu.jar")
    nu.JAR.write_bytes(b"something else")
    with pytest.raises(SystemExit, match=r"vnu\.jar is not the file we know"):
        nu.ensure()
    monkeypatch.setattr(nu, "SHA512", hashlib.sha512(b"something else").hexdigest())
    assert nu.ensure() == nu.JAR


def report(tmp_path, **counts):
    attributes = " ".join(f'{name}="{count}"' for name, count in counts.items())
    path = tmp_path / "tests.xml"
    path.write_text(f"<testsuites><testsuite {attributes}></testsuite></testsuites>")
    return path


def test_skipped_test_counts_as_failed(tmp_path):
    path = report(tmp_path, tests=10, failures=1, errors=2, skipped=3)
    assert check._counts(path) == (4, 6)


def test_run_without_a_report_counts_as_failed(tmp_path):
    assert check._counts(tmp_path / "nothing.xml") == (0, 1)


def test_steps_do_not_see_the_developers_own_settings(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://the/developers/own")
    monkeypatch.setenv("DEBUG", "yes")
    monkeypatch.setenv("EDITOR", "ed")
    with check._surroundings(check.STEPS[0], "somewhere") as variables:
        assert "DATABASE_URL" not in variables
        assert "DEBUG" not in variables
        assert variables["EDITOR"] == "ed"


def test_postgresql_is_there_inside_the_block_only():
    with postgres.cluster() as address:
        with psycopg.connect(address) as connection:
            tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        [folder] = Path("/tmp").glob(address.split("%2F")[-1].split("/")[0])
    assert tables == (0,)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_environment_that_is_as_the_files_say_is_left_alone(monkeypatch, tmp_path):
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    for name in ("uv.txt", "app.txt", "test.txt"):
        (requirements / name).write_text("something==1.0\n")
    run = []
    monkeypatch.setattr(environment, "REQUIREMENTS", requirements)
    monkeypatch.setattr(environment, "VENV", Path(sys.prefix))
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(environment, "STAMP", tmp_path / "installed.json")
    monkeypatch.setattr(environment, "_run", lambda *command: run.append(Path(command[-1]).name))
    environment.main("app")
    environment.main("app")
    assert run == ["uv.txt", "app.txt"]
    environment.main("test")
    # Whoever has the checking tools keeps them.
    environment.main("app")
    assert run == ["uv.txt", "app.txt", "uv.txt", "test.txt"]
    (requirements / "test.txt").write_text("something==1.1\n")
    environment.main("app")
    assert run[-1] == "test.txt"
    assert len(run) == 6
