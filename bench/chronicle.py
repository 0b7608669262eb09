"""Ten million events that could have happened: a few matters played for real, and copies of their
chains, shifted by whole weeks, of every agency in turn, each with its own number and hashes.

Beside the record the rows that boards read: cases, tasks, ratings, follow-ups; and the counts of
published days. Cards are left out: they are what is rebuilt.
"""

import hashlib
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.flows import SERVICE
from bench.town import Town

# Two years of weeks; agencies and weeks meet in as many ways as there are slots.
WEEKS, SLOTS = 100, 1000
_LOT = 20_000
_DAY = re.compile(r"20\d\d-\d\d-\d\d")


@dataclass
class Kind:
    """One played matter, of which `share` in a hundred copies are made; `moves` through the years
    or stands as it is, for what is open now."""

    name: str
    share: float
    moves: bool = True
    number: str = ""
    agency: str = ""
    shift: int = 0
    # Its chains as they were recorded, its own first.
    chains: list[list[dict[str, Any]]] = field(default_factory=list)
    counts: list[Any] = field(default_factory=list)

    @property
    def events(self) -> int:
        return sum(map(len, self.chains))


KINDS = (
    ("rated", 45.0, True), ("quiet", 34.0, True), ("bad", 0.5, True), ("put-right", 7.5, True),
    ("elsewhere", 11.0, True), ("open", 1.0, False), ("late", 0.5, False), ("warned", 0.5, False),
)  # fmt: skip


