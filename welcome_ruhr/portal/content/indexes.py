"""What Wagtail keeps beside the pages: the words to search for, and which page uses which figure.

Saved one by one, each page asks the worker three times for both. A large import does it once, at its end, so that
search and lists of uses are right as soon as the portal is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update

MANY = 50
"""From so many entries on, building both anew is faster than following each change."""


@contextmanager
def built_once(count: int) -> Iterator[None]:
    """Within this block `count` entries are stored; when they are many, both are built at its end."""
    if count < MANY:
        yield
        return
    models = get_indexed_models()
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
