"""Make the virtual environment and keep it as the requirement files say. Runs on the system's own Python.

python3 tools/environment.py app     what the portal needs to run
python3 tools/environment.py test    that, and what checks it
"""

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
OLDEST_PYTHON = (3, 11)


def main(kind: str) -> None:
    """Install the requirements of `kind` ("app" or "test") unless they are there already."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {sys.version.split()[0]}.")
    stamp = _read_stamp()
    # Whoever has the checking tools keeps them: they include all that the portal needs.
    kind = "test" if "test" in stamp else kind
    if PYTHON.exists() and stamp.get(kind) == _digest(kind):
        return
    began_at = time.monotonic()
    print(f"Installing requirements/{kind}.txt into .venv …", flush=True)
    if not PYTHON.exists():
        _make_venv()
    _run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS / "uv.txt")
    _run(
        *(VENV / "bin" / "uv", "pip", "sync", "--quiet", "--compile-bytecode", "--python", PYTHON),
        *("--require-hashes", REQUIREMENTS / f"{kind}.txt"),
    )
    STAMP.write_text(json.dumps({kind: _digest(kind)}))
    print(f"      {time.monotonic() - began_at:.1f} s", flush=True)


def _make_venv() -> None:
    try:
        import ensurepip  # noqa: F401 — Debian keeps it in a package of its own
        import venv
    except ImportError:
        sys.exit("The Python module venv is missing. On Debian: apt-get install python3-venv")
    venv.create(VENV, with_pip=True, clear=True)


def _digest(kind: str) -> str:
    # The environment's own Python counts, not the one that runs this.
    files = (VENV / "pyvenv.cfg", REQUIREMENTS / "uv.txt", REQUIREMENTS / f"{kind}.txt")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamp


def _run(*command: str | Path) -> None:
    finished = subprocess.run([str(part) for part in command], check=False)
    if finished.returncode:
        sys.exit(f"The requirements could not be installed: {Path(command[0]).name} ended with {finished.returncode}.")


if __name__ == "__main__":
    main(sys.argv[1])