class Chronicle:
    """What was filled in: so many events of so many cases, and where each kind of them lies."""

    def __init__(self, town: Town, events: int) -> None:
        from onedoor.registers.agencies.queries import agencies

        self.town = town
        self.agencies = sorted(agencies())
        self.kinds = [Kind(*each) for each in KINDS]
        for kind in self.kinds:
            _play(town, kind)
        each = sum(kind.share * kind.events for kind in self.kinds) / 100
        cases = round(events / each)
        self.ranges: dict[str, range] = {}
        begin = 1
        for kind in self.kinds:
            size = max(1, round(cases * kind.share / 100))
            self.ranges[kind.name] = range(begin, begin + size)
            begin += size
        self.cases, self.events = begin - 1, 0

    def fill(self, say: Callable[[str], None]) -> None:
        """Write it all down; indexes are built once all rows are there."""
        from django.db import connection

        with connection.cursor() as cursor:
            indexes = _without_indexes(cursor)
            for kind in self.kinds:
                self._record(cursor, kind)
                self._rows(cursor, kind)
                say(f"{kind.name}: {len(self.ranges[kind.name]):,} cases, {self.events:,} events")
            for definition in indexes:
                cursor.execute(definition)
            # As the database does by itself within the hour.
            cursor.execute(f"VACUUM (ANALYZE) {', '.join(_TABLES)}")
            cursor.execute("CHECKPOINT")
        self._publish()

    def agency(self, slot: int) -> str:
        """Whose the copies of this slot are."""
        return self.agencies[slot * 7 % len(self.agencies)]

    def _shift(self, kind: Kind, slot: int) -> int:
        return kind.shift - 7 * (slot % WEEKS) if kind.moves else 0

    def _record(self, cursor: Any, kind: Kind) -> None:
        """The chains of its copies, and their heads."""
        drawn: dict[int, list[_Chain]] = {}
        numbers = self.ranges[kind.name]
        for first in range(numbers.start, numbers.stop, _LOT):
            links, heads = [], []
            for n in range(first, min(first + _LOT, numbers.stop)):
                slot = n % SLOTS
                if slot not in drawn:
                    drawn[slot] = [
                        _Chain(chain, kind, self.agency(slot), self._shift(kind, slot))
                        for chain in kind.chains
                    ]
                for chain in drawn[slot]:
                    told, head = chain.copy(n)
                    links += told
                    heads.append(head)
            with cursor.copy(f"COPY record ({_RECORD}) FROM STDIN") as copy:
                copy.write("".join(links))
            with cursor.copy("COPY record_head (subject, seq, hash) FROM STDIN") as copy:
                copy.write("".join(heads))
            self.events += len(links)

    def _rows(self, cursor: Any, kind: Kind) -> None:
        """The rows of its copies that boards read."""
        numbers = self.ranges[kind.name]
        facts = {
            "number": kind.number, "first": numbers.start, "last": numbers.stop - 1,
            "agency": kind.agency, "agencies": self.agencies,
        }  # fmt: skip
        shift = f"({kind.shift} - 7 * mod(mod(n, {SLOTS}), {WEEKS}))" if kind.moves else "0"
        cursor.execute("SET session_replication_role = replica")
        for table, (own, where) in _OWN.items():
            cursor.execute(_copying(cursor, table, own, where, shift), facts)
        cursor.execute("SET session_replication_role = DEFAULT")

    def _publish(self) -> None:
        """The counts of every day as published files."""
        from django.db import transaction

        from onedoor.kernel.actors import SYSTEM
        from onedoor.kernel.events import record
        from onedoor.kernel.ports import port
        from onedoor.kernel.time import now
        from onedoor.oversight.supervision.events import DayPublished
        from onedoor.oversight.supervision.models import Publication, PublicationKey
        from onedoor.oversight.supervision.publishing import _signing_key

        _signing_key()
        key, store = PublicationKey.objects.get(), port("store")
        with tempfile.TemporaryDirectory(prefix="onedoor-bench-") as folder:
            for day in sorted(self._counted(Path(folder))):
                digest = store.put((Path(folder) / day).read_bytes())
                with transaction.atomic():
                    Publication.objects.create(
                        day=date.fromisoformat(day), key=key, files={"counts.jsonl": digest},
                        facts=0, published_at=now(),
                    )  # fmt: skip
                    told = DayPublished(
                        subject="publications", day=date.fromisoformat(day), facts=0,
                        manifest=digest,
                    )  # fmt: skip
                    record(told, by=SYSTEM)

    def _counted(self, folder: Path) -> set[str]:
        from onedoor.oversight.supervision.reckoning import alias

        days: set[str] = set()
        held = defaultdict[str, list[str]](list)

        def put(day: str) -> None:
            days.add(day)
            with (folder / day).open("a", encoding="utf-8") as file:
                file.writelines(held.pop(day))

        for kind in self.kinds:
            if not kind.moves:
                continue
            for n in self.ranges[kind.name]:
                slot, name = n % SLOTS, alias(f"B{n}")
                agency, shift = self.agency(slot), timedelta(days=self._shift(kind, slot))
                for each in kind.counts:
                    day = (each.day + shift).isoformat()
                    held[day].append(
                        f'{{"agency":"{agency}","amount":{each.amount},"measure":"{each.measure}",'
                        f'"of":{each.of},"seq":{each.seq},"subject":"{name}"}}\n'
                    )
                    if len(held[day]) >= 1000:
                        put(day)
        for day in list(held):
            put(day)
        return days


# --- a matter played for real -----------------------------------------------------------------


def _play(town: Town, kind: Kind) -> None:
    """Play it, let the night's look raise what is due, and keep its chains."""
    from onedoor.kernel import relay
    from onedoor.kernel.record import links_of
    from onedoor.kernel.time import days, today, travel
    from onedoor.oversight.feedback.actions import rate_case
    from onedoor.oversight.supervision.actions import look_at_what_runs, reckon_chain
    from onedoor.oversight.supervision.measures import counts_of
    from onedoor.oversight.supervision.standing import chain_with_terms

    told = _story(town, elsewhere=kind.name == "elsewhere")
    begins, until = {
        "open": (1, 1), "late": (20, 1), "warned": (7, 1)
    }.get(kind.name, (60, None))  # fmt: skip
    case = told.play(town.cast, begin=today() - days(begins), until=until).run()
    relay.drain()
    if kind.name in ("rated", "bad"):
        with travel(case.closed_on + days(2)):
            level = 5 if kind.name == "rated" else 1
            rate_case(case.number, level=level, text="好", by=_applicant(case))
            relay.drain()
    if kind.name in ("late", "warned"):
        reckon_chain(case.number)
    if kind.name == "put-right":
        _judge(case)
    look_at_what_runs()
    kind.number, kind.agency = case.number, case.agency
    kind.chains = [links_of([each]) for each in _chains_of(case.number)]
    newest = max(link["at"] for chain in kind.chains for link in chain)
    kind.shift = max(0, (today() - newest.date()).days - 1) // 7 * 7
    facts, terms = chain_with_terms(case.number)
    kind.counts = counts_of(facts, terms)


