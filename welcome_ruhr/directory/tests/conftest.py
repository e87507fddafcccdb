import pytest
from django.utils.translation import override


@pytest.fixture
def in_english():
    """Sentences of tests that ask no page are English, too."""
    with override("en"):
        yield
