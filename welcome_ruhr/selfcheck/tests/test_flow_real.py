"""The self-checks of content/flows/, against the figures, legal bases and pages of content/."""

import shutil

import pytest
from django.conf import settings

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.queries import figure_today
from welcome_ruhr.portal.actions import import_content
from welcome_ruhr.portal.content.page_kinds import FOLDERS
from welcome_ruhr.selfcheck.flows.checking import Known, check_flows
from welcome_ruhr.selfcheck.flows.picture import picture
from welcome_ruhr.selfcheck.flows.reading import read_flows

FLOWS = read_flows(sorted((settings.CONTENT_DIR / "flows").glob("*.yaml")))


@pytest.fixture
def known(db, tmp_path):
    """The figures and legal bases imported, and the ids of the page files."""
    for name in ("figures", "figure_labels", "legal_bases"):
        shutil.copytree(settings.CONTENT_DIR / name, tmp_path / name)
    shutil.copy(settings.CONTENT_DIR / "vocabulary.yaml", tmp_path)
    import_content(folder=tmp_path)
    kinds = {**{name: kind for name, (kind, _model) in FOLDERS.items()}, "journeys": "journey", "pages": "page"}
    pages = {
        f"{kind}:{path.name.split('.')[0]}"
        for name, kind in kinds.items()
        for path in settings.CONTENT_DIR.glob(f"{name}/*.*")
    }
    return Known(set(LegalBasis.objects.values_list("key", flat=True)), pages, figure_today)


def test_each_file_can_be_read():
    assert FLOWS.problems == ()
    assert set(FLOWS.flows) >= {"residence-title", "recognition", "german-course"}


def test_there_is_nothing_to_mend(known):
    assert len(known.pages) > 100
    assert check_flows(FLOWS.flows.values(), known) == {name: [] for name in FLOWS.flows}


def test_each_can_be_drawn():
    boxes = {name: picture(flow).count("<g>") for name, flow in FLOWS.flows.items()}
    assert boxes == {name: len(flow.all_targets()) for name, flow in FLOWS.flows.items()}
