"""`onedoor doctor`: what is wrong with an installation, and how to mend each thing."""

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onedoor.site import packages, places

_ROOM = 1_000_000_000
_SKEW = 5.0
_PATIENCE = 2.0
_SETUP = "run `make run` again: it installs what the lock file says"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at. `mend` is empty when all is well, or says what to do."""

    about: str
    seen: str
    mend: str = ""
    only_advice: bool = False

    @property
    def well(self) -> bool:
        return not self.mend or self.only_advice

    def __str__(self) -> str:
        sign = "ok  " if not self.mend else "note" if self.only_advice else "FAIL"
        return f"{sign}  {self.about}: {self.seen}" + (
            f"\n      → {self.mend}" if self.mend else ""
        )


def examine() -> list[Finding]:
    """Look at everything; one thing amiss does not hide the next."""
    findings: list[Finding] = []
    for look in (_python, _lock, _state, _space, _fonts, _chromium):
        findings += _looked(look)
    if not any(finding.about == "state folder" and not finding.well for finding in findings):
        findings += _looked(_everything_inside)
    return findings


def _looked(look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(look())
    except Exception as trouble:
        about = look.__name__.strip("_").replace("_", " ")
        found.append(
            Finding(about=about, seen=f"{type(trouble).__name__}: {trouble}", mend=_advice(trouble))
        )
    return found


def _advice(trouble: Exception) -> str:
    if "connect" in str(trouble).lower():
        return "see that PostgreSQL runs and that DATABASE_URL leads to it, with the right password"
    return "mend what the message says, then ask the doctor again"


def _python() -> Iterator[Finding]:
    seen = sys.version.split()[0]
    mend = "" if sys.version_info >= (3, 11) else "install Python 3.11 or newer, then `make run`"
    yield Finding(about="Python", seen=seen, mend=mend)


def _lock() -> Iterator[Finding]:
    marker = Path(sys.prefix) / "installed-from"
    lock = places.root() / "requirements.lock"
    if not lock.exists():
        yield Finding(about="environment", seen="installed as a package")
        return
    parts = [lock.read_bytes(), (places.root() / "pyproject.toml").read_bytes()]
    digest = hashlib.sha256(b"\0".join([*parts, bytes(places.root())])).hexdigest()
    agrees = marker.exists() and f"run {digest}" in marker.read_text().splitlines()
    yield Finding(
        about="environment",
        seen="as the lock says" if agrees else "not installed from today's lock",
        mend="" if agrees else _SETUP,
    )


def _state() -> Iterator[Finding]:
    state = places.state()
    if not state.exists():
        yield Finding(about="state folder", seen=f"{state} is not there yet", mend="run `make run`")
        return
    if not os.access(state, os.R_OK | os.W_OK | os.X_OK):
        owner = state.stat().st_uid
        yield Finding(
            about="state folder",
            seen=f"{state} belongs to account {owner} and is closed to us",
            mend="run as that account or as root, or set ONEDOOR_STATE to a folder of your own",
        )
        return
    open_ones = [path.name for path in _secrets(state) if path.stat().st_mode & 0o077]
    yield Finding(
        about="state folder",
        seen=f"others can read {', '.join(open_ones)}" if open_ones else str(state),
        mend=f"chmod 600 {' '.join(str(state / name) for name in open_ones)}" if open_ones else "",
    )


def _secrets(state: Path) -> Iterator[Path]:
    for name in ("secret-key", "data-keys.json", "twins.json", "cluster-password", "cluster.json"):
        if (state / name).exists():
            yield state / name


def _space() -> Iterator[Finding]:
    folder = places.state()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    mend = "" if free > _ROOM else f"free at least 1 GB on the disk of {folder}"
    yield Finding(about="disk", seen=f"{free / 1e9:.1f} GB free", mend=mend)


def _fonts() -> Iterator[Finding]:
    there = packages.has_chinese_fonts()
    yield Finding(
        about="Chinese fonts",
        seen="present" if there else f"missing: {packages.FONTS.without_it}",
        mend="" if there else f"install {' '.join(packages.FONTS.debian)} (Debian's names)",
    )


def _chromium() -> Iterator[Finding]:
    path = packages.chromium()
    yield Finding(
        about="Chromium",
        seen=path or f"missing: {packages.CHROMIUM.without_it}",
        mend="" if path else "install chromium if you mean to run the tests",
        only_advice=True,
    )


def _everything_inside() -> Iterator[Finding]:
    """What can only be seen with the database at hand."""
    import django

    from onedoor.site.cluster import reachable

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.site.settings")
    with reachable():
        django.setup()
        for look in INSIDE:
            yield from _looked(look)


def _database() -> Iterator[Finding]:
    from onedoor.kernel.time import now
    from onedoor.site import schema

    asked = now().timestamp()
    with schema.connect() as line:
        version = line.info.server_version
        row = line.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
        took = now().timestamp() - asked
    old = version < schema.OLDEST
    yield Finding(
        about="PostgreSQL",
        seen=f"{version // 10000}.{version % 10000}",
        mend="bring PostgreSQL 15 or newer, or unset DATABASE_URL to use ours" if old else "",
    )
    skew = abs(float(row[0]) - asked) - took if row else 0.0
    yield Finding(
        about="clocks",
        seen=f"the database's clock is {max(skew, 0):.1f} s away from ours",
        mend="set both machines' clocks by one time server" if skew > _SKEW else "",
    )


def _schema() -> Iterator[Finding]:
    from onedoor.site import schema

    missing = schema.unapplied()
    yield Finding(
        about="schema",
        seen=f"{len(missing)} migrations are missing" if missing else "up to date",
        mend="stop the product and start it again: it brings the schema up to date"
        if missing
        else "",
    )


def _packs() -> Iterator[Finding]:
    from onedoor.site.models import mark
    from onedoor.site.preparing import packs_digest

    published, folder = mark("packs"), packs_digest(places.packs())
    yield Finding(
        about="packs",
        seen="published as they are"
        if published == folder
        else "the folder differs from what is published",
        mend=""
        if published == folder
        else "run `onedoor packs check`, then `onedoor packs publish`",
    )


def _keys() -> Iterator[Finding]:
    """The arithmetic of the seals, and whether our keys are those of this database."""
    from onedoor.site.keys import why_they_do_not_fit
    from onedoor.site.starting import prove_arithmetic

    way = prove_arithmetic()
    yield Finding(
        about="SM2, SM3 and SM4", seen=f"compute what their standards print (SM2 by {way})"
    )
    why = why_they_do_not_fit()
    yield Finding(
        about="keys of personal data",
        seen=why.partition(". ")[0] if why else "fit this database",
        mend=why.partition(". ")[2],
    )


def _worker() -> Iterator[Finding]:
    from onedoor.kernel import relay

    groups: list[Any] = relay.waiting()
    stuck = [group for group in groups if group.get("last_error")]
    for group in stuck:
        yield Finding(
            about=f"news for {group['reaction']}",
            seen=f"{group.get('waiting', '?')} waiting; last error: {group['last_error']}",
            mend="mend the cause; the worker tries again by itself",
        )
    waiting = sum(group["waiting"] - group["failing"] for group in groups)
    if waiting:
        time.sleep(_PATIENCE)
    later: list[Any] = relay.waiting() if waiting else []
    still = sum(group["waiting"] - group["failing"] for group in later)
    stands = 0 < waiting <= still
    yield Finding(
        about="worker",
        seen=f"{still} news wait and none was delivered just now" if stands else "keeps up",
        mend="see that `onedoor worker` runs; `make run` starts one" if stands else "",
    )


def _gateways() -> Iterator[Finding]:
    """The keys can be opened and the store be read, without leaving anything behind."""
    from onedoor.kernel.ports import port

    port("sealer").check(b"")
    yield Finding(about="keys of seals", seen=f"all {port('signer').prove()} can be opened")
    port("store").has("0" * 64)
    yield Finding(about="store", seen="can be read")


INSIDE = (_database, _schema, _keys, _packs, _worker, _gateways)
