"""Blobs in a folder of the state directory, named by their SHA-256."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from django.conf import settings

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """One file a blob, two folders deep; written whole or not at all, never overwritten."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(settings.ONEDOOR_STATE) / "papers"

    def put(self, content: bytes) -> str:
        """Keep `content`; return its digest. OSError when the disk refuses."""
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if place.exists() and place.read_bytes() == content:
            return digest
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{digest[:8]}-{token_hex(8)}")
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # Two writers of the same bytes both succeed: the later rename replaces like with like.
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        _remember_the_name(place.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes; KeyError when unknown, ValueError when they no longer match their digest."""
        try:
            content = self._place(digest).read_bytes()
        except FileNotFoundError:
            raise KeyError(digest) from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise ValueError(f"blob {digest} has been altered on disk")
        return content

    def has(self, digest: str) -> bool:
        """Whether the folder holds a blob of that name."""
        return bool(_DIGEST.fullmatch(digest)) and self._place(digest).exists()

    def digests(self) -> Iterator[str]:
        """Every digest kept, in no particular order; unfinished writes are passed over."""
        for path in self.folder.glob("??/??/*"):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def _place(self, digest: str) -> Path:
        # A digest may come from a request: nothing but 64 hex digits may become a path.
        if not _DIGEST.fullmatch(digest):
            raise KeyError(digest)
        return self.folder / digest[:2] / digest[2:4] / digest


def _remember_the_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
