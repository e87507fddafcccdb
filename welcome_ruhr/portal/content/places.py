"""On which line of a content file something stands, so that a complaint leads straight to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import yaml

from .problems import At, BadFile

FRONT = re.compile(r"\A---\n(?P<front>.*?\n)---\n?(?P<body>.*)\Z", re.DOTALL)
DAY = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")


def line_in_yaml(text: str, at: At, offset: int = 0) -> int:
    """Return the line of a value in a YAML text that begins after `offset` lines of its file.

    `at` leads to the value: names of a mapping, numbers (from 0) in a list. Where it leads nowhere, the line of
    the last step that is there.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return offset + 1
    line = 1
    for step in at:
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return offset + line


def line_in_file(path: Path, at: At) -> int:
    """Return the line of a value in the front matter of a page file or in a YAML file."""
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    match = FRONT.match(text)
    return line_in_yaml(match["front"], at, offset=1) if match else line_in_yaml(text, at)


def line_of_text(text: str, words: str, *, after: int = 0) -> int:
    """Return the first line below line `after` that holds `words`; the line after `after` when none does."""
    for number, line in enumerate(text.splitlines(), 1):
        if number > after and words in line:
            return number
    return after + 1


def line_of_bad_day(text: str, offset: int = 0) -> int:
    """Return the line of the first date that no calendar has, such as 2026-13-40; the first line when all exist."""
    for number, line in enumerate(text.splitlines(), 1):
        for day in DAY.findall(line):
            try:
                date(*map(int, day.split("-")))
            except ValueError:
                return offset + number
    return offset + 1


@contextmanager
def lines_from(text: str, offset: int = 0) -> Iterator[None]:
    """Give a BadFile that says at what it stumbled the line of it in this YAML text."""
    try:
        yield
    except BadFile as error:
        if error.at:
            error.line = line_in_yaml(text, error.at, offset)
        raise


def _below(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None
