"""The self-checks of content/flows/*.yaml, kept in memory until a file changes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from welcome_ruhr.portal.content.front_matter import load_yaml
from welcome_ruhr.portal.content.places import lines_from
from welcome_ruhr.portal.content.problems import BadFile, Problem
from welcome_ruhr.portal.content.reading import read_text

from .parsing import flow_of
from .parts import Flow

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FlowFiles:
    """All flows of a folder by id, and why some files could not be read."""

    flows: Mapping[str, Flow] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


Stamp = tuple[tuple[str, int, int], ...]
_kept: dict[Path, tuple[Stamp, FlowFiles]] = {}


def flow_files() -> FlowFiles:
    """Return the flows of the content folder; a file that cannot be read is left out, and the log says why."""
    folder = settings.CONTENT_DIR / "flows"
    paths = sorted(folder.glob("*.yaml"))
    stamp = tuple((path.name, (found := path.stat()).st_mtime_ns, found.st_size) for path in paths)
    kept = _kept.get(folder)
    if kept is None or kept[0] != stamp:
        kept = _kept[folder] = (stamp, read_flows(paths))
        for problem in kept[1].problems:
            logger.error("A self-check cannot be shown: %s", problem)
    return kept[1]


def read_flows(paths: Iterable[Path]) -> FlowFiles:
    flows, problems = {}, []
    for path in paths:
        try:
            flow = read_flow(path)
        except BadFile as error:
            problems.append(Problem(f"flows/{path.name}", error.line, error.reason))
        else:
            flows[flow.id] = flow
    return FlowFiles(flows, tuple(problems))


def read_flow(path: Path) -> Flow:
    """Return the self-check of one file. Raises BadFile with the line."""
    text = read_text(path)
    data = load_yaml(text)
    with lines_from(text):
        return flow_of(data, path.stem)
