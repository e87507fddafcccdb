from django.db import models


class CacheEntry(models.Model):
    """The table of Django's database cache, as a model so that `migrate` alone makes it.

    The columns are those of django.core.cache.backends.db; nothing but the cache reads or writes them.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "config_cache"

    def __str__(self) -> str:
        return self.cache_key


class PreparedStep(models.Model):
    """What a start has already done to this database; kept inside it, so that a restored copy tells the truth."""

    name = models.CharField(max_length=50, primary_key=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
