"""The record: append-only, one hash chain (SM3, GB/T 32905) for each subject."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.models import Entry, Head
from onedoor.kernel.news import Event, grounds, reactions_to
from onedoor.kernel.time import now

# Of what chains something was written while news are told apart (`relay.apart`); else None.
written: ContextVar[set[str] | None] = ContextVar("written", default=None)

GENESIS = "0" * 64
CHANNEL = "onedoor_news"

# One statement: the links, the new heads, what is to be told, and the wake-up of the worker.
_APPEND = """
WITH link AS (
    INSERT INTO record (subject, seq, name, at, by_kind, by_ref, by_agency, for_party, mandate,
        body, previous, hash)
    SELECT subject, seq, name, at, by_kind, by_ref, by_agency, coalesce(for_party, ''),
        coalesce(mandate, ''), body, previous, hash
    FROM jsonb_to_recordset(%(links)s::jsonb) AS given(
        subject text, seq int, name text, at timestamptz, by_kind text, by_ref text,
        by_agency text, for_party text, mandate text, body jsonb, previous text, hash text)
    ORDER BY subject, seq
    RETURNING id, subject, seq, name, hash
), head AS (
    INSERT INTO record_head (subject, seq, hash)
    SELECT DISTINCT ON (subject) subject, seq, hash FROM link ORDER BY subject, seq DESC
    ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
), told AS (
    INSERT INTO record_news (entry_id, subject, event, reaction, outside, attempts, last_error)
    SELECT link.id, link.subject, link.name, hears.reaction, hears.outside, 0, ''
    FROM link
    JOIN jsonb_to_recordset(%(hears)s::jsonb)
        AS hears(name text, reaction text, outside bool) USING (name)
    ORDER BY link.id
)
SELECT pg_notify(%(channel)s, '') WHERE %(wake)s
"""


def chain_hash(link: dict[str, Any]) -> str:
    """SM3 over the canonical JSON of a link without its hash (sorted keys, UTC microseconds)."""
    at = link["at"]
    moment = at if isinstance(at, str) else _stamp(at)
    content = {key: value for key, value in link.items() if key != "hash"} | {"at": moment}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.new("sm3", text.encode()).hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def append(events: Sequence[Event], *, by: Actor, begins: bool = False) -> None:
    """See `onedoor.kernel.events.record`, the front door."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction that made it true")
    if (chains := written.get()) is not None:
        chains.update(event.subject for event in events)
    heads = {} if begins else _heads_held({event.subject for event in events})
    links = []
    at = _stamp(now())
    for event in events:
        seq, previous = heads.get(event.subject, (0, GENESIS))
        link: dict[str, Any] = {
            "subject": event.subject,
            "seq": seq + 1,
            "name": event.name,
            "at": at,
            "by_kind": by.kind,
            "by_ref": by.ref,
            "by_agency": by.agency,
            "body": event.body(),
            "previous": previous,
        } | _on_behalf(by.party if by.scope else "", by.scope.mandate if by.scope else "")
        link["hash"] = chain_hash(link)
        heads[event.subject] = (seq + 1, link["hash"])
        links.append(link)
    hears = [
        {"name": name, "reaction": reaction.name, "outside": reaction.outside}
        for name in {event.name for event in events}
        for reaction in reactions_to(name)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            {
                "links": json.dumps(links, ensure_ascii=False),
                "hears": json.dumps(hears),
                "channel": CHANNEL,
                "wake": bool(hears),
            },
        )


def _on_behalf(party: str, mandate: str) -> dict[str, Any]:
    """Whom one acted for and by what mandate; left out of the link when one acted for oneself."""
    return {"for_party": party, "mandate": mandate} if mandate else {}


def _heads_held(subjects: set[str]) -> dict[str, tuple[int, str]]:
    """The heads of the chains, locked until the transaction ends, in one fixed order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, seq, hash FROM record_head WHERE subject = ANY(%s::text[])"
            " ORDER BY subject FOR UPDATE",
            [sorted(subjects)],
        )
        return {subject: (seq, digest) for subject, seq, digest in cursor.fetchall()}


# Of so many events at the end the mark is made: one that is committed late still changes it.
_END = 50


def mark() -> str:
    """A mark that is another whenever something more is recorded. It says nothing about anybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(id), 0), coalesce(sum(id), 0)"
            " FROM (SELECT id FROM record ORDER BY id DESC LIMIT %s) AS of_the_end",
            [_END],
        )
        newest, of_all = cursor.fetchone()
    return f"{newest}-{of_all}"


def last_of(subject: str) -> int:
    """The place of the last link of a chain; 0 before the first."""
    last = Entry.objects.filter(subject=subject).order_by("-seq").values_list("seq", flat=True)
    return last.first() or 0


