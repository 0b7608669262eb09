"""(i–k) The library of licences: look-ups at a hundred thousand and at a million; what is made.

SM2 beside `openssl speed sm2` of the same machine in the same run; whole sealed licences, checks
and credentials by the processor time of one core.
"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from statistics import quantiles
from typing import Any

from bench.flows import SERVICE
from bench.town import Town

SIZES = (100_000, 1_000_000)
QUICK_SIZES = (10_000, 100_000)
# Rows are made in steps, so that neither memory nor the log of the database grows with the size.
_STEP = 250_000
_ASKED = 400
_TURNS = 8

# Copies of one licence and its paper, in the hands of a third as many holders; by column, what
# each has for its own. The words of the paper, which no look-up reads, are left out.
_OWN = {
    "paper": {
        "id": "md5('B' || n)::uuid", "key": "'B' || n", "number": "'B' || n",
        "subject": "'B' || n", "check_code": "'B' || n", "digest": "'B' || n",
        "ofd_digest": "'B' || n", "holder": "'B' || n / 3", "facts": "''",
    },
    "licence": {
        "number": "'B' || n", "ground": "'B' || n", "identifier": "'B' || n",
        "holder": "'B' || n / 3", "holder_name": "'B' || n / 3",
        "paper_id": "md5('B' || n)::uuid",
    },
}  # fmt: skip


def measure(town: Town, *, quick: bool = False, most: int = 0) -> dict[str, Any]:
    """p99 of both look-ups at both sizes, and what one core makes in a second.

    `most`: so many licences at the larger size.
    """
    licence = _issued(town)
    made = _made(licence, quick=quick)
    sizes = QUICK_SIZES if quick else (SIZES[0], most or SIZES[1])
    took, before, kept = dict[int, float](), 0, ""
    for size in sizes:
        began = time.monotonic()
        _fill(licence, before + 1, size)
        took[size], before = round(time.monotonic() - began, 1), size
        kept = kept or _set_aside()
    asked = _ask_in_turn({sizes[0]: kept, sizes[1]: ""})
    found = {str(size): asked[size] | {"filled_in_s": took[size]} for size in sizes}
    small, large = (found[str(size)] for size in sizes)
    growth = {
        name: round(large[name] / small[name], 2)
        for name in ("by_identifier_p99_ms", "by_holder_p99_ms")
    }
    return {"sizes": found, "growth": growth} | made


def _issued(town: Town) -> Any:
    from onedoor.kernel import relay
    from onedoor.kernel.actors import SYSTEM
    from onedoor.registers.licences.queries import licence_on

    told = next(
        told
        for told in town.stories
        if told.service == SERVICE and told.story.ends.result == "granted"
    )
    case = told.play(town.cast).run()
    relay.drain()
    found = licence_on(case.number, seen_by=SYSTEM)
    assert found is not None
    return found


def _fill(licence: Any, first: int, last: int) -> None:
    """So many more copies, in steps; indexes are built once all rows are there."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('paper', 'licence')"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        for begin in range(first, last + 1, _STEP):
            with transaction.atomic():
                # Copies need no guards; what they point at is made beside them.
                cursor.execute("SET LOCAL session_replication_role = replica")
                for table, key in (("paper", licence.paper_id), ("licence", licence.number)):
                    step = {"first": begin, "last": min(begin + _STEP - 1, last), "key": key}
                    cursor.execute(_copying(cursor, table), step)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("ANALYZE paper, licence")
        cursor.execute("CHECKPOINT")


def _copying(cursor: Any, table: str) -> str:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped",
        [table],
    )
    own, columns = _OWN[table], [name for (name,) in cursor.fetchall()]
    key = "id" if table == "paper" else "number"
    told = ", ".join(own.get(each, f"template.{each}") for each in columns)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {told} FROM {table} AS template,"
        f" generate_series(%(first)s::int, %(last)s::int) AS n WHERE template.{key} = %(key)s"
    )


