"""What a PostgreSQL killed with -9 leaves behind: processes in its folder, and a stale pid file."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


class StillOccupied(RuntimeError):
    """Some process works in the data folder and cannot be stopped by us."""


def occupants(data: Path) -> list[int]:
    """Living processes of PostgreSQL whose working folder is `data`, the postmaster first.

    The pid file is not asked: its number may by now be a zombie's or a stranger's. Every process
    of a cluster works inside the data folder, and a zombie works nowhere.
    """
    here = os.path.realpath(data)
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str((entry / "cwd").readlink()) == here and _is_postgres(entry):
                found.append(int(entry.name))
    return sorted(found, key=lambda pid: (pid != _noted(data), pid))


def clear(data: Path) -> bool:
    """Stop whatever still runs in `data` and remove its pid file; whether anything was running.

    The pid file goes last: while a process is left, it protects the shared memory. StillOccupied
    when something outlives even SIGKILL or belongs to another account.
    """
    was_running = bool(occupants(data))
    for sign, patience in _PATIENCE:
        if not _told_to_stop(data, sign, patience):
            continue
        (data / "postmaster.pid").unlink(missing_ok=True)
        return was_running
    raise StillOccupied(f"a PostgreSQL still works in {data}: stop processes {occupants(data)}")


def _told_to_stop(data: Path, sign: signal.Signals, patience: float) -> bool:
    deadline = time.monotonic() + patience
    told: set[int] = set()
    while running := occupants(data):
        # A fast shutdown is the postmaster's to lead; only orphans are told themselves.
        chief = [pid for pid in running if pid == _noted(data)]
        for pid in chief or running:
            if pid not in told:
                told.add(pid)
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, sign)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _noted(data: Path) -> int:
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _is_postgres(entry: Path) -> bool:
    return (entry / "comm").read_text().startswith("postgres")
