"""Looks at one's data in plain words: by day and office, what has no matter of one's own first."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from onedoor.casework.cases.queries import SHOWN_IN_LISTS, titles_of
from onedoor.channels.look.words import moment
from onedoor.channels.portal.wording import marked
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Reading, readings_of
from onedoor.kernel.time import local, now
from onedoor.oversight.feedback.queries import Enquiry, enquiries_of
from onedoor.registers.agencies.queries import agencies, posts_of
from onedoor.registers.entitlements.reader import READER
from onedoor.registers.people.queries import tokens_of

# The periods one may look back over, in days; 0 is everything.
PERIODS = {"week": 7, "month": 30, "year": 365, "all": 0}
PAGE = 100


@dataclass(frozen=True)
class Line:
    """One look, ready to be read."""

    look: Reading
    who: str
    words: Markup
    unusual: bool
    listed: bool
    ask: str
    asked: str
    state: str = ""


@dataclass
class Office:
    """The looks of one office on one day."""

    name: str
    lines: list[Line] = field(default_factory=list)
    listed: list[Line] = field(default_factory=list)


@dataclass
class Day:
    """One day and who looked on it."""

    day: date
    offices: list[Office] = field(default_factory=list)


@dataclass(frozen=True)
class Book:
    """One page of the book of looks."""

    unusual: list[Line]
    days: list[Day]
    more: int = 0


def book_of(actor: Actor, *, period: str = "all", before: int = 0) -> Book:
    """The looks of a period at the reader's data, a page of them."""
    back = PERIODS.get(period, 0)
    since: datetime | None = now() - timedelta(days=back) if back else None
    looks = readings_of(seen_by=actor, since=since, before=before or None, limit=PAGE + 1)
    lines = lines_of(looks[:PAGE], actor)
    days: list[Day] = []
    for line in lines:
        if not line.unusual:
            _put(days, line)
    more = looks[PAGE - 1].pk if len(looks) > PAGE else 0
    return Book([line for line in lines if line.unusual], days, more)


def lines_of(looks: list[Reading], actor: Actor) -> list[Line]:
    """The looks in words. A fixed number of queries for all of them."""
    titles = titles_of(seen_by=actor)
    asked = {file.enquiry.about: file.enquiry for file in enquiries_of(seen_by=actor)}
    names = _Names(looks, actor)
    return [_line(look, titles, asked, names) for look in looks]


def _put(days: list[Day], line: Line) -> None:
    day = local(line.look.at).date()
    if not days or days[-1].day != day:
        days.append(Day(day))
    name = _office_part(line)
    office = next((each for each in days[-1].offices if each.name == name), None)
    if office is None:
        office = Office(name)
        days[-1].offices.append(office)
    (office.listed if line.listed else office.lines).append(line)


def _office_part(line: Line) -> str:
    return line.who.split(_(" · "))[0]


def _line(
    look: Reading, titles: dict[str, str], asked: dict[str, Enquiry], names: "_Names"
) -> Line:
    enquiry = asked.get(f"reading:{look.pk}")
    title = titles.get(look.subject, "")
    own = bool(title) or look.subject.startswith(
        ("enquiry:", "letter:", "draft:", "joint:", "show:")
    )
    return Line(
        look=look,
        who=names.who(look),
        words=_words(look, title),
        unusual=not own,
        listed=look.what == SHOWN_IN_LISTS,
        ask=reverse("portal:ask-reading", args=[look.pk]),
        asked=reverse("portal:enquiry", args=[enquiry.pk]) if enquiry else "",
        state=enquiry.state if enquiry else "",
    )


def _words(look: Reading, title: str) -> Markup:
    """What was looked at and why, as one would say it."""
    facts = {"at": moment(look.at), "what": look.what, "why": look.why, "title": title}
    if title and look.what == SHOWN_IN_LISTS:
        return marked(_("{at} 在{why}里看到您的姓名和“{title}”"), **facts)
    if title:
        return marked(_("{at} 看了{what}，因为您的办件“{title}”：{why}"), **facts)
    if look.subject.startswith("enquiry:"):
        return marked(_("{at} 看了您的询问，因为要答复您"), **facts)
    if look.subject.startswith("letter:"):
        return marked(_("{at} 看了您的留言，因为要答复您"), **facts)
    if look.subject.startswith("show:"):
        return marked(_("{at} 打开了您出示的{what}：{why}"), **facts)
    if look.subject.startswith("draft:"):
        return marked(_("{at} 看了您还没交的草稿：{why}"), **facts)
    if look.subject.startswith("joint:"):
        return marked(_("{at} 看了您的一件事：{what}，{why}"), **facts)
    return marked(_("{at} 看了{what}。没有对应您的办件，写的理由是：{why}"), **facts)


class _Names:
    """Offices, posts and keys by name, read once for a page."""

    def __init__(self, looks: list[Reading], actor: Actor) -> None:
        codes = {look.by_agency for look in looks if look.by_agency}
        self.agencies = {code: each.called() for code, each in agencies(codes).items()}
        self.posts = {f"{code}/{post.slug}": post.name for code in codes for post in posts_of(code)}
        machines = any(look.by_kind == "machine" for look in looks)
        tokens = tokens_of(seen_by=actor) if machines else []
        self.keys = {f"token:{each.pk}": each.label for each in tokens}

    def who(self, look: Reading) -> str:
        """阿克苏市新闻出版局 · 窗口 迪丽努尔."""
        match look.by_kind:
            case "staff":
                parts: list[Any] = [self.agencies.get(look.by_agency, _("没有写明机关"))]
                post = self.posts.get(look.by_post, "")
                parts.append(f"{post} {look.by_name}".strip())
            case "machine" if look.by_ref == READER.ref:
                parts = [_("这个网站，因为您开了提示"), _(look.by_name)]
            case "machine":
                label = self.keys.get(look.by_ref)
                own = _("您自己的程序") if label else _("别的系统")
                parts = [
                    own,
                    _("接口密钥“%(label)s”") % {"label": label} if label else look.by_name,
                ]
            case "person":
                parts = [_("替您办事的人"), look.by_name]
            case "administrator":
                parts = [_("平台管理员"), look.by_name]
            case _:
                parts = [_("没有登录的人"), look.by_name]
        return _(" · ").join(part for part in parts if part)
