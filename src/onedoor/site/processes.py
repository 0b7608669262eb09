"""Children that never outlive their parent. Standard library only."""

import ctypes
import os
import signal
import sys
from contextlib import suppress

_PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: int = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `with_signal` when the thread that started it is gone.

    Linux only; elsewhere a parent killed with -9 leaves its children to the next start.
    """
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if os.getppid() == 1 and os.getpid() != 1 and _orphaned():
        os.kill(os.getpid(), with_signal)


def _orphaned() -> bool:
    # In a container the parent may rightly be process 1; an orphan was given to it, and says so.
    started_by = os.environ.get("ONEDOOR_PARENT")
    return started_by not in {None, "1"}
