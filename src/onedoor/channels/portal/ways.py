"""The ways in: the ten columns and what stands behind each, kinds of items, what is done most.

A column without anything behind it is drawn nowhere; the page of all columns says where it is
instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ruamel.yaml import YAML

from onedoor.casework.cases.queries import filed_between
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.time import days, months_after, today
from onedoor.registers.agencies.queries import reach_of
from onedoor.registers.catalogue.queries import Service
from onedoor.registers.publications.listed import Column, columns
from onedoor.registers.publications.queries import Counts

# What stands beside a column, by the id the publications use.
ICONS = {
    "enquiries": "message-circle",
    "common-questions": "help",
    "complaints": "flag",
    "person-matters": "user",
    "organisation-matters": "building-store",
    "administrative-approval": "certificate",
    "convenience": "lifebuoy",
    "open-government": "eye",
    "latest-notices": "bell",
    "policy-documents": "file-text",
}
# The names and sayings of columns are data; translations find them here.
_WORDS = (
    gettext_noop("最新公告"),
    gettext_noop("停办、变更、招考、公示一类眼前的事"),
    gettext_noop("政策文件"),
    gettext_noop("政策原文，连同它改变了哪些事、在哪办"),
    gettext_noop("常见问题"),
    gettext_noop("大家常问的，一问一答"),
    gettext_noop("个人办事"),
    gettext_noop("给自己和家里人办的事"),
    gettext_noop("法人办事"),
    gettext_noop("企业、个体户和单位办的事"),
    gettext_noop("行政审批"),
    gettext_noop("要批准才能做的事"),
    gettext_noop("便民服务"),
    gettext_noop("补贴、证明、登记和帮忙的事"),
    gettext_noop("阳光政务"),
    gettext_noop("办得怎么样、钱怎么收、谁来监督"),
    gettext_noop("在线咨询"),
    gettext_noop("有事怎么问、多久答"),
    gettext_noop("在线投诉"),
    gettext_noop("不满意怎么说、谁来管"),
)


@dataclass(frozen=True, kw_only=True)
class WayIn:
    """Where a column leads: a page with its choices, or what is published of these kinds."""

    id: str
    menu: str
    at: str = ""
    args: tuple[str, ...] = ()
    query: str = ""
    says: str = ""
    pieces: tuple[str, ...] = ()
    otherwise: str = ""

    @property
    def url(self) -> str:
        """The page that does what the column says; "" where the column is what is published."""
        if not self.at:
            return ""
        return reverse(self.at, args=self.args) + (f"?{self.query}" if self.query else "")


@cache
def _told() -> dict[str, Any]:
    file = Path(__file__).with_name("ways.yaml")
    read: dict[str, Any] = YAML(typ="safe").load(file.read_text("utf-8"))
    return read


@cache
def ways() -> dict[str, WayIn]:
    """Every column's way, in the order they are shown."""
    return {
        each["id"]: WayIn(
            id=each["id"], menu=each["menu"], at=each.get("at", ""), query=each.get("with", ""),
            says=each.get("says", ""),
            args=tuple(each.get("args", ())), pieces=tuple(each.get("pieces", ())),
            otherwise=each.get("otherwise", ""),
        )
        for each in _told()["columns"]
    }  # fmt: skip


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of items that stand under "approval" or "convenience"; none for another word."""
    return tuple(_told()["kinds"].get(group, ()))


def kind_groups() -> dict[str, str]:
    """The groups of kinds by name, as columns call them."""
    return {"approval": _("行政审批"), "convenience": _("便民服务")}


def column_rows(known: Counts, here: Mapping[str, Column]) -> list[dict[str, Any]]:
    """The columns of a site, in its order, as rows that lead on; `url` is "" for one with nothing
    behind it. `known` counts what the site shows."""
    return [_row(ways()[each], known) for each in here]


def _row(way: WayIn, known: Counts) -> dict[str, Any]:
    column = columns()[way.id]
    shown = known.columns.get(way.id, 0)
    own = reverse("portal:column", args=[way.id]) if shown else ""
    url = way.url or own or _of_kinds(way, known)
    return {
        "id": way.id,
        "word": _(column.name),
        "says": _(way.says or column.says),
        "icon": ICONS[way.id],
        "menu": way.menu,
        "url": url,
        # What agencies wrote for the column, where the column itself is a page that does something.
        "pieces": own if way.url else "",
        "shown": shown,
        "otherwise": reverse(way.otherwise) if not url and way.otherwise else "",
    }


def _of_kinds(way: WayIn, known: Counts) -> str:
    kind = next((kind for kind in way.pieces if known.kinds.get(kind)), "")
    return f"{reverse('portal:open')}?kind={kind}" if kind else ""


@dataclass(frozen=True)
class Done:
    """A service, and how often it was applied for here; 0 where that is not told."""

    service: Service
    count: int


@dataclass(frozen=True)
class MostDone:
    """What is done most here. `until` is the last day counted; None: nothing could be told yet."""

    rows: Sequence[Done]
    until: date | None

    @property
    def counted(self) -> list[Done]:
        """Those whose number is told."""
        return [each for each in self.rows if each.count]


def floor() -> int:
    """Fewer filings than this are not told."""
    return int(_told()["most_done"]["floor"])


def months() -> int:
    """Over how many months filings are counted."""
    return int(_told()["most_done"]["months"])


def shown() -> int:
    """How many rows stand in the list."""
    return int(_told()["most_done"]["shown"])


def most_done(known: Sequence[Service], division: str) -> MostDone:
    """These services, the most applied for in this division first, then as the national list goes.

    Filings are counted to the end of yesterday, so that nobody sees one arrive.
    """
    last = today() - days(1)
    counts = _filed(months_after(last, -months()) + days(1), last, reach_of(division))
    told = {code: count for code, count in counts.items() if count >= floor()}
    rows = [Done(each, told.get(each.code, 0)) for each in known]
    rows.sort(key=lambda each: (-each.count, each.service.catalogue_code, each.service.code))
    return MostDone(rows, last if any(each.count for each in rows) else None)


@lru_cache(maxsize=32)
def _filed(first: date, last: date, division: str) -> dict[str, int]:
    """Counted once a day: the past does not move."""
    return filed_between(first, last, division=division, seen_by=ANYONE)
