"""The inspection of one site, through whatever fetches its pages."""

import json
import re
from collections import defaultdict
from typing import Any
from urllib.parse import quote

from pypinyin import lazy_pinyin

from onedoor.oversight.inspection import judging
from onedoor.oversight.inspection.judging import GUIDE, Known
from onedoor.oversight.inspection.reading import heading_of, read
from onedoor.oversight.inspection.report import Report
from onedoor.oversight.inspection.walking import Fetch, Walk, is_page, is_well, walk

MOST_PAGES = 5000
_CATALOGUE = "/api/v1/services"
# Signs, and between them what is typed as it stands.
_RUNS = re.compile("[\u3400-\u9fff]+|[A-Za-z0-9]+")


def inspect(fetch: Fetch, *, origin: str, most: int = MOST_PAGES) -> Report:
    """Walk the site at `origin`, ask its search, judge all of it.

    `fetch` answers for path and query; `most` pages are read at the utmost, and the report says
    how many addresses were left. Asking the search comes on top: one question for each name,
    keyword and pinyin of each service.
    """
    seen = walk(fetch, origin=origin, most=most)
    services, unknown = _services(fetch, seen)
    words = words_of(services)
    answers = {word: _found(fetch, word, origin) for word in words}
    return Report(
        address=origin,
        pages=len(seen.answers),
        left=seen.left,
        outcomes=(
            judging.check_entry(seen, services),
            judging.check_links(seen, services, is_whole=not seen.left),
            judging.check_search(answers, words, services, unknown),
            judging.check_headings(seen, services),
            judging.check_empty(seen, services),
            judging.check_guides(seen, services),
            judging.check_downloads(seen, services),
            judging.check_answers(seen, services),
        ),
        complete=tuple(judging.complete_guides(seen)),
    )


def words_of(services: dict[str, Known]) -> dict[str, set[str]]:
    """Every word by which services should be found, and which: names, keywords, pinyin of the
    short name."""
    words = defaultdict[str, set[str]](set)
    for code, each in services.items():
        pinyin = " ".join("".join(lazy_pinyin(run)) for run in _RUNS.findall(each.title))
        for word in (each.title, each.official, *each.keywords, pinyin):
            if word:
                words[word].add(code)
    return dict(words)


def _services(fetch: Fetch, seen: Walk) -> tuple[dict[str, Known], list[str]]:
    """What is on offer by code, from the catalogue for machines and from the guides walked to;
    and the codes of which the catalogue tells nothing."""
    codes = dict.fromkeys(
        match[1]
        for match in (GUIDE.match(address) for address in (*seen.pages, *_listed(fetch)))
        if match
    )
    known, unknown = {}, []
    for code in codes:
        told = _told(fetch, f"{_CATALOGUE}/{code}")
        if told:
            known[code] = _known(code, told)
        else:
            unknown.append(code)
            page = seen.pages.get(f"/guide/{code}")
            known[code] = Known(code, heading_of(page) if page else "")
    return known, unknown


def _listed(fetch: Fetch) -> list[str]:
    """The guides of everything the catalogue lists."""
    found, page, more = [], 1, True
    while more:
        told = _told(fetch, f"{_CATALOGUE}?size=100&page={page}")
        items = told.get("items", [])
        found += [f"/guide/{each.get('code', '')}" for each in items]
        page, more = page + 1, bool(items and told.get("next"))
    return found


def _known(code: str, told: dict[str, Any]) -> Known:
    sheet = told.get("sheet", {})
    bodies = told.get("offered_by") or [{}]
    return Known(
        code=code,
        title=_chinese(sheet.get("title")),
        official=_chinese(sheet.get("official")),
        keywords=tuple(sheet.get("keywords", ())),
        owner=_chinese(bodies[0].get("name")),
    )


def _chinese(text: Any) -> str:
    return str(text.get("zh", "")) if isinstance(text, dict) else str(text or "")


def _told(fetch: Fetch, address: str) -> dict[str, Any]:
    """The object at an address for machines; empty when there is none."""
    answer = fetch(address)
    if not is_well(answer):
        return {}
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _found(fetch: Fetch, word: str, origin: str) -> list[str]:
    answer = fetch(f"/services?q={quote(word)}")
    if not is_page(answer):
        return []
    page = read(answer.body.decode("utf-8", "replace"))
    return judging.hits_on(page, at=answer.address, origin=origin)
