"""Search over the catalogue: simple, and able to say why something was found. Pure values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onedoor.channels.portal.wording import plain
from onedoor.registers.catalogue.definition import ServiceSheet

LONGEST_QUERY = 60
# Signs that say nothing about what is wanted.
_SILENT = {" ", ",", ".", "，", "。", "的", "了", "一", "个"}
_EXACT, _INSIDE, _ALIKE = 100, 60, 12


@dataclass(frozen=True)
class Hit:
    """A service found: how well, and why, in words ("" when its own name says so)."""

    sheet: ServiceSheet
    score: int
    why: str = ""


def cleaned(query: str) -> str:
    """The query without blanks at its ends and between, and no longer than a thought."""
    return " ".join(query.split())[:LONGEST_QUERY]


def find(sheets: Iterable[ServiceSheet], query: str) -> list[Hit]:
    """What matches, best first. Words may be a name, an official name, an alias, a code, a part."""
    wanted = query.casefold().replace(" ", "")
    hits = [hit for sheet in sheets if (hit := _best(sheet, wanted))]
    return sorted(hits, key=lambda hit: (-hit.score, hit.sheet.code))


def nearest(sheets: Iterable[ServiceSheet], query: str, limit: int = 3) -> list[Hit]:
    """For a query that found nothing: what shares at least a sign with it."""
    signs = set(query.casefold()) - _SILENT
    scored = [Hit(sheet, len(signs & set("".join(_texts(sheet)).casefold()))) for sheet in sheets]
    found = sorted(scored, key=lambda hit: (-hit.score, hit.sheet.code))
    return [hit for hit in found if hit.score][:limit]


def _best(sheet: ServiceSheet, wanted: str) -> Hit | None:
    hits = [
        _hit(sheet, plain(sheet.title), wanted, 20, ""),
        _hit(sheet, sheet.title.en, wanted, 10, ""),
        _hit(sheet, plain(sheet.official), wanted, 10, _("正式名称：%(name)s")),
        *(_hit(sheet, word, wanted, 15, _("同义：%(name)s")) for word in sheet.keywords),
        *(_hit(sheet, word, wanted, 0, _("主题：%(name)s")) for word in sheet.themes),
        *(_hit(sheet, word, wanted, 0, _("人生大事：%(name)s")) for word in sheet.life_events),
        _hit(sheet, sheet.catalogue_code, wanted, 0, _("事项编码：%(name)s")),
        _hit(sheet, plain(sheet.outcome.name), wanted, 5, _("办成得到：%(name)s")),
    ]
    found = [hit for hit in hits if hit]
    return max(found, key=lambda hit: hit.score) if found else None


def _hit(sheet: ServiceSheet, text: str, wanted: str, bonus: int, why: str) -> Hit | None:
    known = text.casefold().replace(" ", "")
    if not known or not wanted:
        return None
    if known == wanted:
        score = _EXACT
    elif wanted in known or (len(known) > 1 and known in wanted):
        score = _INSIDE
    else:
        shared = len(_pairs(known) & _pairs(wanted))
        score = _ALIKE * shared if shared else 0
    return Hit(sheet, score + bonus, why % {"name": text} if why else "") if score else None


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _texts(sheet: ServiceSheet) -> Sequence[Any]:
    return (str(sheet.title), str(sheet.official), *sheet.keywords, *sheet.life_events)
