"""Puts the one stylesheet of the portal together from small files, without a build step."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

NAME = "design/welcome.css"
HERE = Path(__file__).parent
LAYERS = ("tokens", "base", "components", "rooms")
# Base files in the order in which they may rely on each other.
BASE_FILES = ("base.css", "prose.css", "frame.css", "illustrations.css", "print.css")


def parts() -> Iterator[tuple[str, Path]]:
    """Every source file of the stylesheet with the name of its layer, in the order of assembly."""
    yield "tokens", HERE / "css" / "tokens.css"
    for name in BASE_FILES:
        yield "base", HERE / "css" / name
    for path in sorted((HERE / "templates" / "design" / "components").glob("*.css")):
        yield "components", path
    for config in apps.get_app_configs():
        if config.name.startswith("welcome_ruhr.") and Path(config.path) != HERE:
            for path in sorted((Path(config.path) / "css").glob("*.css")):
                yield "rooms", path


def assemble() -> str:
    """The whole stylesheet as text: the order of the layers, then each part inside its layer."""
    layers: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for layer, path in parts():
        layers[layer].append(squeeze(path.read_text(encoding="utf-8")))
    order = f"@layer {','.join(LAYERS)};"
    blocks = ["\n".join([f"@layer {layer}{{", *css, "}"]) for layer, css in layers.items() if css]
    return "\n".join([order, *blocks]) + "\n"


def squeeze(css: str) -> str:
    """The same rules without comments and indentation: bytes that a phone need not fetch."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    # Only around signs that never need a space; selectors and calc() keep theirs.
    css = re.sub(r"\s*([{};,])\s*", r"\1", css).replace(": ", ":").replace(";}", "}")
    return css.replace("}", "}\n").strip()