def _story(town: Town, *, elsewhere: bool) -> Any:
    granted = [each for each in town.stories if each.story.ends.result == "granted"]
    mine = [each for each in granted if each.service == SERVICE]
    # The longest one of another service: several steps, and as many events.
    others = [each for each in granted if each.service != SERVICE]
    return max(others, key=lambda each: len(each.story.steps)) if elsewhere else mine[0]


def _applicant(case: Any) -> Any:
    from onedoor.kernel.actors import Actor

    party = str(case.applicant_id)
    return Actor(kind="person", ref="bench", party=party, person=party, level=3)


def _judge(case: Any) -> None:
    """A bad rating that is answered, and whose card goes all the way to its end."""
    from onedoor.kernel import relay
    from onedoor.kernel.actors import Actor
    from onedoor.kernel.time import days, travel
    from onedoor.oversight.feedback.actions import answer_rating, call_back, rate_case
    from onedoor.oversight.feedback.queries import FollowUp
    from onedoor.oversight.supervision import actions
    from onedoor.oversight.supervision.models import RaisedCard

    with travel(case.closed_on + days(2)):
        rate_case(case.number, level=1, text="慢", by=_applicant(case))
        relay.drain()
        called = FollowUp.objects.get(rating__case=case.number)
        unit = Actor(
            kind="staff", ref="bench:calls", agency=called.agency,
            posts=frozenset({f"{called.agency}/supervisor"}),
        )  # fmt: skip
        call_back(str(called.pk), cause="at-once", text="等得太久", by=unit)
        answer_rating(str(called.pk), text="以后先打电话约好时间，来了就办。", by=unit)
        relay.drain()
        for card in RaisedCard.objects.filter(about=case.number).exclude(level="warning"):
            unit, watcher = (
                Actor(kind="staff", ref=f"bench:{each}", agency=each,
                      posts=frozenset({f"{each}/supervisor"}))
                for each in (card.agency, card.watcher)
            )  # fmt: skip
            actions.explain_card(card.pk, text="停电", evidence="值班记录", by=unit)
            actions.confirm_card(card.pk, reasons="不属实", by=watcher)
            actions.order_correction(
                card.pk, text="补办", due_on=case.closed_on + days(9), by=watcher
            )
            actions.put_right(card.pk, text="办了", evidence="回执", by=unit)
            actions.close_card(card.pk, reasons="属实", by=watcher)


def _chains_of(number: str) -> list[str]:
    """The chain of a matter, those of its cards, and those of what follows its rating."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT subject FROM record WHERE body->>'about' = %s"
            " OR (name LIKE 'follow-up.%%' AND body->>'case' = %s) ORDER BY subject",
            [number, number],
        )
        return [number, *(subject for (subject,) in cursor.fetchall())]


# --- its copies -------------------------------------------------------------------------------

_RECORD = (
    "subject, seq, name, at, by_kind, by_ref, by_agency, for_party, mandate, body, previous, hash"
)


class _Chain:
    """One chain of one kind in one slot: all its text but what is each copy's own."""

    def __init__(self, links: list[dict[str, Any]], kind: Kind, agency: str, shift: int) -> None:
        self.kind = links[0]["subject"].partition(":")[0] if ":" in links[0]["subject"] else "case"
        first = links[0]["body"]
        self.links = []
        for link in links:
            at = (link["at"] + timedelta(days=shift)).isoformat(timespec="microseconds")
            body = _moved(link["body"], shift, {kind.agency: agency, kind.number: "@case@"})
            if self.kind == "card":
                body["card"] = "@own@"
            elif self.kind == "follow-up":
                body["follow_up"] = "@own@"
            whole = {k: v for k, v in link.items() if k not in ("hash", "previous")}
            whole |= {"subject": "@subject@", "at": at, "body": body, "previous": "@previous@"}
            text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            row = "\t".join(
                ("@subject@", str(link["seq"]), link["name"], at, link["by_kind"], link["by_ref"],
                 link["by_agency"], link.get("for_party", ""), link.get("mandate", ""),
                 json.dumps(body, ensure_ascii=False).replace("\\", "\\\\"), "@previous@")
            )  # fmt: skip
            self.links.append((text, row))
        self.about = (
            (first["rule"], agency if first["agency"] == kind.agency else first["agency"],
             _moved(first["key"], shift, {}))
            if self.kind == "card" else None
        )  # fmt: skip

    def copy(self, n: int) -> tuple[list[str], str]:
        """The links of the n-th copy as lines for COPY, and the line of its head."""
        number, own = f"B{n}", ""
        if self.about is not None:
            rule, agency, key = self.about
            text = "\0".join((rule, agency, number, key))
            own = hashlib.new("sm3", text.encode()).hexdigest()[:16].upper()
        elif self.kind == "follow-up":
            raw = hashlib.md5(f"F{n}".encode()).hexdigest()
            own = f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
        subject = number if self.kind == "case" else f"{self.kind}:{own}"
        previous, lines = "0" * 64, []
        for text, row in self.links:
            told, line = (
                each.replace("@case@", number).replace("@own@", own)
                .replace("@subject@", subject).replace("@previous@", previous)
                for each in (text, row)
            )  # fmt: skip
            previous = hashlib.new("sm3", told.encode()).hexdigest()
            lines.append(f"{line}\t{previous}\n")
        return lines, f"{subject}\t{len(lines)}\t{previous}\n"


