"""Runs every measurement and tells the figures: a table for people, one JSON object for others."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from bench.aims import AIMS, missed
from bench.machine import described
from bench.town import Town, town

Lines = list[tuple[str, str]]

# What can be asked for alone, in the order of a whole run.
PARTS = (
    "licence",
    "page",
    "view",
    "submit",
    "sso",
    "entry",
    "inbox",
    "library",
    "search",
    "oversight",
)


def main() -> None:
    """The command: `python -m bench [--quick] [--only PART …] [--json FILE]`.

    Exit 1 when an aim was not met, except when quick.
    """
    reader = argparse.ArgumentParser(prog="bench", description=__doc__)
    reader.add_argument(
        "--quick", action="store_true", help="one short round of each: a smoke test"
    )
    reader.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART",
                        help=f"these alone: {', '.join(PARTS)}")  # fmt: skip
    reader.add_argument("--json", type=Path, help="also write the JSON object to this file")
    reader.add_argument(
        "--library", type=int, default=0, metavar="N",
        help="so many licences instead of a million; ten million take some 20 GB and half an hour",
    )  # fmt: skip
    reader.add_argument(
        "--events", type=int, default=0, metavar="N",
        help="so many events for oversight instead of two hundred thousand; up to ten million",
    )  # fmt: skip
    wishes = reader.parse_args()
    figures = measure(
        quick=wishes.quick, only=wishes.only, licences=wishes.library, events=wishes.events
    )
    print(table(figures))
    short = missed(figures)
    for line in short:
        print(f"not met: {line}")
    text = json.dumps(figures, ensure_ascii=False)
    if wishes.json:
        wishes.json.write_text(text + "\n", encoding="utf-8")
    print(text)
    # One short round says whether everything runs, not how fast.
    if short and not wishes.quick:
        raise SystemExit(1)


def measure(
    *, quick: bool, only: Collection[str] = PARTS, licences: int = 0, events: int = 0
) -> dict[str, Any]:
    """The figures of these parts: all take about ten minutes, or one when quick.

    `licences` fill the library, `events` the record of oversight.
    """
    began = time.monotonic()
    with town(_say) as here:
        figures: dict[str, Any] = {"machine": described(here.postgresql), "quick": quick}
        for part, (words, measured) in _measurements(here, quick, licences, events).items():
            if part in only:
                _say(words)
                figures[part] = measured()
    figures["aims"] = AIMS
    figures["seconds"] = round(time.monotonic() - began, 1)
    return figures


def _measurements(
    here: Town, quick: bool, licences: int, events: int
) -> dict[str, tuple[str, Callable[[], dict[str, Any]]]]:
    """Each part with what is said when it begins. Those that need servers start them anew."""
    from bench import entry, flows, inbox, library, oversight, pages, seals, search, sso, views

    often: dict[str, Any] = (
        {"rounds": 1, "seconds": 1.0} if quick else {"rounds": 5, "seconds": 3.0}
    )

    # A machine shared with others is faster and slower by a fifth from one second to the next:
    # of many short rounds the middle one says more than of few long ones.
    short: dict[str, Any] = often if quick else {"rounds": 12, "seconds": 1.5}

    def served(ask: Callable[[Any, Any], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
        def measured() -> dict[str, Any]:
            with here.servers() as (ours, least):
                return ask(ours, least)

        return measured

    return {
        "licence": ("a licence", lambda: seals.measure(here)),
        "page": ("the guide page, the home page and hello-world", served(
            lambda ours, least: pages.measure(ours, least, **short))),
        "view": ("first views over a slow line", served(
            lambda ours, least: views.measure(here, ours, times=1 if quick else views.TIMES))),
        "submit": ("applications and the same rows by pgbench", served(
            lambda ours, least: flows.measure(here, ours, **often))),
        "sso": ("single sign-on", served(
            lambda ours, least: sso.measure(here, ours, least, **often))),
        "entry": ("signing in", served(
            lambda ours, least: entry.measure(here, ours, least, **often))),
        "inbox": ("the inbox", lambda: inbox.measure(here, quick=quick)),
        "library": ("the library of licences",
                    lambda: library.measure(here, quick=quick, most=licences)),
        "search": ("the search", lambda: search.measure(quick=quick)),
        "oversight": ("oversight", lambda: oversight.measure(here, quick=quick, most=events)),
    }  # fmt: skip


def table(figures: dict[str, Any]) -> str:
    """The figures as lines for people, of the parts that were measured."""
    machine = figures["machine"]
    lines = [
        ("", f"{machine['cpu']}, {machine['cores']} cores, Python {machine['python']},"
             f" PostgreSQL {machine['postgresql']}, load {machine['load_before']}"),
    ]  # fmt: skip
    for part, tell in _TELLS.items():
        if part in figures:
            lines += tell(figures[part])
    return "\n".join(f"{name:<34}{told}" if name else told for name, told in lines)


def _of_submit(found: dict[str, Any]) -> Lines:
    return [
        ("a  applications through the API", f"{found['cases_per_second']:>9,.1f} cases/s"
             f"   ({found['web_cpu_ms_per_case']} ms of web CPU each)"),
        ("b  the same rows by pgbench", f"{found['floor_per_second']:>9,.1f} cases/s"),
        ("   a/b", f"{found['ratio']:>9.3f}           aim ≥ {AIMS['submit']}"),
    ]  # fmt: skip


def _of_page(found: dict[str, Any]) -> Lines:
    return [
        ("c  guide page, nobody signed in", f"{found['page_per_second']:>9,} pages/s"
             f"   ({found['page_cpu_us']} µs of web CPU each)"),
        ("d  hello-world, same server", f"{found['hello_per_second']:>9,} pages/s"
             f"   ({found['hello_cpu_us']} µs; the asker {found['asker_cpu_us']} µs)"),
        ("   c/d", f"{found['ratio']:>9.3f}           aim ≥ {AIMS['page']}"
             f"   (by CPU {found['cpu_ratio']})"),
        ("   the home page", f"{found['home_per_second']:>9,} pages/s"
             f"   beside hello-world {found['home_ratio']:.3f}   aim ≥ {AIMS['page']}"),
    ]  # fmt: skip


def _of_view(found: dict[str, Any]) -> Lines:
    if "left_out" in found:
        return [("m  first views", found["left_out"])]
    return [
        (f"{'m ' if name == 'home' else '  '} first view, {name}",
             f"{each['bytes'] / 1024:>9.1f} KB   LCP {each['lcp_ms'] / 1000:.2f} s"
             f"   CLS {each['cls']}   deaf {each['deaf_ms']} ms   answers in {each['answer_ms']} ms"
             f"   aim ≤ {AIMS['view_kb']:.0f} KB, {AIMS['view_lcp_ms'] / 1000:.1f} s,"
             f" {AIMS['view_cls']}, {AIMS['view_deaf_ms']:.0f}, {AIMS['view_answer_ms']:.0f}")
        for name, each in found.items()
    ]  # fmt: skip


def _of_inbox(found: dict[str, Any]) -> Lines:
    small, large = found["web_cpu_ms"]
    return [
        ("e  inbox at 10,000 open cases", f"{found['web_cpu_ms'][small]:>9} ms web CPU"
             f"   + {found['database_cpu_ms'][small]} ms database"),
        (f"   inbox at {int(large):,} open cases", f"{found['web_cpu_ms'][large]:>9} ms web CPU"
             f"   + {found['database_cpu_ms'][large]} ms database   aim ≤ {AIMS['inbox_ms']:.0f}"),
        ("   the larger / the smaller, both", f"{found['growth']:>9}"
             f"           aim ≤ {AIMS['inbox_growth']}"),
    ]  # fmt: skip


def _of_licence(found: dict[str, Any]) -> Lines:
    if "left_out" in found:
        return []
    return [
        ("f  hash and sign a licence", f"{found['hash_and_sign_ms']:>9} ms"
             f"   (SM3 {found['sm3_ms']}, PAdES {found['sign_ms']})"),
        ("   draw it first", f"{found['render_ms']:>9} ms"),
    ]  # fmt: skip


def _of_sso(found: dict[str, Any]) -> Lines:
    return [
        ("g  whole flows of single sign-on", f"{found['flows_per_second']:>9,.1f} flows/s"
             f"   ({found['web_cpu_ms_per_flow']} ms of web CPU each)"
             f"   aim ≥ {AIMS['sso_flows']:.0f}"),
        ("   one flow", f"{found['p50_ms']:>9} ms p50   {found['p95_ms']} ms p95"),
        ("   hello-world in the same run", f"{found['hello_per_second']:>9,} pages/s"),
        ("   its 3 requests / hello", f"{found['ratio']:>9.4f}"),
    ]  # fmt: skip


def _of_entry(found: dict[str, Any]) -> Lines:
    return [
        ("h  sign-ins by password", f"{found['sign_ins_per_second']:>9,.1f} sign-ins/s"
             f"   ({found['web_cpu_ms_per_sign_in']} ms of web CPU each)"),
        ("   one sign-in", f"{found['p50_ms']:>9} ms p50   {found['p95_ms']} ms p95"),
        ("   hashing its password: the floor", f"{found['hash_cpu_ms']:>8} ms of CPU"
             f"   ({found['hash_share']} of a sign-in   aim ≥ {AIMS['hash_share']})"),
        ("   its 2 requests / hello", f"{found['ratio']:>9.5f}"
             f"   ({found['hello_per_second']:,} pages/s in the same run)"),
    ]  # fmt: skip


def _of_library(found: dict[str, Any]) -> Lines:
    sm2 = found["sm2"]
    lines = [
        (f"i  library of {int(size):,} licences",
         f"{each['by_identifier_p99_ms']:>9} ms p99 by number"
         f"   {each['by_holder_p99_ms']} by holder")
        for size, each in found["sizes"].items()
    ]  # fmt: skip
    growth = found["growth"]
    return [
        *lines,
        ("   the larger / the smaller", f"{growth['by_identifier_p99_ms']:>9}"
             f"   {growth['by_holder_p99_ms']}   aim ≤ {AIMS['library_growth']}"),
        ("j  SM2 signatures", f"{sm2['sign_per_second']:>9,.0f} /s"
             f"   ({sm2['sign_ratio']} of openssl speed   aim ≥ {AIMS['sm2']})"),
        ("   SM2 checks", f"{sm2['verify_per_second']:>9,.0f} /s"
             f"   ({sm2['verify_ratio']} of openssl speed)"),
        ("k  licences in four likenesses", f"{found['licences_per_core_second']:>9} /s of one core"
             f"   aim ≥ {AIMS['licences']:.0f}"),
        ("   PDF and OFD of them alone", f"{found['papers_per_core_second']:>9} /s of one core"),
        ("   sealed OFDs, read back", f"{found['ofds_per_core_second']:>9} /s of one core"),
        ("   checks of an OFD", f"{found['checks_per_core_second']:>9} /s of one core"),
        ("   credentials signed", f"{found['credentials_per_core_second']:>9} /s of one core"),
    ]  # fmt: skip


def _of_search(found: dict[str, Any]) -> Lines:
    own, page, small = found["search"], found["page"], found["published"]
    return [
        (f"l  search over {found['guides']:,} guides", f"{own['p50_ms']:>9} ms p50"
             f"   {own['p95_ms']} ms p95   {own['cpu_p50_ms']} ms of CPU"
             f"   aim p50 ≤ {AIMS['search_p50_ms']:.0f}"),
        ("   the whole page", f"{page['p50_ms']:>9} ms p50   {page['p95_ms']} ms p95"
             f"   aim p95 ≤ {AIMS['search_p95_ms']:.0f}"),
        ("   over what is published", f"{small['p50_ms']:>9} ms p50   {small['p95_ms']} ms p95"
             f"   (the larger / the smaller p95: {found['growth']})"),
    ]  # fmt: skip


def _of_oversight(found: dict[str, Any]) -> Lines:
    made, boards, relay = found["rebuild"], found["boards"], found["relay"]
    lines = [
        (f"n  {found['events']:,} events, tables anew", f"{made['events_per_second']:>9,} events/s"
             f"   ({made['seconds']} s; {made['rss_mib']} MiB at most"
             f"   aim ≤ {AIMS['rebuild_rss_mib']:.0f})"),
        ("   the whole record by COPY-out", f"{made['copy_out_per_second']:>9,} events/s"
             f"   ratio {made['ratio']}   aim ≥ {AIMS['rebuild']}"),
        ("   cards, beside COPY of their events", f"{made['card_events_per_second']:>7,} events/s"
             f"   ratio {made['card_ratio']}   by itself"),
        ("   counts, beside COPY of their rows", f"{made['counts_per_second']:>8,} lines/s"
             f"   ratio {made['counts_ratio']}   by itself"),
        ("   figures, beside COPY of their events", f"{made['figures_per_second']:>5,} events/s"
             f"   ratio {made['figures_ratio']}   by itself"),
    ]  # fmt: skip
    for name, title in (
        ("wall", "the wall"),
        ("board", "board of an agency"),
        ("own", "own board"),
    ):
        each = boards[name]
        told = f"{each['web_cpu_ms']:>9} ms web CPU   + {each['database_cpu_ms']} ms database"
        lines.append((f"   {title}", f"{told}   aim ≤ {AIMS['board_cpu_ms']:.0f}"))
    for name, title in (("lag", "news told"), ("lag_beside_failing", "beside 100,000 that fail")):
        each = relay[name]
        told = f"{each['p50_s']:>9} s p50   {each['p99_s']} s p99"
        told += f"   at {each['cases_per_second']} cases/s"
        lines.append((f"   {title}, after", f"{told}   aim p99 ≤ {AIMS['relay_p99_s']}"))
    return [
        *lines,
        ("   a card on the wall, after", f"{relay['card_s']['p50']:>9} s p50"
             f"   {relay['card_s']['most']} s at most   aim ≤ {AIMS['card_s']}"),
    ]  # fmt: skip


_TELLS: dict[str, Callable[[dict[str, Any]], Lines]] = {
    "submit": _of_submit,
    "page": _of_page,
    "view": _of_view,
    "inbox": _of_inbox,
    "sso": _of_sso,
    "entry": _of_entry,
    "library": _of_library,
    "licence": _of_licence,
    "search": _of_search,
    "oversight": _of_oversight,
}


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
