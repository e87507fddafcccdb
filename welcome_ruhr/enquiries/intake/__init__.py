"""What a mail is for us: a new enquiry, part of one, or nothing that anybody waits for. Nothing here writes.

    decision = intake.decide(mail, key=intake.key_of(mail, raw))
    written = intake.written(mail)

Taking in (`actions.take_in`) and `manage.py read_mail` both ask here: what the command prints is what happens.
"""

from .deciding import Decision, Kind, decide, key_of, set_aside_for
from .files import MOST_FILES, LookedAt, looked_at
from .reasons import Reason
from .written import Written, language_to_answer_in, written

__all__ = [
    "MOST_FILES",
    "Decision",
    "Kind",
    "LookedAt",
    "Reason",
    "Written",
    "decide",
    "key_of",
    "language_to_answer_in",
    "looked_at",
    "set_aside_for",
    "written",
]
