"""How long something takes, whatever else a shared machine does meanwhile."""

import gc
import time

TRIES = 3


def seconds(act, *args, tries=TRIES):
    """Return the seconds of the processor which the quickest of a few calls takes.

    The collector rests: it would look through all that other tests left in memory.
    """
    return min(_seconds_of_one(act, args) for _try in range(tries))


def _seconds_of_one(act, args):
    gc.disable()
    try:
        began_at = time.process_time()
        act(*args)
        return time.process_time() - began_at
    finally:
        gc.enable()
