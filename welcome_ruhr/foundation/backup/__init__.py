"""One encrypted file that holds all that is worth keeping, and the way back: `manage.py backup`, `manage.py restore`.

    writing.back_up(path, passphrase)              the file
    restoring.restore(path, passphrase, into=…)    the way back, into an empty folder (and an empty database)
    trying.try_out(path, passphrase)               the way back, tried and compared; nothing stays but the note of it
    last_trial()                                   that note

settings.BACKED_UP says which files and folders are taken beside the database (docs/backup.md).
"""

from welcome_ruhr.foundation.models import RestoreTrial


def last_trial() -> RestoreTrial | None:
    """Return the newest trial that succeeded; None when a restore has never been tried here."""
    return RestoreTrial.objects.order_by("-at").first()
