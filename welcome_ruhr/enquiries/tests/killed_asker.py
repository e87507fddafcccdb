"""A portal that is killed at one point of taking in a question: `python -m …tests.killed_asker "after the files"`."""

import os
import signal
import sys

import django

QUESTION = "Wo melde ich mich an? (killed)"


def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)


def main(point):
    django.setup()
    from welcome_ruhr.enquiries import actions, mails
    from welcome_ruhr.enquiries.actions import asking, conversation
    from welcome_ruhr.foundation import outbox, uploads

    def then_die(call):
        def called(*arguments, **options):
            call(*arguments, **options)
            die()

        return called

    module, name, instead = {
        "before anything": (asking, "store", die),
        "after the files": (uploads, "store", then_die(uploads.store)),
        "before the audit": (conversation, "note_down", die),
        "after the mail": (outbox, "send", then_die(outbox.send)),
        "before the commit": (mails, "tell_enquirer", then_die(mails.tell_enquirer)),
        "after the commit": (actions, "ask", then_die(actions.ask)),
    }[point]
    setattr(module, name, instead)
    file = uploads.Inspected(content_type="text/plain", extension="txt", size=3, sha256="0" * 64, name="Brief.txt")
    actions.ask(
        actions.Question(
            text=QUESTION,
            language="ar",
            reply_by="email",
            email="amal@example.org",
            uploads=[actions.Upload(file, b"abc")],
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
