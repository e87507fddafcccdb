"""Reading mails: every mail becomes a `Mail`, none harms, and reading takes time in proportion to its length.

    mail = incoming.read(raw)                whatever the bytes are
    incoming.formatted(mail.html)            HTML that is safe to show

Nothing here asks the database or the network.
"""

from .formatting import formatted
from .mail import Automatic, Bounce, File, Mail
from .reading import read

__all__ = ["Automatic", "Bounce", "File", "Mail", "formatted", "read"]