def _moved(value: Any, shift: int, names: dict[str, str]) -> Any:
    """The same facts so many days later, under other names."""
    if isinstance(value, dict):
        return {key: _moved(each, shift, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, shift, names) for each in value]
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value):
        return (date.fromisoformat(value) + timedelta(days=shift)).isoformat()
    body, slash, post = value.partition("/")
    return f"{names[body]}/{post}" if slash and body in names else names.get(value, value)


# By table: what each copy has for its own, and which rows of the played matter are copied.
_CASE_ID = "md5('C' || n)::uuid"
_OWN: dict[str, tuple[dict[str, str], str]] = {
    "cases_case": (
        {"id": _CASE_ID, "number": "'B' || n", "query_code": "'B' || n",
         "request_key": "'B' || n", "applicant_name": "'B' || n"},
        "template.number = %(number)s",
    ),
    "cases_task": (
        {"id": "nextval('cases_task_id_seq')", "case_id": _CASE_ID},
        "template.case_id = (SELECT id FROM cases_case WHERE number = %(number)s)",
    ),
    "feedback_rating": (
        {"id": "md5('R' || n)::uuid", "case": "'B' || n"}, 'template."case" = %(number)s',
    ),
    "feedback_followup": (
        {"id": "md5('F' || n)::uuid", "rating_id": "md5('R' || n)::uuid"},
        'template.rating_id = (SELECT id FROM feedback_rating WHERE "case" = %(number)s)',
    ),
}  # fmt: skip
_TABLES = ("record", "record_head", *_OWN)


def _copying(cursor: Any, table: str, own: dict[str, str], where: str, shift: str) -> str:
    """One statement that copies the rows of the played matter for every number."""
    cursor.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [table],
    )
    columns, told = [], []
    for name, kind in cursor.fetchall():
        value = f'template."{name}"'
        if name == "agency":
            value = (
                f"CASE WHEN {value} = %(agency)s THEN (%(agencies)s::text[])"
                f"[1 + mod(mod(n, {SLOTS}) * 7, cardinality(%(agencies)s::text[]))]"
                f" ELSE {value} END"
            )
        elif kind == "date":
            value = f"{value} + {shift}"
        elif kind.startswith("timestamp"):
            value = f"{value} + {shift} * interval '1 day'"
        columns.append(f'"{name}"')
        told.append(own.get(name, value))
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(told)}"
        f" FROM {table} AS template, generate_series(%(first)s::int, %(last)s::int) AS n"
        f" WHERE {where}"
    )


def _without_indexes(cursor: Any) -> list[str]:
    """Takes the indexes away, but for those that hold a constraint; how to make them again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)",
        [list(_TABLES)],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]
