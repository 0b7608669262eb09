"""Runs every measurement and tells the figures: a table for people, one JSON object for others."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.machine import described
from bench.town import town

# Flows per second: the best that other servers of identity have published. A sign-in: all of it
# together may take half as long again as the floor, which is hashing the password once.
AIMS = {
    "submit": 0.25,
    "page": 0.5,
    "inbox_ms": 20.0,
    "inbox_growth": 1.5,
    "sso_flows": 15.0,
    "hash_share": 0.66,
    "library_growth": 1.5,
    "sm2": 0.8,
    "licences": 25.0,
    "search_p50_ms": 30.0,
    "search_p95_ms": 300.0,
}


def main() -> None:
    """The command: `python -m bench [--quick] [--json FILE]`."""
    reader = argparse.ArgumentParser(prog="bench", description=__doc__)
    reader.add_argument(
        "--quick", action="store_true", help="one short round of each: a smoke test"
    )
    reader.add_argument("--json", type=Path, help="also write the JSON object to this file")
    reader.add_argument(
        "--library", type=int, default=0, metavar="N",
        help="so many licences instead of a million; ten million take some 20 GB and half an hour",
    )  # fmt: skip
    wishes = reader.parse_args()
    figures = measure(quick=wishes.quick, licences=wishes.library)
    print(table(figures))
    text = json.dumps(figures, ensure_ascii=False)
    if wishes.json:
        wishes.json.write_text(text + "\n", encoding="utf-8")
    print(text)


def measure(*, quick: bool, licences: int = 0) -> dict[str, Any]:
    """Every figure; takes about ten minutes, or one when quick; `licences` fill the library."""
    from bench import entry, flows, inbox, library, pages, seals, search, sso

    began = time.monotonic()
    rounds, seconds = (1, 1.0) if quick else (5, 3.0)
    with town(_say) as here:
        figures: dict[str, Any] = {"machine": described(here.postgresql), "quick": quick}
        _say("a licence")
        figures["licence"] = seals.measure(here)
        with here.servers() as (ours, least):
            _say("the guide page and hello-world")
            figures["page"] = pages.measure(ours, least, rounds=rounds, seconds=seconds)
            _say("applications and the same rows by pgbench")
            figures["submit"] = flows.measure(here, ours, rounds=rounds, seconds=seconds)
            _say("single sign-on")
            figures["sso"] = sso.measure(here, ours, least, rounds=rounds, seconds=seconds)
            _say("signing in")
            figures["entry"] = entry.measure(here, ours, least, rounds=rounds, seconds=seconds)
        _say("the inbox")
        figures["inbox"] = inbox.measure(here, quick=quick)
        _say("the library of licences")
        figures["library"] = library.measure(here, quick=quick, most=licences)
        _say("the search")
        figures["search"] = search.measure(quick=quick)
    figures["aims"] = AIMS
    figures["seconds"] = round(time.monotonic() - began, 1)
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures as lines for people."""
    machine, submit, page = figures["machine"], figures["submit"], figures["page"]
    licence, inbox = figures["licence"], figures["inbox"]
    sso, entry = figures["sso"], figures["entry"]
    small, large = inbox["web_cpu_ms"]
    lines = [
        ("", f"{machine['cpu']}, {machine['cores']} cores, Python {machine['python']},"
             f" PostgreSQL {machine['postgresql']}, load {machine['load_before']}"),
        ("a  applications through the API", f"{submit['cases_per_second']:>9,.1f} cases/s"
             f"   ({submit['web_cpu_ms_per_case']} ms of web CPU each)"),
        ("b  the same rows by pgbench", f"{submit['floor_per_second']:>9,.1f} cases/s"),
        ("   a/b", f"{submit['ratio']:>9.3f}           aim ≥ {AIMS['submit']}"),
        ("c  guide page, nobody signed in", f"{page['page_per_second']:>9,} pages/s"
             f"   ({page['page_cpu_us']} µs of web CPU each)"),
        ("d  hello-world, same server", f"{page['hello_per_second']:>9,} pages/s"
             f"   ({page['hello_cpu_us']} µs; the asker {page['asker_cpu_us']} µs)"),
        ("   c/d", f"{page['ratio']:>9.3f}           aim ≥ {AIMS['page']}"
             f"   (by CPU {page['cpu_ratio']})"),
        ("e  inbox at 10,000 open cases", f"{inbox['web_cpu_ms'][small]:>9} ms web CPU"
             f"   + {inbox['database_cpu_ms'][small]} ms database"),
        (f"   inbox at {int(large):,} open cases", f"{inbox['web_cpu_ms'][large]:>9} ms web CPU"
             f"   + {inbox['database_cpu_ms'][large]} ms database   aim ≤ {AIMS['inbox_ms']:.0f}"),
        ("   the larger / the smaller, both", f"{inbox['growth']:>9}"
             f"           aim ≤ {AIMS['inbox_growth']}"),
        ("g  whole flows of single sign-on", f"{sso['flows_per_second']:>9,.1f} flows/s"
             f"   ({sso['web_cpu_ms_per_flow']} ms of web CPU each)"
             f"   aim ≥ {AIMS['sso_flows']:.0f}"),
        ("   one flow", f"{sso['p50_ms']:>9} ms p50   {sso['p95_ms']} ms p95"),
        ("   hello-world in the same run", f"{sso['hello_per_second']:>9,} pages/s"),
        ("   its 3 requests / hello", f"{sso['ratio']:>9.4f}"),
        ("h  sign-ins by password", f"{entry['sign_ins_per_second']:>9,.1f} sign-ins/s"
             f"   ({entry['web_cpu_ms_per_sign_in']} ms of web CPU each)"),
        ("   one sign-in", f"{entry['p50_ms']:>9} ms p50   {entry['p95_ms']} ms p95"),
        ("   hashing its password: the floor", f"{entry['hash_cpu_ms']:>8} ms of CPU"
             f"   ({entry['hash_share']} of a sign-in   aim ≥ {AIMS['hash_share']})"),
        ("   its 2 requests / hello", f"{entry['ratio']:>9.5f}"
             f"   ({entry['hello_per_second']:,} pages/s in the same run)"),
    ]  # fmt: skip
    lines += _of_the_library(figures["library"])
    lines += _of_the_search(figures["search"])
    if "left_out" not in licence:
        lines += [
            ("f  hash and sign a licence", f"{licence['hash_and_sign_ms']:>9} ms"
                 f"   (SM3 {licence['sm3_ms']}, PAdES {licence['sign_ms']})"),
            ("   draw it first", f"{licence['render_ms']:>9} ms"),
        ]  # fmt: skip
    return "\n".join(f"{name:<34}{told}" if name else told for name, told in lines)


def _of_the_library(found: dict[str, Any]) -> list[tuple[str, str]]:
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
        ("k  whole licences, PDF and OFD", f"{found['licences_per_core_second']:>9} /s of one core"
             f"   aim ≥ {AIMS['licences']:.0f}"),
        ("   checks of an OFD", f"{found['checks_per_core_second']:>9} /s of one core"),
        ("   credentials signed", f"{found['credentials_per_core_second']:>9} /s of one core"),
    ]  # fmt: skip


def _of_the_search(found: dict[str, Any]) -> list[tuple[str, str]]:
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


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
