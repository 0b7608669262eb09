"""The guide's seventeen blocks, drawn from the published definition and the reader's way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from markupsafe import Markup

from onedoor.casework.forms.questions import effect_of, only_if
from onedoor.channels.look.local import body_name, body_short
from onedoor.channels.look.route_words import Drawn, bodies_on, drawn, named
from onedoor.channels.look.words import day, day_and_week, full_day, say, say_plain, sentences
from onedoor.channels.portal.assurance import needed
from onedoor.channels.portal.forecast import Forecast, forecast_for, promised_days
from onedoor.channels.portal.materials import material_rows, tally_words
from onedoor.channels.portal.subscription_words import follow_link
from onedoor.channels.portal.way import Way
from onedoor.channels.portal.wording import (
    linked,
    marked,
    plain,
    strong,
    whole,
    working_days,
)
from onedoor.registers.agencies.queries import Agency, acting_bodies
from onedoor.registers.catalogue.definition import Document, LicenceType, ServiceDefinition, holds
from onedoor.registers.catalogue.queries import ServiceVersion


@dataclass(frozen=True)
class Guide:
    """All that the guide is drawn from, read once."""

    version: ServiceVersion
    definition: ServiceDefinition
    agencies: Mapping[str, Agency]
    way: Way
    suspended: bool = False

    @property
    def code(self) -> str:
        return self.definition.sheet.code

    @property
    def agency(self) -> Agency:
        """The agency chosen, or the first that offers it."""
        offered = [each.agency for each in self.definition.sheet.offerings]
        chosen = self.way.at if self.way.at in self.agencies else offered[0]
        return self.agencies[chosen]

    @property
    def facts(self) -> dict[str, object]:
        return self.definition.facts_of({}, self.way.situation)

    @property
    def documents(self) -> list[Document]:
        """What may be asked for, as far as the situation chosen says."""
        return effect_of(self.definition, self.way.situation).after

    def url(self, name: str = "guide", **changes: Any) -> str:
        """A page of this service, with the choices so far and these changes."""
        way = self.way.with_(**changes) if changes else self.way
        return reverse(f"portal:{name}", args=[self.code]) + way.query()


def guide_context(guide: Guide, tally: Any) -> dict[str, Any]:
    """The context that portal/guide.html documents."""
    forecast = forecast_for(guide.definition, guide.agency.code, guide.facts)
    sheet = guide.definition.sheet
    event = sheet.life_events[0] if sheet.life_events else ""
    trail = [{"word": _("办事"), "url": reverse("portal:services")}]
    if event:
        trail.append({"word": _(event), "url": f"{reverse('portal:services')}?event={event}"})
    return {
        "trail": [*trail, {"word": sheet.title, "url": ""}],
        "plain_name": sheet.title,
        "official_name": sheet.official,
        "code": sheet.catalogue_code,
        "lead": _lead(guide, forecast),
        "facts": _facts(guide, forecast),
        "suspended": _suspended(guide, forecast),
        "upcoming": sheet.changes or "",
        "start": _start(guide, forecast),
        "acts": [
            {"word": _("打印清单"), "icon": "printer", "url": guide.url("checklist")},
            {"word": _("发到手机"), "icon": "device-mobile", "url": guide.url("phone")},
            follow_link("service", sheet.code),
        ],
        "conditions": _conditions(guide),
        "assurance": needed(guide.definition),
        "situations": _situations(guide),
        "materials": rows_of_materials(guide),
        "materials_say": tally_words(guide.documents),
        "steps": _steps(guide, forecast),
        "route": route_of(guide),
        "chart_url": guide.url("chart"),
        "limits": _limits(guide),
        "fee": _fee(guide),
        "result": _result(guide),
        "places": _places(guide),
        "bases": [
            {"title": str(each), "text": each.text or _("条文见公布的法规全文。"), "url": ""}
            for each in sheet.basis
        ],
        "rules": _rules(guide),
        "rights": _rights(guide),
        "agents": [{"key": each.name, "value": str(each.basis)} for each in sheet.intermediaries],
        "faq": _faq(guide),
        "ask_url": _ask_url(guide),
        "rating": {
            "count": tally.total,
            "satisfied": tally.content,
            "median": "",
            "bad": "",
            "answer": "",
            "url": f"{reverse('portal:ratings')}?by=service",
        },
        "version": {
            "number": guide.version.number,
            "effective": sheet.effective,
            "office": body_short(guide.agency),
            "editor": sheet.editor,
            "mistake_url": f"{reverse('portal:mistake')}?page={guide.url()}",
        },
    }


def _ask_url(guide: Guide) -> str:
    """Where to ask about this service; which agency, the next page asks."""
    return f"{reverse('portal:ask')}?{urlencode({'about': f'service:{guide.code}'})}"


def rows_of_materials(guide: Guide) -> list[dict[str, Any]]:
    """The documents of this way, with those marked that only “not sure” brings."""
    maybe = only_if(guide.definition, guide.way.situation)
    return material_rows(guide.documents, guide.code, guide.way.query(), maybe)


def _faq(guide: Guide) -> list[dict[str, Any]]:
    return [
        {"question": each.question, "answer": each.answer, "on": each.on}
        for each in guide.definition.sheet.questions
    ]


def _limits(guide: Guide) -> list[dict[str, Any]]:
    """Where a situation brings fewer days: for whom, how many, and on what basis."""
    sheet = guide.definition.sheet
    return [
        {
            "key": each.plain,
            "value": _("承诺 %(promised)s 天，法定 %(law)s 天（%(basis)s）")
            % {
                "promised": each.promised,
                "law": sheet.within.statutory if each.statutory is None else each.statutory,
                "basis": each.basis,
            },
        }
        for each in sheet.limits
    ]


def _lead(guide: Guide, forecast: Forecast) -> Markup:
    sheet = guide.definition.sheet
    if guide.suspended:
        return marked("{lead}", lead=say(sheet.lead))
    if forecast.at_once:
        ending = _("今天申请，{day}就有结果。")
        return sentences(sheet.lead, marked(ending, day=strong(_("当场"))))
    last = strong(day_and_week(forecast.promised))
    until = whole(marked(_("最晚{day}有结果。"), day=last))
    if not forecast.is_open and forecast.window:
        words = _("下一期 {opens} 开始收件，到时申请，{until}")
        opens = day(forecast.window.opens)
        return sentences(sheet.lead, marked(words, opens=opens, until=until))
    return sentences(sheet.lead, marked(_("今天申请，{until}"), until=until))


def _facts(guide: Guide, forecast: Forecast) -> list[dict[str, Any]]:
    sheet, within = guide.definition.sheet, guide.definition.within(guide.facts)
    days = promised_days(guide.definition, guide.agency.code, guide.facts)
    own = sum(each.source == "applicant" for each in guide.documents)
    statutory = _("法定 %(n)s 个工作日") % {"n": within.statutory}
    unit = _("个工作日") if within.unit == "working-days" else _("天")
    first = {"number": days, "unit": unit, "note": statutory}
    if days == 0:
        first = {"number": _("当场"), "unit": _("办结"), "note": statutory}
    visits = sheet.visits_because or (_("全程网上办") if not sheet.visits else _("到现场"))
    return [
        first,
        {"number": len(sheet.fee.items) if sheet.fee.charged else 0,
         "unit": _("项收费") if sheet.fee.charged else _("元"),
         "note": _("见费用") if sheet.fee.charged else _("不收费")},
        {"number": sheet.visits, "unit": _("趟"), "note": visits},
        {"number": own, "unit": _("份要您准备"),
         "note": _("共 %(n)s 份材料") % {"n": len(guide.documents)}},
    ]  # fmt: skip


def _suspended(guide: Guide, forecast: Forecast) -> Any:
    if guide.suspended:
        return _("这个事项暂停办理。着急的话请打 %(phone)s 问清楚什么时候恢复。") % {
            "phone": guide.agency.office["phone"]
        }
    if forecast.is_open:
        return ""
    if forecast.window is None:
        return _("这一批已经收完，下一批还没有公布。可以先看看要准备什么。")
    return marked(
        _("现在不收件。{name}：{opens}到{closes}。可以先把材料备好。"),
        name=say(forecast.window.name),
        opens=full_day(forecast.window.opens),
        closes=full_day(forecast.window.closes),
    )


def _start(guide: Guide, forecast: Forecast) -> dict[str, Any] | None:
    if guide.suspended or not forecast.is_open:
        return None
    pending = guide.definition.sheet.situations and not guide.way.situation
    url = guide.url("situations") if pending else guide.url("apply")
    return {"url": url, "word": _("开始办理"), "minutes": guide.definition.form.minutes}


def _conditions(guide: Guide) -> list[dict[str, Any]]:
    found = []
    for each in guide.definition.sheet.applicability:
        answer = guide.way.can.get(each.id, "")
        wanted = "yes" if each.wanted else "no"
        ruled_out = bool(answer) and answer != wanted
        stop = marked("{words} {basis}", words=say(each.otherwise), basis=str(each.basis))
        found.append(
            {
                "question": each.question,
                "note": each.hint or each.requirement,
                "answer": answer,
                "yes_url": guide.url(can={**guide.way.can, each.id: "yes"}),
                "no_url": guide.url(can={**guide.way.can, each.id: "no"}),
                "yes": "",
                "no": "",
                "stop": stop if ruled_out else "",
            }
        )
    return found


def _situations(guide: Guide) -> dict[str, Any] | None:
    sheet = guide.definition.sheet
    if not sheet.situations:
        return None
    return {
        "url": guide.url("situations"),
        "words": _("情形不同，材料和步骤也不同。回答几个问题，只看您用得上的。"),
        "chosen": chosen_rows(guide),
    }


def chosen_rows(guide: Guide) -> list[dict[str, Any]]:
    """The answers so far, each with a link that takes it back."""
    rows = []
    for situation in guide.definition.sheet.situations:
        answer = guide.way.situation.get(situation.id)
        for option in situation.options:
            if option.value == answer:
                rest = {k: v for k, v in guide.way.situation.items() if k != situation.id}
                rows.append(
                    {
                        "key": situation.question,
                        "value": say(option.label),
                        "change": guide.url("situations", situation=rest),
                    }
                )
    return rows


def _steps(guide: Guide, forecast: Forecast) -> list[dict[str, Any]]:
    definition, facts = guide.definition, guide.facts
    route = definition.route
    minutes = _("约 %(n)s 分钟") % {"n": definition.form.minutes}
    steps = [{"title": _("您申请"), "note": _("在线填写、拍照上传、确认提交"), "when": minutes}]
    if forecast.at_once:
        note = plain(route.automatic_reason) or _("符合公布的规则，系统当场办好。")
        return [
            *steps,
            {"title": _("当场决定"), "note": note, "when": _("提交以后马上")},
            _step(route.deliver.title, route.deliver.plain, _("马上可以下载")),
        ]
    until = _("{days}，{day}前")
    steps.append(
        _step(
            route.accept.title,
            route.accept.plain,
            marked(until, days=working_days(route.accept.working_days), day=day(forecast.told_by)),
        )
    )
    for step in route.steps:
        if not holds(step.when, facts) or step.id not in forecast.steps:
            continue
        days = (
            working_days(step.working_days)
            if step.working_days is not None
            else _("%(n)s 天") % {"n": step.calendar_days}
        )
        when = marked(until, days=days, day=day(forecast.steps[step.id]))
        steps.append(_step(step.title, step.plain, when))
    decided = marked(_("最晚 {day}"), day=day_and_week(forecast.promised))
    steps.append(_step(route.decide.title, route.decide.plain, decided))
    steps.append(_step(route.deliver.title, route.deliver.plain, _delivered(guide)))
    return steps


def route_of(guide: Guide) -> Drawn:
    """The route as a picture: for the agency and situation chosen, as far as they say."""
    facts = {f"situation.{key}": value for key, value in guide.way.situation.items()}
    bodies = bodies_on(guide.definition)
    names = acting_bodies(bodies, offering=guide.agency)
    return drawn(guide.definition, facts, name=named(names))


def _step(title: Any, note: Any, when: Any) -> dict[str, Any]:
    return {"title": title, "note": note, "when": when}


def _delivered(guide: Guide) -> str:
    days = guide.definition.sheet.within.delivery
    return _("决定后 %(n)s 个工作日内") % {"n": days} if days else _("决定以后马上")


def _fee(guide: Guide) -> list[dict[str, Any]]:
    fee = guide.definition.sheet.fee
    if not fee.charged:
        return [
            {"key": _("标准"), "value": _("不收费")},
            {"key": _("依据"), "value": _("没有收费依据，任何人都不能收")},
        ]
    rows: list[dict[str, Any]] = []
    for item in fee.items:
        rows += [
            {"key": item.name, "value": say(item.standard)},
            {"key": _("依据"), "value": str(item.basis)},
        ]
        if item.reduction:
            rows.append({"key": _("减免"), "value": say(item.reduction)})
    paid = _("网上付，当场开票") if fee.pay_online else _("到窗口付")
    return [*rows, {"key": _("怎么付"), "value": paid}]


def _result(guide: Guide) -> dict[str, Any]:
    outcome, licence = guide.definition.sheet.outcome, guide.definition.licence
    ways = {
        "download": _("在“我的”里下载"),
        "window": _("到窗口领"),
        "post": _("邮寄到家"),
        "public-notice": _("公示"),
    }
    rows = [
        {"key": _("结果"), "value": say(outcome.name)},
        {"key": _("送达"), "value": _("，").join(ways[each] for each in outcome.delivery)},
        {
            "key": _("核验"),
            "value": marked(
                _("任何人扫上面的二维码，或到 {check} 就能验真"),
                check=linked(_("证照核验"), reverse("portal:check")),
            ),
        },
    ]
    if outcome.valid:
        rows.insert(1, {"key": _("有效期"), "value": say(outcome.valid)})
    specimen = None
    if licence:
        rows.append({"key": _("证照类型代码"), "value": _type_code(licence)})
        specimen = {
            "url": guide.url("specimen"),
            "shape": licence.layout,
            "says": [line.label for line in licence.lines],
        }
    return {"name": outcome.name, "specimen": specimen, "rows": rows}


def _type_code(licence: LicenceType) -> str:
    """The type in the directory of licences, and what is not sure about it."""
    certain = licence.type_code_certain
    if certain is None or certain == "high":
        return licence.type_code
    return _("{code}，{open}").format(code=licence.type_code, open=say_plain(certain.what))


def _places(guide: Guide) -> list[dict[str, Any]]:
    windows = {each.agency: each.window for each in guide.definition.sheet.offerings}
    office = guide.agency.office
    rows: list[dict[str, Any]] = [
        {"key": _("网上"), "value": _("这里，24 小时")},
        {
            "key": _("窗口"),
            "value": [
                body_name(guide.agency),
                _address(office["address"], windows.get(guide.agency.code, "")),
                office["hours"],
                marked("{word} {phone}", word=_("电话"), phone=_number(office["phone"])),
            ],
        },
    ]
    others = [
        linked(body_name(agency.division), guide.url(at=code) + "#places")
        for code, agency in guide.agencies.items()
        if code in windows and code != guide.agency.code
    ]
    if others:
        rows.append({"key": _("别处"), "value": Markup(_("、")).join(others)})  # noqa: S704
    return rows


def _address(address: str, window: str) -> str:
    """The address with the window, once: many offices print it already."""
    return address if not window or window in address else f"{address} {window}"


def _number(number: str) -> Markup:
    return Markup('<span dir="ltr" class="nb">{}</span>').format(number)


def _rules(guide: Guide) -> list[dict[str, Any]]:
    rules = []
    if guide.definition.sheet.discretion:
        rules.append({"title": _("裁量的尺度"), "text": _lines(guide.definition.sheet.discretion)})
    points = [point for document in guide.documents for point in document.points]
    points += guide.definition.documents.points
    if points:
        lines = [
            Markup("<b>{}</b>{}{}").format(say(point.title), _("："), say(point.look_at))
            for point in points
        ]
        rules.append({"title": _("审查员逐条看什么"), "text": _lines(lines)})
    return rules


def _rights(guide: Guide) -> list[dict[str, Any]]:
    agency, sheet = guide.agency, guide.definition.sheet
    phones = marked(
        _("打 {complaint} 投诉，打 {phone} 咨询，打 12345 也行。"),
        complaint=_number(agency.office["complaint_phone"]),
        phone=_number(agency.office["phone"]),
    )
    remedy = _("收到决定 60 日内，可以向%(body)s申请复议；六个月内，可以向%(court)s起诉。") % {
        "body": agency.review_body,
        "court": agency.court,
    }
    rights = [
        {"title": _("您的权利"), "text": _lines(sheet.rights)},
        {"title": _("不同意结果：复议和诉讼"), "text": remedy},
        {"title": _("咨询和投诉"), "text": phones},
        {"title": _("您要做到的"), "text": _lines(sheet.duties)},
    ]
    return [each for each in rights if each["text"]]


def _lines(texts: Sequence[object]) -> Markup:
    """The texts, each on a line of its own."""
    return Markup("<br>").join(say(each) for each in texts)
