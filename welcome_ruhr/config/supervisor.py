"""The parent process: it starts server and worker, starts them again when they end, and takes them with it.

It knows nothing of Django and stays small: when everything else is broken, this still has to work.
"""

import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

FIRST_DELAY_SECONDS = 1.0
LONGEST_DELAY_SECONDS = 60.0
HEALTHY_SECONDS = 60.0
"""A child that ran this long had no trouble starting: the next delay is the first one again."""
GRACE_SECONDS = 10.0
ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
SIGNALS = ENDING | {signal.SIGCHLD}
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with(parent_pid: int) -> None:
    """Have the kernel kill this process as soon as `parent_pid`, its parent, is gone, however it went.

    Only Linux can do this; elsewhere a parent that is killed leaves its children behind.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # The parent may have gone before the kernel knew.
    if os.getppid() != parent_pid:
        os._exit(1)


class Child:
    """One program that is to run all the time."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self.started_at = 0.0
        self.due_at = 0.0

    def start(self) -> None:
        # A session of its own: ctrl-c reaches the parent alone, and what the child leaves behind can be found.
        self.process = subprocess.Popen(  # noqa: S603 — the commands are ours
            self.command,
            start_new_session=True,
            preexec_fn=partial(_prepare_child, os.getpid()),  # noqa: PLW1509 — safe: the parent has one thread
        )
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start the child when it is due; when it has ended, say so and set the moment of its next start."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due_at:
                self.start()
            return
        if self.process.poll() is None:
            return
        reason = _reason(self.process.returncode)
        self.kill()
        self.failures = 1 if now - self.started_at >= HEALTHY_SECONDS else self.failures + 1
        delay = min(FIRST_DELAY_SECONDS * 2 ** (self.failures - 1), LONGEST_DELAY_SECONDS)
        self.due_at = now + delay
        _say(f"The {self.name} ended ({reason}); it starts again in {delay:g} s.")

    def end(self) -> None:
        """Ask the child to end."""
        if self.process is not None:
            self.process.terminate()

    def kill(self) -> None:
        """End the child and what it started, now."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def supervise(commands: Mapping[str, Sequence[str]], announce: Callable[[], bool] = lambda: True) -> None:
    """Keep the commands running until SIGINT, SIGTERM or SIGHUP, then end them all.

    `announce` is called again and again until it returns True: it says when the portal is ready.
    """
    children = [Child(name, command) for name, command in commands.items()]
    # Blocked and waited for, not handled: nothing happens in the middle of something else.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    announced = False
    while True:
        for child in children:
            child.look_after()
        announced = announced or announce()
        if _wait(_seconds_until_due(children) if announced else 0.1) in ENDING:
            break
    _end(children)


def _end(children: Sequence[Child]) -> None:
    _say("Ending …")
    for child in children:
        child.end()
    deadline = time.monotonic() + GRACE_SECONDS
    while any(child.is_running() for child in children):
        left = deadline - time.monotonic()
        # A second signal means: now.
        if left <= 0 or _wait(left) in ENDING:
            break
    for child in children:
        child.kill()
    _say("Ended.")


def _wait(seconds: float) -> int | None:
    caught = signal.sigtimedwait(SIGNALS, seconds)
    # Under nohup the terminal may go, and the portal stays.
    if caught is None or (caught.si_signo == signal.SIGHUP and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN):
        return None
    return caught.si_signo


def _seconds_until_due(children: Sequence[Child]) -> float:
    waiting = [child.due_at - time.monotonic() for child in children if child.process is None]
    return max(0.0, min(waiting, default=LONGEST_DELAY_SECONDS))


def _prepare_child(parent_pid: int) -> None:
    die_with(parent_pid)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _reason(returncode: int) -> str:
    return f"exit code {returncode}" if returncode >= 0 else signal.Signals(-returncode).name


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _answers(host: str, port: int, address: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        # Under the name that people use: the portal answers to no other.
        connection.request("GET", "/", headers={"Host": urlsplit(address).netloc})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _announce(host: str, port: int, address: str, began_at: float) -> bool:
    if not _answers(host, port, address):
        return False
    _say(f"\nReady after {time.monotonic() - began_at:.1f} s. Ctrl-C ends everything.\n")
    _say(f"  Portal   {address}/\n  Editors  {address}/admin/\n  Gallery  {address}/gallery/\n")
    return True


def main(host: str, port: str, address: str, began_at: str) -> None:
    """Run the portal, which people reach under `address`; `began_at`: the monotonic clock when the start began."""
    # A server on every address is asked on the loopback one.
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 — asked, not bound
    supervise(
        {
            "server": [sys.executable, "-m", "welcome_ruhr.config.server"],
            "worker": [sys.executable, "-m", "django", "work"],
        },
        partial(_announce, asked, int(port), address, float(began_at)),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
