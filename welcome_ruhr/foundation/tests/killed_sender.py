"""A worker that is killed at one point of sending a mail: `python -m …tests.killed_sender "before marking"`."""

import os
import signal
import sys

import django


def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)


def main(point):
    django.setup()
    from welcome_ruhr.foundation.mail import delivering
    from welcome_ruhr.foundation.worker import Worker

    hand_over = delivering._hand_over

    def hand_over_and_die(mail):
        hand_over(mail)
        die()

    name, instead = {
        "before marking": ("_take", die),
        "before the server": ("_hand_over", die),
        "after the server": ("_hand_over", hand_over_and_die),
        "by the server": ("_hand_over", hand_over),
    }[point]
    setattr(delivering, name, instead)
    Worker().drain()


if __name__ == "__main__":
    main(sys.argv[1])
