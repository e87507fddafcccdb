from django.utils.translation import override

from welcome_ruhr.portal.content.overview import overview
from welcome_ruhr.portal.content.rules import read_content

from .rooms import ROOT


def test_overview_of_the_content_is_up_to_date():
    with override("en"):
        text = overview(read_content(ROOT / "content"))
    assert (ROOT / "docs" / "content.md").read_text(encoding="utf-8") == text, "run: make content-docs"
