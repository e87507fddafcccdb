from django.db import models


class Change(models.Model):
    """Names of things that change in the transaction in which this row is written.

    Whoever commits raises the counters and takes the row away again; what lies here longer was left by somebody who
    was killed in between, or is there for the other machines of the installation.
    """

    names = models.TextField(help_text="one a line")
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M:%S} · {' '.join(self.names.split())[:80]}"
