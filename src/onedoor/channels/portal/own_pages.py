"""The pages of the site itself: the map lists them by group, and the search finds them.

Whoever looks for the large type, for how far their case is, or for a body by its name gets there
by the same box that finds matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ruamel.yaml import YAML

from onedoor.kernel.languages import in_other_languages
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.finding.rules import says

# The groups of the map.
GROUPS = ("check", "ask", "mine", "about")
# So many at most; and how much of a query must speak of a page for the page to stand first.
SHOWN, FIRST, ENOUGH = 3, 0.75, 0.3
# Names are data; translations find them here.
_NAMES = (
    gettext_noop("大字版"),
    gettext_noop("查进度"),
    gettext_noop("证照核验"),
    gettext_noop("凭停用码停掉授权"),
    gettext_noop("问办事助手"),
    gettext_noop("咨询、投诉、建议"),
    gettext_noop("常见问题"),
    gettext_noop("看答复"),
    gettext_noop("公开的答复"),
    gettext_noop("曝光台"),
    gettext_noop("大家的评价"),
    gettext_noop("我的全部"),
    gettext_noop("我的证照"),
    gettext_noop("谁看过我的信息"),
    gettext_noop("我们有您的哪些信息"),
    gettext_noop("家人和授权"),
    gettext_noop("我关注的"),
    gettext_noop("设置"),
    gettext_noop("登录和安全"),
    gettext_noop("注销账号"),
    gettext_noop("登录"),
    gettext_noop("全部栏目"),
    gettext_noop("阳光政务"),
    gettext_noop("信息公开"),
    gettext_noop("各县市、乡镇和街道"),
    gettext_noop("权责清单"),
    gettext_noop("许可结果公示"),
    gettext_noop("监察公开记录"),
    gettext_noop("本站自查"),
    gettext_noop("无障碍声明"),
    gettext_noop("这一页有错"),
    gettext_noop("网站地图"),
)


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """A page of the site. `words` are what people call it beside its name, in any language."""

    at: str
    name: str
    icon: str
    group: str = ""
    query: str = ""
    words: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it stands."""
        return reverse(self.at) + (f"?{self.query}" if self.query else "")


@cache
def own_pages() -> tuple[OwnPage, ...]:
    """All of them, in the order of the map."""
    read = YAML(typ="safe").load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return tuple(
        OwnPage(
            at=each["at"], name=each["name"], icon=each["icon"], group=each.get("group", ""),
            query=each.get("with", ""), words=tuple(map(str, each.get("words", ()))),
        )
        for each in read
    )  # fmt: skip


def listed(group: str) -> list[dict[str, Any]]:
    """The pages of one group of the map, as rows that lead on."""
    return [_row(each) for each in own_pages() if each.group == group]


def pages_called(query: str, bodies: Iterable[Agency]) -> tuple[list[dict[str, Any]], bool]:
    """The pages, and the pages of bodies, that the query speaks of, and whether they stand first.

    They do where the query says hardly anything else.
    """
    pages = [(_well(query, _names(each)), each) for each in own_pages()]
    offices = [(_well(query, _called(each)), each) for each in bodies]
    every: list[tuple[float, OwnPage | Agency]] = [*pages, *offices]
    told = [each for each in every if each[0] >= ENOUGH]
    told.sort(key=lambda each: -each[0])
    return [_row(each) for _share, each in told[:SHOWN]], bool(told) and told[0][0] >= FIRST


def _well(query: str, names: Iterable[str]) -> float:
    return max((says(query, each) for each in names), default=0.0)


@cache
def _names(page: OwnPage) -> tuple[str, ...]:
    said = in_other_languages(lambda: _(page.name))
    return (page.name, *said.values(), *page.words)


def _called(body: Agency) -> tuple[str, ...]:
    return (body.name, body.short, *body.former_names, *body.names.values())


def _row(found: OwnPage | Agency) -> dict[str, Any]:
    if isinstance(found, OwnPage):
        return {"word": _(found.name), "icon": found.icon, "url": found.url}
    return {
        "word": {"zh": found.name, **found.names}, "icon": "building",
        "note": _("这个单位办的事、地址和电话"), "url": reverse("portal:agency", args=[found.code]),
    }  # fmt: skip
