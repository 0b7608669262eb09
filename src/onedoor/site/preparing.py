"""From an empty or older database to one that can be served: schema, packs, sample city."""

import hashlib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from onedoor.kernel.actors import SYSTEM
from onedoor.site import schema
from onedoor.site.models import mark, set_mark

Say = Callable[[str], None]

_BEGUN, _DONE = "begun", "done"


def prepare(say: Say, *, sample: bool = True) -> None:
    """Everything between a database that answers and a site that can open. Repeating it is quick.

    A sample city cut short is built anew: the site has never opened on it, so nothing is lost.
    """
    schema.have(say)
    if mark("city") == _BEGUN:
        say("the sample city was left half built; beginning again")
        schema.wipe()
        schema.have(say)
    publish_changed_packs(say)
    if sample and not mark("city"):
        build_sample_city(say)


def publish_changed_packs(say: Say) -> None:
    """Publish the packs unless these very files were published before."""
    digest = packs_digest(settings.ONEDOOR_PACKS)
    if mark("packs") == digest:
        return
    say("publishing the packs")
    import_module("onedoor.registers.catalogue.actions").publish_packs(
        settings.ONEDOOR_PACKS, by=SYSTEM
    )
    set_mark("packs", digest)


def build_sample_city(say: Say) -> None:
    """Play the sample city in; does nothing in an installation that was shipped without it."""
    if find_spec("onedoor.site.city") is None:
        return
    say("building the sample city")
    set_mark("city", _BEGUN)
    import_module("onedoor.site.city").build_city(say)
    set_mark("city", _DONE)


def sample_sign_ins() -> list[str]:
    """Lines that tell a newcomer who may sign in; empty without a sample city."""
    if mark("city") != _DONE or find_spec("onedoor.site.city") is None:
        return []
    lines: list[str] = import_module("onedoor.site.city").sign_ins()
    return lines


def packs_digest(folder: Path) -> str:
    """A digest of every file that publishing reads."""
    digest = hashlib.sha256()
    for file in _files(folder):
        digest.update(f"{file.relative_to(folder)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.parts):
            yield file
