"""Home, phases, audiences and topics: the ways into the content, kept in memory because every page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.portal.models import AudiencePage, DoorPage, HomePage, PhasePage, TopicPage
from welcome_ruhr.portal.site_tree import site_tree

from .entries import Entry, entries, entry

NO_ICON, NO_ILLUSTRATION = "hexagon", "skyline"
"""What a door shows for which the editors have chosen no drawing."""


@dataclass(frozen=True)
class Door:
    """What a door page says in one language, and the word of the vocabulary that it opens."""

    summary: str
    illustration: str
    term: int
    key: str
    position: int
    icon: str
    names: Mapping[str, str]


def _read(model: type[DoorPage], term: str) -> dict[int, Door]:
    made_of(f"kind:{model._meta.model_name}", "terms")
    columns = ("pk", "summary", "illustration", f"{term}_id")
    of_term = (f"{term}__{name}" for name in ("key", "position", "icon", "names"))
    return {pk: Door(*found) for pk, *found in model.objects.live().values_list(*columns, *of_term)}


_doors = {
    model: Kept(partial(_read, model, term))
    for model, term in ((PhasePage, "phase"), (AudiencePage, "audience"), (TopicPage, "topic"))
}


def door_of(model: type[DoorPage], pk: int) -> Door | None:
    """Return what the public door page with this number says."""
    return _doors[model]().get(pk)


def doors(model: type[DoorPage], language: str) -> list[Entry]:
    """Door pages of one type in the order of the vocabulary, each with its icon or picture; not to be changed."""
    return _kept_doors(str(model._meta.model_name), language)()


def tasks_of(home: HomePage, language: str) -> list[Entry]:
    """Return the top tasks of a home page, each with the icon of its topic."""
    icons = {door.node.translation_key: door.icon for door in doors(TopicPage, language)}
    nodes = site_tree().of_pages(task["value"]["page"] for task in home.top_tasks.raw_data)
    return [replace(task, icon=icons.get(task.node.translation_key, "arrow")) for task in entries(nodes, language)]


@cache
def _kept_doors(name: str, language: str) -> Kept[list[Entry]]:
    model = next(model for model in _doors if model._meta.model_name == name)
    return Kept(partial(_doors_for, model, language))


def _doors_for(model: type[DoorPage], language: str) -> list[Entry]:
    tree, known = site_tree(), _doors[model]()
    found = []
    for node in tree.of_model(str(model._meta.model_name), language):
        if door := known.get(node.pk):
            shown = replace(
                entry(node, door.summary, language, tree),
                icon=door.icon or NO_ICON,
                illustration=door.illustration or NO_ILLUSTRATION,
                phase=door.key if model is PhasePage else "",
            )
            found.append((door.position, shown))
    return [shown for _position, shown in sorted(found, key=lambda pair: pair[0])]
