"""What changes an enquiry. Each action is one transaction, with its entry in the audit chain and its mails."""

from .agreeing import delete_template, set_answer_time, set_retention, write_template
from .answering import answer, discard_draft, keep_draft, look_at, note, write_back
from .asking import Question, Receipt, Upload, ask
from .assigning import assign, come_back, go_away, hand_back, put_back_left_behind, take
from .closing import close, close_silent, finish, reopen, say_whether_it_helped
from .exporting import export
from .forgetting import anonymise, anonymise_due, erase, erase_person, warn_due, withdraw
from .guessing import guess_language
from .guiding import (
    accept_request,
    ask_guide,
    decline_request,
    end_guidance,
    stop_helping,
    write_to_adviser,
)
from .joining import join
from .mail_by_hand import take_in_anyway, try_again
from .opening_mail import open_mail, take_in_file
from .promising import tell_desk, tell_late
from .referring import (
    Proposal,
    answer_of_office,
    ask_consent,
    give_consent,
    record_outcome,
    record_telling,
    refer,
    refuse_consent,
    take_back,
)
from .reminding import done, remind
from .scanning import scan_held
from .sorting import Sorting, sort
from .stopping import stop_mail
from .taking_in import take_in
from .trying_mail import try_mail

__all__ = [
    "Proposal",
    "Question",
    "Receipt",
    "Sorting",
    "Upload",
    "accept_request",
    "anonymise",
    "anonymise_due",
    "answer",
    "answer_of_office",
    "ask",
    "ask_consent",
    "ask_guide",
    "assign",
    "close",
    "close_silent",
    "come_back",
    "decline_request",
    "delete_template",
    "discard_draft",
    "done",
    "end_guidance",
    "erase",
    "erase_person",
    "export",
    "finish",
    "give_consent",
    "go_away",
    "guess_language",
    "hand_back",
    "join",
    "keep_draft",
    "look_at",
    "note",
    "open_mail",
    "put_back_left_behind",
    "record_outcome",
    "record_telling",
    "refer",
    "refuse_consent",
    "remind",
    "reopen",
    "say_whether_it_helped",
    "scan_held",
    "set_answer_time",
    "set_retention",
    "sort",
    "stop_helping",
    "stop_mail",
    "take",
    "take_back",
    "take_in",
    "take_in_anyway",
    "take_in_file",
    "tell_desk",
    "tell_late",
    "try_again",
    "try_mail",
    "warn_due",
    "withdraw",
    "write_back",
    "write_template",
    "write_to_adviser",
]
