from django.db import models


class RateLimitWindow(models.Model):
    """How often one key was used since its window opened. The key itself is not stored, only its keyed hash."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key_hash[:8]}… · {self.hits}"


class VaultKey(models.Model):
    """A key under which rows may be sealed, known by a fingerprint: without it in the key file, nobody reads them."""

    id = models.CharField(max_length=16, primary_key=True)
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class RestoreTrial(models.Model):
    """A backup was restored aside and held what had gone in; written by `backup.trying` only."""

    at = models.DateTimeField(db_index=True)
    rows = models.PositiveBigIntegerField(help_text="in all tables together")
    files = models.PositiveIntegerField(help_text="the copy of the database is one of them")
    bytes = models.PositiveBigIntegerField(help_text="of these files")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.rows} · {self.files}"