def _set_aside() -> str:
    """A database beside ours, with what the library holds so far; its name."""
    import psycopg
    from django.db import connection

    own = connection.get_connection_params()
    connection.close()
    line = {key: own[key] for key in ("host", "port", "user", "password") if own.get(key)}
    name, template = f"{own['dbname']}_aside", own["dbname"]
    with psycopg.connect(**line, dbname="postgres", autocommit=True) as other:
        other.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        other.execute("CHECKPOINT")
    return name


@contextmanager
def _within(database: str) -> Iterator[None]:
    """Inside, the product looks into this database; "" is its own."""
    from django.db import connection

    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database or own
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _ask_in_turn(databases: dict[int, str]) -> dict[int, dict[str, float]]:
    """Both libraries asked in the same minute, by turns, so that what else the machine does falls
    on both: the look-ups of the product, traces and all, at places spread over each library."""
    by_number: dict[int, list[float]] = {size: [] for size in databases}
    by_holder: dict[int, list[float]] = {size: [] for size in databases}
    for turn in range(_TURNS):
        for size, database in databases.items():
            with _within(database):
                _ask(size, turn, by_number[size], by_holder[size])
    return {
        size: {
            "by_identifier_p99_ms": _p99(by_number[size]),
            "by_holder_p99_ms": _p99(by_holder[size]),
        }
        for size in databases
    }


