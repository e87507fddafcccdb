class BackupError(Exception):
    """What stopped a backup or a restore; its sentence says what is wrong and what to do."""


class Refused(BackupError):
    """It was not begun: something stands in its way or is missing."""


class WrongPassphrase(BackupError):
    """The passphrase does not open the file."""


class Damaged(BackupError):
    """The file is no backup, or not the one that was written."""


class OtherVersion(BackupError):
    """The file was written by a release that this one does not understand."""


class Differs(BackupError):
    """What came out of the backup is not what went in."""
