"""(l) The search over twenty thousand guides: p50 and p95 of the search, and of its whole page.

The guides are copies of the published ones, each called by a trade and a street of its own, so
every query has some two hundred near-twins to choose among. The queries are those of the tests.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice, product
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from ruamel.yaml import YAML

from onedoor.registers.finding.actions import index_all, index_entries, published_as_called
from onedoor.registers.finding.indexing import Called
from onedoor.registers.finding.queries import search

SIZE, QUICK_SIZE = 20_000, 2_000
_QUERIES = Path(__file__).parents[1] / "tests/registers/finding/queries.yaml"
_TRADES = (
    "服装", "五金", "建材", "家具", "电器", "粮油", "水果", "花卉", "茶叶", "烘焙", "烤肉", "打馕",
    "修车", "洗车", "摄影", "婚庆", "眼镜", "药材", "农机", "种子", "化肥", "皮革", "地毯", "玉石",
    "乐器", "文具", "玩具", "鞋帽", "布料", "瓷砖",
)  # fmt: skip
_STREETS = (
    "东大街", "西大街", "解放路", "团结路", "建设路", "塔北路", "民主路", "英巴扎", "滨河路",
    "北环",
)  # fmt: skip

# As many services as entries, each with the version of the one it copies.
_SERVICES = """
INSERT INTO catalogue_service SELECT (jsonb_populate_record(one, jsonb_build_object(
    'code', copy.code))).*
FROM unnest(%s::text[], %s::text[]) AS copy(code, original)
JOIN catalogue_service AS one ON one.code = copy.original
"""


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Milliseconds at the size; and how many times as long as over the published guides alone."""
    size = QUICK_SIZE if quick else SIZE
    folder = Path(settings.ONEDOOR_PACKS)
    queries = _queries()[:: 4 if quick else 1]
    small = _timed(queries, search)
    called, meanings = published_as_called(folder)
    copies = list(islice(_copies(called), size))
    began = time.monotonic()
    index_entries(copies, meanings)
    filled = time.monotonic() - began
    codes = [each.code for each in copies if not each.code.startswith("bundle:")]
    with connection.cursor() as cursor:
        cursor.execute(_SERVICES, [codes, [code.partition("--")[0] for code in codes]])
        cursor.execute("ANALYZE finding_entry, finding_posting, finding_hint, catalogue_service")
    browser = Client(HTTP_HOST="localhost")

    def look(query: str) -> None:
        answer = browser.get("/services", {"q": query})
        if answer.status_code != 200:
            raise RuntimeError(f"the search for {query} answered {answer.status_code}")

    try:
        large = _timed(queries, search)
        page = _timed(queries, look)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM catalogue_service WHERE code LIKE '%--%'")
        index_all(folder)
    return {
        "guides": size,
        "queries": len(queries),
        "search": large,
        "page": page,
        "published": small,
        "growth": round(large["p95_ms"] / small["p95_ms"], 2),
        "indexed_in_s": round(filled, 1),
    }


def _queries() -> list[str]:
    written = YAML(typ="safe", pure=True).load(_QUERIES.read_text("utf-8"))
    asked = [each for kind in written.values() for each in kind]
    return [each if isinstance(each, str) else each[0] for each in asked]


def _copies(called: list[Called]) -> Iterator[Called]:
    """The entries over and over, each time called by another trade and street."""
    names = (f"{trade}{street}" for street, trade in cycle(product(_STREETS, _TRADES)))
    number = 0
    while True:
        for each in called:
            name, number = next(names), number + 1
            yield replace(
                each,
                code=f"{each.code}--{number}",
                said=tuple((kind, f"{text}（{name}）" if kind in ("title", "official") else text)
                           for kind, text in each.said),
            )  # fmt: skip


def _timed(queries: list[str], ask: Callable[[str], object]) -> dict[str, float]:
    ask(queries[0])
    took, worked = [], []
    for query in queries:
        began, idle = time.perf_counter(), time.process_time()
        ask(query)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - idle) * 1000)
    cuts = quantiles(took, n=100)
    return {
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        # Of this process alone, the database not counted: what a busy machine does not stretch.
        "cpu_p50_ms": round(quantiles(worked, n=100)[49], 1),
    }
