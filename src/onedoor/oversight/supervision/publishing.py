"""Publishing days, and proving to oneself that the record still is what was published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

import vc
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.ports import port
from onedoor.kernel.record import chain_hash, first_moment, links_between
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import each_day, local, midnight, now, today
from onedoor.kernel.turns import take_turn
from onedoor.oversight.supervision import lines
from onedoor.oversight.supervision.cards import Card, all_cards
from onedoor.oversight.supervision.events import DayPublished
from onedoor.oversight.supervision.facts import PUBLISHED, Fact, fact_of
from onedoor.oversight.supervision.measures import Count
from onedoor.oversight.supervision.models import Publication, PublicationKey
from onedoor.oversight.supervision.publication import (
    FILES,
    KEYS,
    MANIFEST,
    Day,
    Files,
    all_counts,
    counts_on,
    figures_on,
    files_of,
    keys_file,
    name_of,
    standings_on,
    steps_of,
    why_not_publish_rules,
)
from onedoor.oversight.supervision.rulebook import Rulebook
from onedoor.oversight.supervision.standing import assessments, terms_for
from onedoor.oversight.supervision.terms import Terms
from onedoor.oversight.supervision.tree import as_lines
from onedoor.registers.catalogue.queries import rulebooks

_ONE = timedelta(days=1)
# One publisher at a time, and one maker of keys.
_LOCK = 7_028_001

Link = dict[str, Any]


class DayNotOver(Refusal):
    """{day} 还没有过完，过完才能公布。"""


class NothingToPublish(Refusal):
    """记录里还没有事情，没有可以公布的。"""


def alias(subject: str) -> str:
    """The name of a chain in publications: the same on every day, and no way back from it."""
    if subject.startswith("agency:"):
        return subject
    return blind_index(subject, purpose="publication chain")[:32]


def hand(subject: str, ref: str) -> str:
    """Tells apart who acted within one chain; another chain gives the same person another name."""
    if ref == SYSTEM.ref:
        return ref
    return blind_index(f"{subject}\0{ref}", purpose="publication hand")[:16]


def head_of(link: Link) -> str:
    """What proves a link and all before it, to whoever has the record and the house's key."""
    return blind_index(f"{link['subject']}\0{link['seq']}\0{link['hash']}", purpose="heads")


def publish_through(last: date) -> list[date]:
    """Publish every day that is over and was not published, up to `last`; the days, in order.

    The first is that of the first public fact: nothing is said of the years in which a house that
    was only being founded had none. DayNotOver; NothingToPublish while there is no public fact;
    RulesReachBack.
    """
    if last >= today():
        raise DayNotOver(day=last.isoformat())
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
    """The files of these days. Reckoned once for all of them: nothing later changes a day."""
    links = list(links_between(midnight(date(2000, 1, 1)), midnight(days[-1] + _ONE)))
    terms = terms_for(links)
    proofs, facts = _public(links, terms)
    rules = rulebooks()
    cards = all_cards(facts, books=rules, terms=terms, until=days[-1])
    said = lines.lines_of_terms(
        terms, rules, assessments(), agencies=terms.places, services=terms.services
    )
    reckoned = _Reckoned(
        facts=facts, cards=cards, counts=all_counts(facts, terms), rules=rules, terms=terms
    )
    known = _known(newest)
    previous = port("store").get(newest.files[MANIFEST]) if newest else None
    of_day = defaultdict[date, list[Link]](list)
    for link in links:
        of_day[local(link["at"]).date()].append(link)
    for day in days:
        made = _day(day, of_day[day], proofs, reckoned, known.new_among(said))
        if newest is not None:
            why_not_publish_rules(known, made.terms, newest.day)
        known.learn(made.terms)
        files = files_of(made, previous=previous, key=_signing_key())
        previous = files[MANIFEST]
        yield made, files


@dataclass(frozen=True, kw_only=True)
class _Reckoned:
    """All that follows from the record up to the last day that is made."""

    facts: list[Fact]
    cards: list[Card]
    counts: list[Count]
    rules: tuple[Rulebook, ...]
    terms: Terms


def _public(links: Iterable[Link], terms: Terms) -> tuple[dict[tuple[str, int], str], list[Fact]]:
    """The public facts under their aliases; and for each, what ties it to its link."""
    proofs: dict[tuple[str, int], str] = {}
    facts = []
    for link in links:
        fact = fact_of(link, always=terms.always, subject=alias, hand=hand)
        if fact is not None:
            proofs[fact.subject, fact.seq] = blind_index(link["hash"], purpose="publication link")
            facts.append(fact)
    return proofs, sorted(facts, key=lambda fact: (fact.at, fact.subject, fact.seq))


def _day(
    day: date,
    links: list[Link],
    proofs: dict[tuple[str, int], str],
    reckoned: "_Reckoned",
    untold: list[lines.Line],
) -> Day:
    cards, counts, terms = reckoned.cards, reckoned.counts, reckoned.terms
    of_day = [fact for fact in reckoned.facts if fact.day == day]
    upto = [fact for fact in reckoned.facts if fact.day <= day]
    agencies = {agency for fact in upto for agency in fact.agencies}
    services = {
        f"{fact.body['service']}/{fact.body['version']}" for fact in upto if "version" in fact.body
    }
    needed = {"agency": agencies, "service": services}
    return Day(
        day=day,
        terms=[
            line
            for line in untold
            if line["kind"] not in needed or line["name"] in needed[line["kind"]]
        ],
        facts=[
            lines.line_of_fact(fact) | {"link": proofs[fact.subject, fact.seq]} for fact in of_day
        ],
        cards=steps_of(cards, day, reckoned.rules),
        figures=figures_on(upto, cards, day=day),
        counts=counts_on(counts, day),
        standings=standings_on(counts, books=assessments(), terms=terms, day=day),
        heads=heads_of(links),
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


def differs_from_record(day: date) -> list[str]:
    """What the record says of a published day now, against what was published then.

    Finds whatever was altered, added or taken away since, whole chains among it. Each difference
    in a sentence; none when all is as it was.
    """
    links = list(links_between(midnight(day), midnight(day + _ONE)))
    terms = terms_for(links)
    proofs, facts = _public(links, terms)
    now_said = {
        "facts": as_lines(
            lines.written(lines.line_of_fact(fact) | {"link": proofs[fact.subject, fact.seq]})
            for fact in facts
        ),
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