def _ask(size: int, turn: int, by_number: list[float], by_holder: list[float]) -> None:
    from onedoor.kernel.actors import SYSTEM
    from onedoor.registers.licences.queries import licences_found, licences_of

    step = max(size // _ASKED, 1)
    places = list(range(3, size, step))[:_ASKED]
    # A line that was just opened has nothing in hand yet.
    for at in places[:20]:
        licences_found(f"B{at + 1}", seen_by=SYSTEM)
        licences_of(f"B{at // 3 + 1}", seen_by=SYSTEM)
    for at in places[turn::_TURNS]:
        by_number.append(_timed(lambda each: licences_found(each, seen_by=SYSTEM), f"B{at}"))
        by_holder.append(_timed(lambda each: licences_of(each, seen_by=SYSTEM), f"B{at // 3}"))


def _timed(ask: Callable[[str], Any], asked: str) -> float:
    began = time.perf_counter()
    if not ask(asked):
        raise RuntimeError(f"{asked} was not found")
    return (time.perf_counter() - began) * 1000


def _p99(taken: list[float]) -> float:
    return round(quantiles(taken, n=100)[98], 3)


def _made(licence: Any, *, quick: bool) -> dict[str, Any]:
    import ofd
    import vc
    from onedoor.kernel.actors import SYSTEM
    from onedoor.registers.papers.queries import check_document, document_of

    seconds = 1.0 if quick else 3.0
    key, message = ofd.SoftKey(0x5EED), b"m" * 32
    signature, public = key.sign(message), key.public
    floor = _openssl(seconds)
    sealed = document_of(licence.paper_id, seen_by=SYSTEM, as_ofd=True)
    issuing, serial = vc.Key.make(), count()
    holder = vc.Key.make().public
    signed = _rate(lambda: key.sign(message), seconds)
    verified = _rate(lambda: ofd.sm2.verify(message, signature, public), seconds)
    return {
        "sm2": {
            "sign_per_second": signed, "openssl_sign_per_second": floor[0],
            "sign_ratio": round(signed / floor[0], 2) if floor[0] else None,
            "verify_per_second": verified, "openssl_verify_per_second": floor[1],
            "verify_ratio": round(verified / floor[1], 2) if floor[1] else None,
        },
        "licences_per_core_second": _rate(_another(licence, serial), seconds * 2),
        "papers_per_core_second": _rate(_another_paper(licence, serial), seconds * 2),
        "ofds_per_core_second": _rate(_another_ofd(licence), seconds),
        "checks_per_core_second": _rate(lambda: check_document(sealed), seconds),
        "credentials_per_core_second": _rate(
            lambda: vc.make_sd_jwt_vc(
                {"iss": "b", "vct": "b", "exp": 2**31, "name": vc.Hidden("b")},
                key=issuing, kid="b", holder=holder,
            ),
            seconds,
        ),
    }  # fmt: skip


def _another(licence: Any, serial: Iterator[int]) -> Callable[[], Any]:
    """Issues a whole licence: four likenesses made, read back, compared and kept.

    Nothing is sealed without a matter behind it, so one is recorded first.
    """
    from django.db import transaction

    from onedoor.casework.cases.events import ApplicationSubmitted
    from onedoor.kernel.actors import SYSTEM
    from onedoor.kernel.codes import licence_identifier
    from onedoor.kernel.events import record
    from onedoor.registers.issuing.actions import issue_licence
    from onedoor.registers.licences.rules import Listing

    listed = licence_identifier(licence.identifier)
    printed = [(each["label"], each["value"]) for each in licence.facts]

    def issued() -> Any:
        ground = f"bench-{next(serial)}"
        with transaction.atomic():
            record(
                ApplicationSubmitted(
                    subject=ground, case=ground, service=licence.service, version=1,
                    agency=licence.agency, division="659001", party=licence.holder,
                    received_on=licence.issued_on,
                ),
                by=SYSTEM,
            )  # fmt: skip
        return issue_licence(
            ground=ground, holder=licence.holder, holder_name=licence.holder_name,
            kind=licence.kind, kind_name=licence.kind_name,
            agency=licence.agency, agency_name=licence.agency_name,
            facts=[(label, value) for label, value in printed if value != licence.number],
            valid_from=licence.valid_from, valid_until=licence.valid_until,
            numbering="{mark}字第{seq:06}号", layout=licence.layout,
            listing=Listing(type_code=listed.type, issuer_code=listed.issuer), by=SYSTEM,
        )  # fmt: skip

    return issued


def _another_paper(licence: Any, serial: Iterator[int]) -> Callable[[], Any]:
    """Issues its PDF and OFD alone, sealed and kept."""
    from onedoor.kernel.actors import SYSTEM
    from onedoor.registers.papers.actions import issue_paper
    from onedoor.registers.papers.kinds import PaperFacts

    paper = licence.paper
    facts = PaperFacts(
        on=licence.issued_on,
        addressee=licence.holder_name,
        fields=tuple((each["label"], each["value"]) for each in licence.facts),
        identifier=licence.identifier,
    )
    return lambda: issue_paper(
        kind=paper.kind, subject=licence.ground, agency=licence.agency,
        agency_name=licence.agency_name, title=licence.kind_name, facts=facts,
        holder=licence.holder, at=paper.issued_at, key=f"bench:{next(serial)}", by=SYSTEM,
    )  # fmt: skip


def _another_ofd(licence: Any) -> Callable[[], Any]:
    """Its OFD alone: drawn, sealed with SM2, read back and checked; nothing is kept."""
    from onedoor.kernel.ports import port
    from onedoor.registers.papers import ofd_page, sealing
    from onedoor.registers.papers.reading import OfdFile

    paper, sealer = licence.paper, port("ofd_sealer")
    seal = sealing.seal_for_paper(
        paper.kind, subject=licence.ground, agency=licence.agency, agency_name=licence.agency_name
    )
    named = sealing.named_of(seal)

    def made() -> None:
        page = ofd_page.drawn(
            kind=paper.kind, title=licence.kind_name, number=licence.number,
            agency_name=seal.name, holder=licence.holder_name, facts=paper.facts,
            check_code=paper.check_code, caution=sealer.caution,
        )  # fmt: skip
        content = sealer.seal(page.content, seal=named, at=page.seal_at, ground=licence.ground)
        if not OfdFile(content).read.holds:
            raise RuntimeError("a sealed OFD does not hold")

    return made


def _rate(act: Callable[[], object], seconds: float) -> float:
    """How often in a second of this process's own processor time."""
    act()
    began, done = time.process_time(), 0
    while time.process_time() - began < seconds:
        act()
        done += 1
    return round(done / (time.process_time() - began), 1)


def _openssl(seconds: float) -> tuple[float, float]:
    """Signatures and checks a second as `openssl speed sm2` has them; zeros where it has none."""
    told = subprocess.run(
        ["openssl", "speed", "-seconds", str(max(int(seconds), 1)), "sm2"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"SM2 .*?s\s+[\d.]+s\s+([\d.]+)\s+([\d.]+)", told.stdout)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)
