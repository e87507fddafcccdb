"""A mailbox somewhere else, of which every mail arrives here once: fetched, sealed, and read by somebody else.

    mailbox.fetch()                          load what has arrived; nothing of it is read
    for number in mailbox.waiting(): …       mails to be read, the oldest first
    mailbox.raw(mail)                        its bytes
    mailbox.conclude(mail, state, about="enquiry:12")
    mailbox.forget("enquiry:12")             here at once, in the mailbox with the next `tidy_server`

How a mail gets here: its number and size are noted together with how far we are (one transaction for many), then it is
loaded and sealed (one transaction for each). Killed in between, it is noted and not loaded, and the next run loads it.
A mail that the server does not hand over keeps no other one waiting.
"""

from .errors import Erased, NotReached
from .fetching import fetch
from .keeping import clear_old, conclude, forget, put, raw, stored, waiting
from .places import address, is_set
from .states import BoxState, state
from .tidying import tidy_server

__all__ = [
    "BoxState",
    "Erased",
    "NotReached",
    "address",
    "clear_old",
    "conclude",
    "fetch",
    "forget",
    "is_set",
    "put",
    "raw",
    "state",
    "stored",
    "tidy_server",
    "waiting",
]
