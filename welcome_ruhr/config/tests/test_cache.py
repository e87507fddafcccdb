from datetime import timedelta

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone

from welcome_ruhr.config.models import CacheEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache():
    return DatabaseCache(CacheEntry._meta.db_table, {})


def test_what_one_server_process_counts_another_reads(cache):
    cache.set("failed:someone", 1, timeout=60)
    cache.incr("failed:someone")
    assert DatabaseCache(CacheEntry._meta.db_table, {}).get("failed:someone") == 2


def test_entry_that_is_over_is_not_read(cache):
    cache.set("failed:someone", 1, timeout=60)
    CacheEntry.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert cache.get("failed:someone") is None
