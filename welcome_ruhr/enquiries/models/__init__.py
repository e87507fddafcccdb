from .desk import (
    USUAL_ANSWER_DAYS,
    USUAL_RETENTION_DAYS,
    Absence,
    AnswerTemplate,
    AnswerTime,
    Reminder,
    RetentionPeriod,
)
from .enquiry import Enquiry
from .message import Attachment, Draft, Mention, Message
from .referral import GuideRequest, Referral

__all__ = [
    "USUAL_ANSWER_DAYS",
    "USUAL_RETENTION_DAYS",
    "Absence",
    "AnswerTemplate",
    "AnswerTime",
    "Attachment",
    "Draft",
    "Enquiry",
    "GuideRequest",
    "Mention",
    "Message",
    "Referral",
    "Reminder",
    "RetentionPeriod",
]
