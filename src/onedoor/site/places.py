"""Where things lie on the disk. Standard library only, so that it can be read before Django."""

import base64
import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Facts = dict[str, Any]


def root() -> Path:
    """The checkout this code lies in; the working directory when it was installed as a package."""
    here = Path(__file__).resolve()
    for folder in here.parents:
        if (folder / "pyproject.toml").is_file() and (folder / "packs").is_dir():
            return folder
    return Path.cwd()


def root_of(room: str) -> Path:
    """The folder of a room, without importing it: "onedoor.channels.look" → …/channels/look."""
    return Path(__file__).resolve().parents[1].joinpath(*room.split(".")[1:])


def state() -> Path:
    """The one folder that holds everything that changes: ONEDOOR_STATE, by default `var/`."""
    return Path(os.environ.get("ONEDOOR_STATE") or root() / "var").absolute()


def packs() -> Path:
    """The folder of packs: ONEDOOR_PACKS, by default `packs/`."""
    return Path(os.environ.get("ONEDOOR_PACKS") or root() / "packs").absolute()


def cluster_note() -> Path:
    """Where the supervisor of the embedded cluster writes how to reach it."""
    return state() / "cluster.json"


def write_private(path: Path, text: str) -> None:
    """Write `text` whole or not at all, readable by its owner alone (mode 600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def secret_key() -> str:
    """The key that signs sessions and tokens: made once, kept in the state folder."""
    path = state() / "secret-key"
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        write_private(path, secrets.token_urlsafe(64))
        return path.read_text(encoding="utf-8").strip()


def data_keys_file() -> Path:
    """Where the keys of personal data lie unless ONEDOOR_DATA_KEYS brings them."""
    return state() / "data-keys.json"


def data_keys() -> Facts:
    """The keys of personal data at rest: ONEDOOR_DATA_KEYS as JSON, else made once and kept.

    `seal` holds SM4 keys by name, `current` names the one that seals anew, `index` is the key of
    the blind indexes. Lost keys are lost data: they belong in the backup, apart from the database.
    """
    if given := os.environ.get("ONEDOOR_DATA_KEYS"):
        return dict(json.loads(given))
    path = data_keys_file()
    if not path.exists():
        made = {
            "current": "1",
            "seal": {"1": base64.b64encode(secrets.token_bytes(16)).decode()},
            "index": base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        write_private(path, json.dumps(made))
    return dict(json.loads(path.read_text(encoding="utf-8")))


def twins_note() -> Path:
    """Where the paper twins of a sample city are described: ports, secrets, certificates."""
    return state() / "twins.json"


def twins() -> Facts:
    """The paper twins that run beside a sample city; empty without one."""
    try:
        return dict(json.loads(twins_note().read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def register() -> Facts:
    """How to reach the register of persons: ONEDOOR_REGISTER as JSON, else the paper twin."""
    if given := os.environ.get("ONEDOOR_REGISTER"):
        return dict(json.loads(given))
    return dict(twins().get("register", {}))


def rephraser() -> Facts:
    """How to reach a machine that rephrases: ONEDOOR_REPHRASER as JSON, else the paper twin."""
    if given := os.environ.get("ONEDOOR_REPHRASER"):
        return dict(json.loads(given))
    return dict(twins().get("rephraser", {}))


def signer() -> Facts:
    """How to reach the server that holds the keys of seals: ONEDOOR_SIGNER as JSON; else none."""
    given = os.environ.get("ONEDOOR_SIGNER")
    return dict(json.loads(given)) if given else {}


def upstreams() -> list[Facts]:
    """The paper twins people may sign in with; real ones stand in upstream.yaml beside them."""
    return list(twins().get("upstreams", []))


def mail() -> tuple[str, Facts]:
    """Django's mail backend and how it reaches the server ONEDOOR_SMTP names; else the paper twin.

    ONEDOOR_SMTP is smtp://user:password@host:587, or smtps://… for a line sealed from the start.
    """
    given = os.environ.get("ONEDOOR_SMTP")
    if not given:
        return "onedoor.gateways.paper_mail.PaperMail", {}
    parts = urlsplit(given)
    return "django.core.mail.backends.smtp.EmailBackend", {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "ssl": parts.scheme == "smtps",
        "tls": parts.scheme != "smtps",
    }


def database() -> Facts:
    """How Django reaches PostgreSQL: DATABASE_URL, else the embedded cluster's note.

    With neither there is a port nobody listens on: what needs no database still runs, and what
    needs one says so at once.
    """
    if url := os.environ.get("DATABASE_URL"):
        return from_url(url)
    try:
        note = json.loads(cluster_note().read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        note = {"port": 1, "user": "onedoor", "password": "", "name": "onedoor"}
    return settings_for(
        name=note["name"],
        user=note["user"],
        password=note["password"],
        host="127.0.0.1",
        port=str(note["port"]),
    )


def from_url(url: str) -> Facts:
    """Django's settings for postgresql://user:password@host:port/name?sslmode=…; ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    if not parts.path.strip("/"):
        raise ValueError("DATABASE_URL must name a database after the last slash")
    return settings_for(
        name=unquote(parts.path.strip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=unquote(parts.hostname or ""),
        port=str(parts.port or ""),
        **dict(parse_qsl(parts.query)),
    )


def settings_for(
    *, name: str, user: str, password: str, host: str, port: str, **options: str
) -> Facts:
    """One entry of DATABASES. A connection is kept, for each new one costs a password exchange."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1, **options},
    }
