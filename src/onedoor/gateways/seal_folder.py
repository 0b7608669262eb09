"""What the local test authorities have in common: the folder with their keys, and their words."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

CAUTION = "测试印章，不具有法律效力"
ROOT_NAME = "一门本地测试印章机构（不具有法律效力）"

# Stories and replays seal under travelled time, so the certificates cover every year we serve.
BEGINS = datetime(2015, 1, 1, tzinfo=UTC)
ENDS = datetime(2049, 12, 31, tzinfo=UTC)


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; of several processes that find none, one makes it, under the lock."""
    if not path.exists():
        with locked(path.parent):
            if not path.exists():
                write_whole(path, make())
    return path.read_bytes()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone among all processes that keep keys in this folder, which is made where it lacks."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_whole(path: Path, content: bytes) -> None:
    """Write the whole file, or leave none; the owner alone may read it. Call it under the lock."""
    draft = path.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
