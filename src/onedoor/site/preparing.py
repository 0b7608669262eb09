"""From an empty or older database to one that can be served: schema, packs, sample city."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.agencies.queries import staff_policy
from onedoor.registers.catalogue.actions import PublishReport, publish_packs
from onedoor.registers.finding.actions import index_all
from onedoor.registers.finding.queries import is_indexed
from onedoor.registers.items.actions import keep_catalogue
from onedoor.registers.people.queries import account_called
from onedoor.site import city, schema
from onedoor.site.keys import KeysDoNotFit, refuse_keys_that_do_not_fit
from onedoor.site.models import mark, set_mark
from onedoor.site.schema import SchemaTrouble
from onedoor.site.sealing import found_sample_seals, why_papers_wait

Say = Callable[[str], None]

__all__ = ["KeysDoNotFit", "PacksRefused", "SchemaTrouble", "prepare", "publish", "sample_sign_ins"]

_BEGUN, _DONE = "begun", "done"
_SHOWN = 20


class PacksRefused(RuntimeError):
    """There is nothing to serve: the packs have faults and none was ever published."""


def prepare(say: Say, *, sample: bool = True) -> None:
    """Everything between a database that answers and a site that can open. Repeating it is quick.

    A sample city cut short is built anew: the site has never opened on it, so nothing is lost.
    """
    schema.have(say)
    if mark("city") == _BEGUN:
        say("the sample city was left half built; beginning again")
        schema.wipe()
        schema.have(say)
    refuse_keys_that_do_not_fit()
    publish_changed_packs(say)
    if not is_indexed():
        # An installation older than the search.
        index_all(settings.ONEDOOR_PACKS)
    if sample and not mark("city"):
        build_sample_city(say)
    elif sample and mark("city") == _DONE:
        # An agency that came later, or a city older than its seals.
        found_sample_seals(*city.officers())
    if line := why_papers_wait():
        say(line)


def publish_changed_packs(say: Say) -> None:
    """Publish the packs unless these very files were published before."""
    if mark("packs") == packs_digest(settings.ONEDOOR_PACKS):
        return
    say("publishing the packs")
    report = publish(settings.ONEDOOR_PACKS)
    if report.ok:
        return
    for fault in report.refused[:_SHOWN]:
        say(str(fault))
    if not mark("packs"):
        raise PacksRefused(f"{len(report.refused)} faults in the packs: mend them and start again")
    say("the packs have faults and were not published; what was published before still holds")


def publish(folder: Path) -> PublishReport:
    """Publish the packs of `folder` and remember which files they were."""
    digest = packs_digest(folder)
    report = publish_packs(folder, by=SYSTEM)
    if report.ok:
        keep_catalogue(folder, by=SYSTEM)
        index_all(folder)
        set_mark("packs", digest)
    return report


def build_sample_city(say: Say) -> None:
    """Play the sample city in, and remember that it stands."""
    say("building the sample city")
    set_mark("city", _BEGUN)
    city.build_city(say)
    set_mark("city", _DONE)


def sample_sign_ins() -> list[str]:
    """Lines that tell a newcomer who may sign in; empty without a sample city.

    A city built by an older release has no administrators, and asks its clerks for a second step.
    """
    if mark("city") != _DONE:
        return []
    lines = [
        f"{who}: {login} / {password}"
        for who, login, password in city.sign_ins()
        if account_called(login)
    ]
    if staff_policy().is_strong:
        return [*lines, "clerks sign in with a passkey or a second step here"]
    return [*lines, "clerks sign in by password alone here: a real installation asks for more"]


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
