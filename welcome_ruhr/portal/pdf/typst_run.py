"""Typesets one document in a process of its own: what goes wrong in there takes no worker with it.

Reads a task as JSON from the standard input and writes the PDF to the standard output. Ends with the code that
the task names, and the reason on the standard error, when the document cannot be set: no font has one of its
characters, say.
"""

import json
import sys
from datetime import datetime

import typst


def main() -> int:
    """Typeset; return the exit code."""
    task = json.load(sys.stdin)
    try:
        pdf = typst.compile(
            task["template"].encode(),
            root=task["files"],
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[task["fonts"]]
            ),
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(task["document"]), "made_on": task["made_on"]},
            pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(task["made_at"]),
        )
    except typst.TypstError as error:
        print(error.diagnostic or error, file=sys.stderr)
        return int(task["refused"])
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
