import pytest
import yaml
from django.conf import settings
from django.utils.translation import override

from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

KEYS = {
    "audiences": ["skilled_workers", "entrepreneurs", "scientists", "students", "families"],
    "phases": ["planning", "arriving", "living"],
}


def vocabulary():
    return yaml.safe_load((settings.CONTENT_DIR / "vocabulary.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        ({"de": "Arbeit", "en": "Work"}, "de", "Arbeit"),
        ({"de": "Arbeit", "en": "Work"}, "ar", "Work"),
        ({"de": "Arbeit"}, "ar", "Arbeit"),
        ({}, "en", "work"),
    ],
)
def test_name_falls_back_to_english_then_german_then_the_key(names, language, shown):
    with override(language):
        assert str(Topic(key="work", names=names)) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Audience, Phase, Topic])
def test_terms_stand_in_the_order_the_editors_gave(model):
    for key, position in (("b", 2), ("c", 1), ("a", 2)):
        model.objects.create(key=key, position=position, names={"de": key})
    assert [term.key for term in model.objects.all()] == ["c", "a", "b"]


@pytest.mark.parametrize("group", KEYS)
def test_audiences_and_phases_are_those_of_the_mission(group):
    terms = sorted(vocabulary()[group], key=lambda term: term["order"])
    assert [term["id"] for term in terms] == KEYS[group]


def test_every_term_has_a_name_in_german_english_and_arabic():
    terms = [term for group in vocabulary().values() for term in group]
    assert [term["id"] for term in terms if not {"de", "en", "ar"} <= set(term["names"])] == []
