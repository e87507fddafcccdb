from .chain import AppendOnly, AuditEntry, AuditHead
from .incoming import IncomingMail, Mailbox
from .outgoing import OutgoingMail, OutgoingMailQuerySet
from .tasks import FailedAttempt, ScheduleEntry, TaskLease
from .upkeep import RateLimitWindow, RestoreTrial, VaultKey

__all__ = [
    "AppendOnly",
    "AuditEntry",
    "AuditHead",
    "FailedAttempt",
    "IncomingMail",
    "Mailbox",
    "OutgoingMail",
    "OutgoingMailQuerySet",
    "RateLimitWindow",
    "RestoreTrial",
    "ScheduleEntry",
    "TaskLease",
    "VaultKey",
]
