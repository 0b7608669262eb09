"""What a site has published of supervision, downloaded by whoever wants to recompute it."""

import json
import re
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any

from onedoor.oversight.supervision.publication import KEYS

_PATIENCE = 30
_MOST = 512 * 1024 * 1024
# As publications are called. Nothing else is written, wherever a site would like it to lie.
_FILE = re.compile(r"[a-z][a-z0-9-]*(\.[a-z]+)+")


class CannotFetch(Exception):
    """What was asked for did not come, or was not what it should be; says what and why."""


def fetch_publications(site: str, folder: Path) -> tuple[int, int]:
    """Put the keys and every file of every published day of `site` into `folder`, as
    `write_publications` does; how many days there are, how many files were fetched.

    What lies there already is left: a day that was published never changes, and `verify` says if it
    did. CannotFetch.
    """
    if not site.startswith(("https://", "http://")):
        raise CannotFetch(f"{site} is no address of a site: https://…")
    base = f"{site.rstrip('/')}/supervision"
    days = _days(_read(f"{base}/days.json"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / KEYS).write_bytes(_read(f"{base}/{KEYS}"))
    fetched = 1
    for day, names in days:
        for name in names:
            file = folder / day / name
            if not file.exists():
                content = _read(f"{base}/{day}/{name}")
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
                fetched += 1
    return len(days), fetched


def _read(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:  # noqa: S310 - looked at above
            content: bytes = answer.read(_MOST + 1)
    except (urllib.error.URLError, OSError, ValueError) as fault:
        raise CannotFetch(f"{url}: {fault}") from None
    if len(content) > _MOST:
        raise CannotFetch(f"{url}: larger than any file of a day")
    return content


def _days(content: bytes) -> list[tuple[str, list[str]]]:
    try:
        told: list[dict[str, Any]] = json.loads(content)["days"]
        found = [
            (date.fromisoformat(each["day"]).isoformat(), list(each["files"])) for each in told
        ]
    except (ValueError, KeyError, TypeError) as fault:
        raise CannotFetch(f"days.json is no list of days: {fault}") from None
    for day, names in found:
        for name in names:
            if not isinstance(name, str) or not _FILE.fullmatch(name):
                raise CannotFetch(f"days.json names {name!r} of {day}, which is no file of a day")
    return found
