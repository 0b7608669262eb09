"""Stylesheet, icons and scripts under names that carry their content: browsers keep them for good.

Everything is read and packed once, when the first page asks; there is no collecting step.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

FOLDER = Path(__file__).parent / "static" / "look"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file as it is sent: its public name, its bytes plain and packed."""

    name: str
    kind: str
    plain: bytes
    packed: bytes


def _asset(file: Path, known: dict[str, Asset]) -> Asset:
    content = file.read_bytes()
    if file.suffix == ".css":
        # A stylesheet names its fonts plainly; they are sent under names that carry their content.
        for name, asset in known.items():
            content = content.replace(f"url({name})".encode(), f"url({asset.name})".encode())
    digest = hashlib.sha256(content).hexdigest()[:10]
    plain_name = file.relative_to(FOLDER)
    return Asset(
        name=str(plain_name.with_name(f"{file.stem}.{digest}{file.suffix}")),
        kind=KINDS[file.suffix],
        plain=content,
        packed=gzip.compress(content, 9, mtime=0),
    )


@cache
def _read_once() -> dict[str, Asset]:
    files = [file for file in sorted(FOLDER.rglob("*")) if file.suffix in KINDS]
    found: dict[str, Asset] = {}
    for file in sorted(files, key=lambda one: one.suffix == ".css"):
        found[str(file.relative_to(FOLDER))] = _asset(file, found)
    return found


def assets() -> dict[str, Asset]:
    """Every asset by its plain name ("onedoor.css"); read anew on each call while DEBUG is on."""
    if settings.DEBUG:
        _read_once.cache_clear()
        static.cache_clear()
    return _read_once()


def asset_named(name: str) -> Asset | None:
    """The asset whose public name (with digest) is `name`, or None."""
    return next((asset for asset in assets().values() if asset.name == name), None)


@cache
def static(name: str) -> str:
    """The address of an asset by its plain name; KeyError for a name that is not there."""
    return reverse("look:asset", args=[assets()[name].name])
