"""Children that never outlive their parent, and are started again when they fall."""

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

Say = Callable[[str], None]

_PR_SET_PDEATHSIG = 1
_LONGEST_WAIT = 30.0
# A child that lived this long was well; its next fall counts as the first.
_WELL = 60.0


def die_with_parent(with_signal: int = signal.SIGKILL, *, parent: int | None = None) -> None:
    """Ask the kernel to send this process `with_signal` when the thread that started it is gone.

    `parent` is who started us, when known: if it died before we could ask, we end at once. Linux
    only; elsewhere a parent killed with -9 leaves its children to whoever finds them.
    """
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if parent is None and (born_of := multiprocessing.parent_process()) is not None:
        parent = born_of.pid
    if parent is not None and os.getppid() != parent:
        os._exit(1)


class Child:
    """One process that should run for as long as we do."""

    def __init__(self, name: str, command: Callable[[], Sequence[str]], say: Say) -> None:
        self.name = name
        self.command = command
        self.say = say
        self.falls = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._next_start = 0.0

    def start(self) -> None:
        """Start it now; it dies with us, and does not hear the terminal's Ctrl-C."""
        us = os.getpid()
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.command(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent=us),
        )

    def look_after(self) -> None:
        """Start it again if it fell: at once the first time, then after longer and longer waits."""
        if self.process is None:
            if time.monotonic() >= self._next_start:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        now = time.monotonic()
        self.falls = 1 if now - self._started > _WELL else self.falls + 1
        wait = min(_LONGEST_WAIT, 0.5 * 2 ** (self.falls - 1)) if self.falls > 1 else 0.0
        self._next_start = now + wait
        self.process = None
        self.say(f"the {self.name} ended ({_how(code)}); starting it again in {wait:.0f} s")

    def ask_to_stop(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.terminate()

    def stop(self, patience: float) -> None:
        """Wait for it to end; end it when the patience is over."""
        if self.process is None:
            return
        try:
            self.process.wait(max(patience, 0.1))
        except subprocess.TimeoutExpired:
            self.say(f"the {self.name} did not stop in time and was ended")
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _how(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
