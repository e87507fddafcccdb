"""Puts the stylesheets of the portal together from small files, without a build step."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

# A home page loads HOME alone, a page to read READING alone. Lists, searches and towns need MORE beside READING,
# forms and self-checks WORK. The workspace needs all three and DESK, which no visitor fetches.
READING, HOME, MORE, WORK, DESK = SHEETS = (
    "design/welcome.css", "design/home.css", "design/more.css", "design/work.css", "design/desk.css"
)  # fmt: skip
HERE = Path(__file__).parent
LAYERS = ("tokens", "base", "components", "rooms")
# Base files in the order in which they may rely on each other.
BASE_FILES = (
    "base.css", "layout.css", "prose.css", "frame.css", "workspace.css", "illustrations.css", "print.css",
)  # fmt: skip

# Where a part stands that is not in READING alone.
READING_AND_HOME = {"tokens", "base", "frame", "print"} | {
    "action_link", "ask_band", "button", "footer_links", "language_switch", "site_nav", "teaser", "wordmark"
}  # fmt: skip
HOME_AND_MORE = {"illustrations"} | {
    "ask_card", "city_list", "city_picker", "door", "doors", "hero", "hex_map", "phase_door", "phase_doors",
    "search_form", "section_head", "task_list",
}  # fmt: skip
MORE_ONLY = {"town", "districts"} | {
    "contact_card", "description_list", "empty_state", "not_found", "pagination", "result_item", "tags", "toc"
}  # fmt: skip
WORK_ONLY = {"workspace", "sign-in", "selfcheck", "flows", "plan", "widget", "mine", "asking"} | {
    "conversation", "data_table", "form_errors", "form_field", "loading", "message", "status_badge"
}  # fmt: skip
DESK_ONLY = {"desk", "desk-pages", "workspace-frame"} | {"inbox_row", "tab_list"}


def sheets_of(part: str) -> tuple[str, ...]:
    """The stylesheets that hold the part of this name, such as "city_list"."""
    if part in READING_AND_HOME:
        return READING, HOME
    if part in HOME_AND_MORE:
        return HOME, MORE
    if part in WORK_ONLY:
        return (WORK,)
    if part in DESK_ONLY:
        return (DESK,)
    return (MORE,) if part in MORE_ONLY else (READING,)


def parts() -> Iterator[tuple[str, Path]]:
    """Every source file of the stylesheets with the name of its layer, in the order of assembly."""
    yield "tokens", HERE / "css" / "tokens.css"
    for name in BASE_FILES:
        yield "base", HERE / "css" / name
    for path in sorted((HERE / "templates" / "design" / "components").glob("*.css")):
        yield "components", path
    for config in apps.get_app_configs():
        if config.name.startswith("welcome_ruhr.") and Path(config.path) != HERE:
            for path in sorted((Path(config.path) / "css").glob("*.css")):
                yield "rooms", path


def assemble(sheet: str) -> str:
    """A whole stylesheet as text: the order of the layers, then each part inside its layer."""
    layers: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for layer, path in parts():
        if sheet in sheets_of(path.stem):
            layers[layer].append(squeeze(path.read_text(encoding="utf-8")))
    order = f"@layer {','.join(LAYERS)};"
    blocks = [f"@layer {layer}{{{''.join(css)}}}" for layer, css in layers.items() if css]
    text = "\n".join([order, *blocks]) + "\n"
    return without_idle_properties(text) if sheet == HOME else text


def without_idle_properties(css: str) -> str:
    """The same rules without custom properties that none of them reads: for a stylesheet that stands alone."""
    read = set(re.findall(r"var\((--[\w-]+)", css))
    return re.sub(r"(?<![\w-])(--[\w-]+):[^;}]*;?", lambda found: found[0] if found[1] in read else "", css)


def squeeze(css: str) -> str:
    """The same rules without comments, indentation and idle signs: bytes that a phone need not fetch."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    # Only around signs that never need a space; calc() keeps those around + and -, selectors those between words.
    css = re.sub(r"\s*([{};,<>=])\s*", r"\1", css).replace(": ", ":").replace(";}", "}")
    css = re.sub(r"(?<![\d.])0\.(?=\d)", ".", css)
    return re.sub(r"#(\w)\1(\w)\2(\w)\3\b", r"#\1\2\3", css).strip()
