"""Any bytes, asked whether they are a sealed OFD file that nobody has changed since.

Never raises for what a file says: whatever is wrong is a finding with a code and a sentence.
"""

from datetime import datetime
from typing import Any

from ofd.findings import Finding, Report, SealFound, problem, remark
from ofd.package import Outline, Refused, child, children, open_package, outline, text
from ofd.seals import (
    MOST_SEALS,
    Asked,
    Trust,
    check_seal,
    closes,
    read_description,
    seals_listed,
)
from ofd.words import words_on

_MOST_CUSTOM = 500


def verify(content: bytes, *, trust: Trust, at: datetime, words: bool = False) -> Report:
    """What `content` is and whether its seals hold, at the hour `at` (aware).

    The hour decides what is expired now and what lies in the future; validity at sealing is judged
    by the hour the seal says. `words`: tell what stands on its pages too.
    """
    told: dict[str, Any] = {}
    try:
        return _verified(content, trust, at, told, words=words)
    except Refused as refused:
        return Report(**told, problems=(problem(refused.code, refused.where),))
    # A file is anybody's: should one find a way past every check above, it is still only refused.
    except Exception:
        return Report(**told, problems=(problem("file.unreadable"),))


def _verified(
    content: bytes, trust: Trust, at: datetime, told: dict[str, Any], *, words: bool
) -> Report:
    package = open_package(content)
    found = outline(package)
    missing = [name for _, name in found.pages if name not in package]
    if missing:
        raise Refused("ofd.missing", missing[0])
    told |= {"readable": True, "pages": len(found.pages), **_info(found)}
    if words:
        told["words"] = words_on(package, found)
    seals = _seals(Asked(package, found, trust, at))
    if not seals:
        return Report(**told, problems=(problem("seal.none"),))
    problems: list[Finding] = []
    remarks: list[Finding] = []
    for each in seals:
        problems += each.problems
        remarks += each.remarks
    if not closes(read_description(package, seals[-1].place), found):
        remarks.append(remark("cover.open"))
    return Report(**told, seals=seals, problems=tuple(problems), remarks=tuple(remarks))


def _seals(asked: Asked) -> tuple[SealFound, ...]:
    places = seals_listed(asked.package, asked.outline)
    if len(places) > MOST_SEALS:
        raise Refused("ofd.many", asked.outline.signatures)
    if len(set(places)) < len(places):
        raise Refused("zip.twice", asked.outline.signatures)
    told = [read_description(asked.package, place) for place in places]
    return tuple(check_seal(asked, each, told[at + 1 :]) for at, each in enumerate(told))


def _info(found: Outline) -> dict[str, Any]:
    rows = children(child(found.info, "CustomDatas"), "CustomData")[:_MOST_CUSTOM]
    return {
        "title": text(child(found.info, "Title")),
        "identifier": text(child(found.info, "DocID")),
        "custom": {each.get("Name", ""): text(each) for each in rows},
    }
