"""Publishing days, and proving to oneself that the record still is what was published."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

import vc
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.ports import port
from onedoor.kernel.record import chain_hash, first_moment, links_between
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import each_day, local, midnight, now, today
from onedoor.kernel.turns import take_turn
from onedoor.oversight.supervision import lines
from onedoor.oversight.supervision.events import DayPublished
from onedoor.oversight.supervision.facts import PUBLISHED, fact_of
from onedoor.oversight.supervision.models import Publication, PublicationKey
from onedoor.oversight.supervision.publication import (
    FILES,
    KEYS,
    MANIFEST,
    Day,
    Files,
    counts_on,
    figures_on,
    files_of,
    keys_file,
    name_of,
    standings_on,
    steps_of,
    why_not_publish_rules,
)
from onedoor.oversight.supervision.reckoning import (
    Link,
    Reckoned,
    alias,
    hand,
    head_of,
    proof_of,
    reckoned,
    spans,
)
from onedoor.oversight.supervision.standing import assessments, terms_for
from onedoor.oversight.supervision.tree import as_lines
from onedoor.registers.catalogue.queries import rulebooks

_ONE = timedelta(days=1)
# One publisher at a time, and one maker of keys.
_LOCK = 7_028_001


class DayNotOver(Refusal):
    """{day} 还没有过完，过完才能公布。"""


class NothingToPublish(Refusal):
    """记录里还没有事情，没有可以公布的。"""


def publish_through(last: date) -> list[date]:
    """Publish every day that is over and was not published, up to `last`; the days, in order.

    The first is that of the first public fact: nothing is said of the years in which a house that
    was only being founded had none. DayNotOver; NothingToPublish while there is no public fact;
    RulesReachBack.
    """
    if last >= today():
        raise DayNotOver(day=last)
    newest = Publication.objects.order_by("-day").first()
    begins = first_moment(PUBLISHED)
    if newest is None and begins is None:
        raise NothingToPublish()
    first = newest.day + _ONE if newest else local(begins or now()).date()
    if first > last:
        return []
    days = each_day(first, last)
    for made, files in _made(days, newest):
        _keep(made, files)
    return days


def _made(days: list[date], newest: Publication | None) -> Iterator[tuple[Day, Files]]:
    """The files of these days, reckoned a month at a time: nothing later changes a day."""
    rules, known = rulebooks(), _known(newest)
    previous = port("store").get(newest.files[MANIFEST]) if newest else None
    for span in spans(days):
        found = reckoned(span[0], span[-1], rules=rules)
        terms = found.terms
        said = lines.lines_of_terms(
            terms, rules, assessments(), agencies=terms.places, services=terms.services
        )
        for day in span:
            made = _day(day, found, known.new_among(said))
            if newest is not None:
                why_not_publish_rules(known, made.terms, newest.day)
            known.learn(made.terms)
            files = files_of(made, previous=previous, key=_signing_key())
            previous = files[MANIFEST]
            yield made, files


def _day(day: date, found: Reckoned, untold: list[lines.Line]) -> Day:
    named = found.named_by(day)
    return Day(
        day=day,
        terms=[
            line
            for line in untold
            if line["kind"] not in ("agency", "service") or (line["kind"], line["name"]) in named
        ],
        facts=[
            lines.line_of_fact(fact) | {"link": found.proofs[fact.subject, fact.seq]}
            for fact in found.of_day(day)
        ],
        cards=steps_of(found.cards, day, found.rules),
        figures=figures_on(found.facts, found.cards, day=day),
        counts=counts_on(found.counts, day),
        standings=standings_on(found.counts, books=assessments(), terms=found.terms, day=day),
        heads=found.heads.get(day, []),
    )


def heads_of(links: Iterable[Link]) -> list[str]:
    """A digest of the newest link of each chain that grew, of a day's links; their order tells
    nothing."""
    newest: dict[str, Link] = {}
    for link in links:
        known = newest.get(link["subject"])
        newest[link["subject"]] = link if not known or link["seq"] > known["seq"] else known
    return sorted(head_of(link) for link in newest.values())


def _keep(made: Day, files: Files) -> None:
    """Put the files where anybody can fetch them, then say so."""
    store = port("store")
    kept = {name: store.put(content) for name, content in files.items()}
    with transaction.atomic():
        take_turn(_LOCK)
        if Publication.objects.filter(day=made.day).exists():
            return
        key = PublicationKey.objects.order_by("made_at").last()
        assert key is not None
        Publication.objects.create(
            day=made.day, key=key, files=kept, facts=len(made.facts), published_at=now()
        )
        told = DayPublished(
            subject="publications", day=made.day, facts=len(made.facts),
            manifest=kept[MANIFEST],
        )  # fmt: skip
        record(told, by=SYSTEM)


def _signing_key() -> vc.Key:
    """The newest key; the first is made when it is asked for."""
    row = PublicationKey.objects.order_by("made_at").last()
    if row is None:
        with transaction.atomic():
            take_turn(_LOCK)
            row = PublicationKey.objects.order_by("made_at").last()
            if row is None:
                key = vc.Key.make()
                row = PublicationKey.objects.create(
                    kid=key.public.thumbprint, pem=key.pem, made_at=now()
                )
    return vc.Key.read(row.pem)


def _known(newest: Publication | None) -> lines.Known:
    """What all publications so far have said of rules, limits, places and calendars."""
    known = lines.Known()
    if newest is None:
        return known
    store = port("store")
    for each in Publication.objects.order_by("day"):
        content = store.get(each.files[name_of("terms")]).decode()
        known.learn(lines.read(line) for line in content.splitlines())
    return known


# --- for anybody ------------------------------------------------------------------------------


def public_keys() -> bytes:
    """keys.json: every key that ever signed a publication."""
    rows = PublicationKey.objects.all()
    return keys_file(vc.Key.read(row.pem).public for row in rows)


def publications(*, limit: int) -> tuple[list[Publication], int]:
    """The newest days published, the last first; and how many there are in all."""
    every = Publication.objects.order_by("-day")
    return list(every[:limit]), every.count()


def published_days() -> list[date]:
    """Every day that was published, in order."""
    return list(Publication.objects.order_by("day").values_list("day", flat=True))


def published_files() -> list[tuple[date, list[str]]]:
    """Every day that was published, in order, with the names of its files."""
    found = Publication.objects.order_by("day").values_list("day", "files")
    return [(day, sorted(files)) for day, files in found]


def write_publications(folder: Path) -> int:
    """Write every published day and the keys into a folder, as they lie open; how many files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / KEYS).write_bytes(public_keys())
    count = 1
    for each in Publication.objects.order_by("day"):
        place = folder / each.day.isoformat()
        place.mkdir(exist_ok=True)
        for name, digest in each.files.items():
            (place / name).write_bytes(port("store").get(digest))
            count += 1
    return count


