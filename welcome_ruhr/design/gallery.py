"""What the gallery shows: each component's description and its examples in both directions."""

import re
from dataclasses import dataclass
from pathlib import Path

from welcome_ruhr.design.arabic import in_arabic
from welcome_ruhr.design.samples import SAMPLES, Sample

COMPONENTS = Path(__file__).parent / "templates" / "design" / "components"
COMMENT = re.compile(r"{% comment %}\s*(?P<purpose>.*?)\s*Inputs:\s*(?P<inputs>.*?)\s*{% endcomment %}", re.DOTALL)
INPUT = re.compile(r"^- (?P<name>[a-z_]+): (?P<meaning>.+)$", re.MULTILINE)


class UndocumentedComponent(ValueError):
    """A component's template does not begin with a comment that lists its inputs."""


@dataclass(frozen=True)
class Component:
    """One component: what it is for, its inputs, and its examples left-to-right and right-to-left."""

    name: str
    purpose: str
    inputs: tuple[tuple[str, str], ...]
    samples: list[Sample]

    @property
    def template(self) -> str:
        return f"design/components/{self.name}.html"

    @property
    def samples_rtl(self) -> list[Sample]:
        return [in_arabic(sample) for sample in self.samples]


def names() -> list[str]:
    """Every component there is; a leading underscore marks a part of another one."""
    return sorted(path.stem for path in COMPONENTS.glob("[!_]*.html"))


def documentation(name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A component's purpose and its inputs (name, meaning). Raises UndocumentedComponent."""
    found = COMMENT.match((COMPONENTS / f"{name}.html").read_text(encoding="utf-8"))
    if not found:
        raise UndocumentedComponent(f"{name}.html must begin with a comment: purpose, then 'Inputs:'.")
    return found["purpose"], tuple(INPUT.findall(found["inputs"]))


def components() -> list[Component]:
    """The components in the order of the examples, which follows a page from top to bottom."""
    return [Component(name, *documentation(name), samples) for name, samples in SAMPLES.items()]