def heads_of(subjects: Collection[str]) -> dict[str, str]:
    """The digest of each of these chains as it stands; chains that are none are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, hash FROM record_head WHERE subject = ANY(%s::text[])",
            [list(subjects)],
        )
        return {str(subject): str(digest) for subject, digest in cursor.fetchall()}


def is_ground(subject: str) -> bool:
    """Whether something is recorded of `subject` that a sealed paper may rest on.

    The floors above say of their news whether it is (`Event.is_ground`): a case, a bundle.
    """
    return Entry.objects.filter(subject=subject, name__in=grounds()).exists()


def entries_of(subject: str) -> list[Entry]:
    """The whole chain of `subject`, oldest first."""
    return list(Entry.objects.filter(subject=subject).order_by("seq"))


def links_of(subjects: Sequence[str]) -> list[dict[str, Any]]:
    """The links of these chains as values, with `at` as a moment; by chain, oldest first."""
    found = Entry.objects.filter(subject__in=list(subjects)).order_by("subject", "seq")
    return [_link(entry) | {"at": entry.at, "hash": entry.hash} for entry in found]


def links_between(
    since: datetime, before: datetime, *, names: Sequence[str] = (), agency: str = ""
) -> Iterator[dict[str, Any]]:
    """All links recorded from `since` up to but not at `before`; of these names, and such as name
    this agency as theirs, where given."""
    found = Entry.objects.filter(at__gte=since, at__lt=before)
    if names:
        found = found.filter(name__in=list(names))
    if agency:
        found = found.filter(body__agency=agency)
    for entry in found.order_by("subject", "seq").iterator(chunk_size=2000):
        yield _link(entry) | {"at": entry.at, "hash": entry.hash}


def first_moment(names: Collection[str]) -> datetime | None:
    """When the first event of these names happened; None while there is none."""
    found = Entry.objects.filter(name__in=names).order_by("at")
    return found.values_list("at", flat=True).first()


def subjects_running(begins: Sequence[str], ends: Sequence[str]) -> list[str]:
    """The chains that hold an event of `begins` and whose newest link is none of `ends`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT head.subject FROM record_head AS head"
            " JOIN record AS last ON last.subject = head.subject AND last.seq = head.seq"
            " WHERE last.name <> ALL(%s::text[]) AND EXISTS (SELECT FROM record AS one"
            " WHERE one.subject = head.subject AND one.name = ANY(%s::text[]))"
            " ORDER BY head.subject",
            [list(ends), list(begins)],
        )
        return [subject for (subject,) in cursor.fetchall()]


def entries_under(mandate: str, *, limit: int = 200) -> list[Entry]:
    """What was done under a mandate, alone or through another one, newest first."""
    found = Entry.objects.filter(mandate__contains=mandate).exclude(mandate="")
    return list(found.order_by("-id")[:limit])


def entries_named(
    names: Sequence[str], *, subjects: Sequence[str], after: int, before: datetime, limit: int
) -> list[Entry]:
    """Events of these names in these chains, after a place in the record, told before a moment."""
    found = Entry.objects.filter(name__in=names, subject__in=subjects, pk__gt=after, at__lt=before)
    return list(found.order_by("pk")[:limit])


@dataclass(frozen=True)
class BrokenLink:
    """The first place where a chain no longer proves itself, and what is wrong there."""

    subject: str
    seq: int
    problem: str


@dataclass(frozen=True)
class Verdict:
    """What a verification saw: how much it read, and the first broken link of each bad chain."""

    chains: int
    events: int
    broken: tuple[BrokenLink, ...]


def verify(subject: str | None = None) -> Verdict:
    """Recompute every chain, or one. Reads a single snapshot; alters nothing.

    A link altered, removed, added or moved is found, except that a whole chain taken away
    together with its head leaves no trace here.
    """
    broken: list[BrokenLink] = []
    chains = events = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        heads = Head.objects.filter(**({"subject": subject} if subject else {}))
        unseen = {head.subject: (head.seq, head.hash) for head in heads}
        for name, links in _chains(subject):
            chains += 1
            events += len(links)
            if fault := _first_fault(name, links, unseen.pop(name, None)):
                broken.append(fault)
        broken += [BrokenLink(name, 1, "the whole chain is gone") for name in unseen]
    return Verdict(chains, events, tuple(broken))


def _chains(subject: str | None) -> Iterator[tuple[str, list[Entry]]]:
    entries: Iterable[Entry] = (
        Entry.objects.filter(**({"subject": subject} if subject else {}))
        .order_by("subject", "seq")
        .iterator(chunk_size=2000)
    )
    name, links = "", list[Entry]()
    for entry in entries:
        if entry.subject != name and links:
            yield name, links
            links = []
        name = entry.subject
        links.append(entry)
    if links:
        yield name, links


def _first_fault(
    subject: str, links: list[Entry], head: tuple[int, str] | None
) -> BrokenLink | None:
    previous = GENESIS
    for place, entry in enumerate(links, start=1):
        if entry.seq != place:
            return BrokenLink(subject, place, f"link {place} is missing")
        if entry.previous != previous:
            return BrokenLink(subject, place, "it does not follow the link before it")
        if chain_hash(_link(entry)) != entry.hash:
            return BrokenLink(subject, place, "its content is not what was recorded")
        previous = entry.hash
    if head is None:
        return BrokenLink(subject, len(links), "the chain has no head")
    if head != (len(links), previous):
        return BrokenLink(subject, len(links) + 1, "links at the end are missing")
    return None


def _link(entry: Entry) -> dict[str, Any]:
    return {
        "subject": entry.subject,
        "seq": entry.seq,
        "name": entry.name,
        "at": _stamp(entry.at),
        "by_kind": entry.by_kind,
        "by_ref": entry.by_ref,
        "by_agency": entry.by_agency,
        "body": entry.body,
        "previous": entry.previous,
    } | _on_behalf(entry.for_party, entry.mandate)
