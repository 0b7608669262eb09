"""Why something was found, and the best answer, in plain words. No queries."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.channels.look.local import body_short
from onedoor.channels.portal.bundle_words import short_of
from onedoor.channels.portal.forecast import intake_now
from onedoor.channels.portal.wording import plain, who_applies, working_days
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.queries import Bundle, Service
from onedoor.registers.finding.queries import Found

# From here on, and so far ahead of the second, the first is shown as the answer.
SURE, AHEAD = 0.6, 0.04


def why(found: Found) -> str:
    """The reason in words; "" when its own name says so."""
    mended = {
        "pinyin": _("按拼音“%(typed)s”找到：%(said)s"),
        "initials": _("按拼音首字母找“%(typed)s”：%(said)s"),
        "mended": _("按“%(typed)s”找到：%(said)s"),
        "sound": _("按同音字找到：%(said)s"),
    }
    if found.how:
        return mended[found.how] % {"typed": found.read_as, "said": found.said}
    by_kind = {
        "official": _("正式名称：%(said)s"),
        "word": _("也叫：%(said)s"),
        "added": _("也叫：%(said)s"),
        "foreign": _("其他文字的名称：%(said)s"),
        "ours": _("维吾尔文名称（本站翻译）：%(said)s"),
        "outcome": _("办成得到：%(said)s"),
        "event": _("人生大事：%(said)s"),
        "theme": _("主题：%(said)s"),
        "lead": _("说明里写着：%(said)s"),
        "code": _("事项编码：%(said)s"),
    }
    return by_kind[found.kind] % {"said": found.said} if found.kind in by_kind else ""


def is_best(found: Iterable[Found]) -> bool:
    """Whether the first answers well enough, and clearly better than the next."""
    first, second, *_rest = [*(each.score for each in found), 0.0, 0.0]
    return first >= SURE and first - second >= AHEAD


def best_service(service: Service, found: Found, agency: Agency | None) -> dict[str, Any]:
    """The best answer: who, how long, what it costs, where, and the way on."""
    sheet = service.parsed.sheet
    query = f"?at={agency.code}" if agency else ""
    window, is_open = intake_now(service.parsed)
    online = sheet.online_depth >= 3 and (window is None or is_open)
    where = body_short(agency) if agency else _("窗口 %(n)s 处") % {"n": len(sheet.offerings)}
    visits = _("到现场 %(n)s 次") % {"n": sheet.visits} if sheet.visits else _("不用跑")
    place = _("网上，%(visits)s；%(where)s") % {"visits": visits, "where": where}
    place = place if online else where
    fee = _("要收费") if sheet.fee.charged else _("不收费")
    rows = [
        {"key": _("谁能办"), "value": who_applies(sheet.applicants)},
        {"key": _("多久"), "value": working_days(sheet.within.promised)},
        {"key": _("收费"), "value": fee},
        {"key": _("在哪办"), "value": place},
    ]
    return {
        "title": sheet.title,
        "official": sheet.official,
        "lead": sheet.lead,
        "why": why(found),
        "rows": rows,
        "url": reverse("portal:guide", args=[service.code]) + query,
        "start": reverse(_begin(service), args=[service.code]) + query if online else "",
    }


def _begin(service: Service) -> str:
    return "portal:situations" if service.parsed.sheet.situations else "portal:apply"


def best_bundle(bundle: Bundle, found: Found) -> dict[str, Any]:
    """The best answer, where several matters are done as one."""
    told = bundle.parsed
    rows = [
        {"key": _("一次办几件"), "value": _("%(n)s 件事") % {"n": len(told.parts)}},
        {"key": _("是哪些事"), "value": short_of(list(told.parts))},
    ]
    return {
        "title": told.title,
        "official": told.official,
        "lead": told.lead,
        "why": why(found),
        "rows": rows,
        "url": reverse("portal:bundle", args=[bundle.code]),
        "start": "",
    }


def by_letter(
    titles: Iterable[tuple[str, str]], letter_of: Callable[[str], str]
) -> dict[str, list[tuple[str, str]]]:
    """(code, title) under the first letter of the title's pinyin, letters and titles in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, title in titles:
        found.setdefault(letter_of(title), []).append((code, title))
    return {letter: sorted(found[letter], key=lambda each: each[1]) for letter in sorted(found)}


def plain_title(service: Service) -> str:
    """The title in the reader's language."""
    return plain(service.parsed.sheet.title)
