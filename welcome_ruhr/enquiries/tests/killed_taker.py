"""A worker that is killed again and again while it takes in mails: `python -m …tests.killed_taker 1500`.

For each point a mail is put down, and a forked worker takes it in and is killed at that point, counted in calls of
Python and C. Then another one takes it in. Every second mail is the answer to one of ours. Prints how many were killed.
"""

import os
import signal
import sys

import django


def kill_at(point):
    """End this process at the call of this number."""
    left = point

    def count(frame, event, argument):
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def calls_of(work):
    """Return how many calls some work makes."""
    count = 0

    def each(frame, event, argument):
        nonlocal count
        count += 1

    sys.setprofile(each)
    work()
    sys.setprofile(None)
    return count


def forked(work):
    """Do some work in a process of its own; return whether that was killed."""
    process = os.fork()
    if process == 0:
        try:
            work()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


def main(points):
    django.setup()
    from django.db import connections

    from welcome_ruhr.enquiries import actions
    from welcome_ruhr.enquiries.models import Enquiry
    from welcome_ruhr.foundation import mailbox
    from welcome_ruhr.foundation.mail.reply_addresses import reply_address
    from welcome_ruhr.foundation.tests.strangers_files import EXE, PDF

    from .mailing import enquiry_by_mail, mail

    files = [("Brief.pdf", "application/pdf", PDF), ("setup.exe", "application/x-msdownload", EXE)]
    case = enquiry_by_mail(sender="case@example.org")

    def put(number):
        if number % 2:
            return mailbox.put(mail(sender="case@example.org", to=reply_address(case.subject), files=files)).pk
        return mailbox.put(mail(sender=f"amal{number}@example.org", files=files)).pk

    def taken_in(number):
        pk = put(number)
        return calls_of(lambda: actions.take_in(pk))

    # The first ones load what is loaded once.
    calls = [taken_in(number) for number in range(4)][2:]
    killed = 0
    for number in range(points):
        pk, point = put(number + 4), 1 + calls[number % 2] * (number // 2 * 2 + 1) // points

        def die_at(point=point, pk=pk):
            kill_at(point)
            actions.take_in(pk)

        connections.close_all()
        killed += forked(die_at)
        actions.take_in(pk)
    assert Enquiry.objects.count() == 1 + (points + 4) // 2
    print(killed)


if __name__ == "__main__":
    main(int(sys.argv[1]))