def file_of_day(day: date, name: str) -> bytes | None:
    """A file of a published day; None where there is none."""
    found = Publication.objects.filter(day=day).first()
    if found is None or name not in found.files:
        return None
    content: bytes = port("store").get(found.files[name])
    return content


def file_of_each_day(name: str) -> Iterator[tuple[date, bytes]]:
    """That file of every published day which has it, in order: one query, one file at a time."""
    store = port("store")
    for day, files in Publication.objects.order_by("day").values_list("day", "files"):
        if name in files:
            yield day, store.get(files[name])


def differs_from_record(day: date) -> list[str]:
    """What the record says of a published day now, against what was published then.

    Finds whatever was altered, added or taken away since, whole chains among it. Each difference
    in a sentence; none when all is as it was.
    """
    links = list(links_between(midnight(day), midnight(day + _ONE)))
    now_said = {
        "facts": as_lines(map(lines.written, _facts_of(links))),
        "heads": as_lines(heads_of(links)),
    }
    found = [
        f"{day} {link['subject']}, link {link['seq']}: its content is not what was recorded"
        for link in links
        if chain_hash(link) != link["hash"]
    ]
    for part in FILES:
        then = file_of_day(day, name_of(part)) if part in now_said else None
        if part in now_said and then != now_said[part]:
            gone = set((then or b"").splitlines()) - set(now_said[part].splitlines())
            new = set(now_said[part].splitlines()) - set((then or b"").splitlines())
            found.append(f"{day} {name_of(part)}: {len(gone)} gone, {len(new)} new or altered")
    return found


def _facts_of(links: list[Link]) -> Iterator[lines.Line]:
    """The public facts of a day's links, as they are published."""
    always = terms_for(links).always
    made = [(fact_of(link, always=always, subject=alias, hand=hand), link) for link in links]
    public = [(fact, link) for fact, link in made if fact is not None]
    for fact, link in sorted(public, key=lambda one: (one[0].at, one[0].subject, one[0].seq)):
        yield lines.line_of_fact(fact) | {"link": proof_of(link)}
