import pytest
from django.apps import apps

from .rooms import PACKAGE, contract, floors, may_know, python_files, room_of, rooms

VAGUE = {"core", "common", "utils", "util", "helpers", "helper"}


def test_every_room_is_listed_in_the_contract_inside_rooms():
    # import-linter asks that each of these is there, but not that all rooms are among these.
    assert sorted(contract("inside-rooms")["containers"]) == [f"welcome_ruhr.{room}" for room in rooms()]


def test_no_room_that_is_there_is_still_optional():
    optional = {part.strip() for layer in contract("rooms")["layers"] for part in layer.split("|") if "(" in part}
    assert optional.isdisjoint({f"({room})" for room in rooms()})


@pytest.mark.parametrize("room", rooms())
def test_room_has_a_readme(room):
    text = (PACKAGE / room / "README.md").read_text()
    assert len(text.split()) >= 30


def test_no_module_has_a_name_that_says_nothing():
    names = [path.relative_to(PACKAGE) for path in python_files(tests=False) if PACKAGE in path.parents]
    vague = [str(name) for name in names if VAGUE & {name.stem, *name.parent.parts}]
    assert vague == []


def relations():
    """Return (room, what, other room) for every relation between our models, also those named by a string."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        room = room_of(model.__module__)
        for field in model._meta.get_fields(include_hidden=True):
            # The way back of a relation is Django's doing, not the lower room's knowledge.
            if room and field.is_relation and not field.auto_created and field.related_model:
                other = room_of(field.related_model.__module__)
                if other:
                    found.append((room, f"{model.__name__}.{field.name}", other))
    return found


def test_relations_between_models_follow_the_directions_of_the_rooms():
    found = relations()
    assert {room for room, _, other in found if room != other} <= set(floors())
    assert len(found) > 10
    assert [relation for relation in found if not may_know(relation[0], relation[2])] == []


def test_directions_know_up_from_down_and_sideways():
    assert may_know("portal", "facts")
    assert not may_know("facts", "portal")
    assert not may_know("facts", "directory")
