"""What the formal papers of a case say (行政许可法 32, 37, 38, 42, 44, 45). Facts in, words out."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from onedoor.casework.cases.events import CaseAccepted
from onedoor.casework.cases.models import Case, Standstill
from onedoor.casework.cases.timetable import correction_due
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import ServiceDefinition, say
from onedoor.registers.papers.kinds import Item, PaperFacts, Sheet, written_day

Fields = tuple[tuple[str, str], ...]


def _head(case: Case) -> Fields:
    return (
        (_("事项"), case.service_title),
        (_("办件号"), case.number),
    )


def letter(
    case: Case,
    agency: Agency,
    on: date,
    *,
    paragraphs: tuple[str, ...],
    fields: Fields = (),
    items: tuple[Item, ...] = (),
    remedies: str = "",
) -> PaperFacts:
    """What every letter of a case has in common: to whom, about which case, whom to ask."""
    return PaperFacts(
        on=on,
        addressee=case.applicant_name,
        paragraphs=paragraphs,
        fields=(*_head(case), *fields),
        items=items,
        remedies=remedies,
        contact=contact_of(agency),
        query_code=case.query_code,
    )


def remedies_of(agency: Agency) -> str:
    """How to object: review in 60 days, court in six months (行政复议法 20, 行政诉讼法 46)."""
    return _(
        "如不服本决定，可以自收到本决定书之日起六十日内向{review}申请行政复议，"
        "或者自收到本决定书之日起六个月内依法向{court}提起行政诉讼。"
    ).format(review=agency.review_body, court=agency.court)


def contact_of(agency: Agency) -> str:
    """Where to ask."""
    office = agency.office
    return f"{office['address']}，{office['phone']}"


def receipt(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """收件凭证: what was received and when."""
    names = {each.id: say(each.name) for each in definition.documents.documents}
    kept = Counter(each.document for each in case.materials.filter(round=0))
    items = [Item(name=_("申请表"), remedy=_("网上填写，已签名"))]
    items += [
        Item(name=names.get(document, document), remedy=_("{count} 个电子文件").format(count=count))
        for document, count in kept.items()
    ]
    return Sheet(
        "receipt",
        _("收件凭证"),
        letter(
            case,
            agency,
            on,
            paragraphs=(
                _("您申请的“{service}”已经收到，收到日期为{day}。").format(
                    service=case.service_title, day=written_day(case.received_on)
                ),
                _(
                    "我们最迟在收到之日起 {days} 个工作日内告诉您是否受理，或者一次说清要补什么。"
                ).format(days=definition.sheet.within.correction_notice),
            ),
            items=tuple(items),
        ),
    )


def correction_notice(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """一次性补正告知书: everything missing, what to do about it, what it means for the clock."""
    due = correction_due(case, definition)
    items = tuple(
        Item(
            name=item["title"],
            problem=item["problem"],
            remedy=item["document_name"]
            and _("请重新提交：{name}").format(name=item["document_name"]),
            basis=item["basis"],
        )
        for item in case.correction.items
    )
    return Sheet(
        "correction-notice",
        _("一次性补正告知书"),
        letter(
            case,
            agency,
            on,
            paragraphs=(
                _("您申请的“{service}”，经审查有 {count} 处需要补正。现一次性告知如下：").format(
                    service=case.service_title, count=len(items)
                ),
            ),
            items=items,
            fields=((_("最晚补正日期"), written_day(due)),) if due else (),
            remedies=_("逾期没有补正的，终止办理，材料备齐以后可以重新申请。")
            + _("补齐之前不开始计算办理期限。补齐后我们不会再提出本告知书以外的补正要求。"),
        ),
    )


def acceptance(case: Case, news: CaseAccepted, agency: Agency, on: date) -> Sheet:
    """受理通知书 with both last days, as they were when it was accepted."""
    how = (
        _(
            "因在法定期限内没有告知您补正，依照《中华人民共和国行政许可法》第三十二条，自收到申请之日起即为受理。"
        )
        if news.deemed
        else _("申请材料齐全、符合法定形式，决定予以受理。")
    )
    fields: Fields = ((_("受理日期"), written_day(news.accepted_on)),)
    if news.statutory_due and news.promised_due:
        fields += (
            (_("法定最迟办结日"), written_day(news.statutory_due)),
            (_("承诺最迟办结日"), written_day(news.promised_due)),
        )
    return Sheet(
        "acceptance",
        _("受理通知书"),
        letter(
            case,
            agency,
            on,
            paragraphs=(
                _("您于{day}提交的“{service}”申请，{how}").format(
                    day=written_day(case.received_on), service=case.service_title, how=how
                ),
            ),
            fields=fields,
            remedies=_("补正、听证、检验、检测、鉴定和专家评审所需时间依法不计算在办理期限内。"),
        ),
    )


def non_acceptance(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """不予受理决定书: ground, reasons, the right body, remedies."""
    grounds = {
        "not-needed": _("该事项依法不需要取得许可或办理。"),
        "not-ours": _("该事项依法不属于本机关职权范围。"),
        "not-entitled": _("您依法不具备申请该事项的资格。"),
    }
    paragraphs = [
        _("您于{day}提交的“{service}”申请，经审查决定不予受理。").format(
            day=written_day(case.received_on), service=case.service_title
        ),
        _("依据和理由：{ground}{reasons}").format(
            ground=grounds[case.refusal_ground], reasons=case.reasons
        ),
    ]
    if case.right_body:
        paragraphs.append(_("请向{body}申请。").format(body=case.right_body))
    return Sheet(
        "non-acceptance",
        _("不予受理决定书"),
        letter(
            case,
            agency,
            on,
            paragraphs=tuple(paragraphs),
            remedies=remedies_of(agency),
        ),
    )


def suspension(case: Case, stood: Standstill, agency: Agency, on: date) -> Sheet:
    """特别程序告知书: which procedure, how long, and that its days are not counted (45)."""
    return Sheet(
        "suspension",
        _("特别程序告知书"),
        letter(
            case,
            agency,
            on,
            paragraphs=(
                _("您申请的“{service}”需要进行{procedure}，预计 {days} 个工作日。").format(
                    service=case.service_title, procedure=stood.title, days=stood.planned_days
                ),
                _("理由：{reasons}").format(reasons=stood.reasons),
                _("依照《中华人民共和国行政许可法》第四十五条，这段时间不计算在办理期限内。"),
            ),
            fields=((_("开始日期"), written_day(stood.began_on)),),
        ),
    )


def extension(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """延期告知书: how long, why, and the new last day (42)."""
    fields: Fields = ()
    if case.statutory_due:
        fields = ((_("新的法定最迟办结日"), written_day(case.statutory_due)),)
    return Sheet(
        "extension",
        _("延期告知书"),
        letter(
            case,
            agency,
            on,
            paragraphs=(
                _(
                    "您申请的“{service}”不能在期限内作出决定，"
                    "经本机关负责人批准，延长 {days} 个工作日。"
                ).format(service=case.service_title, days=case.extension_days),
                _("延长的理由：{reasons}").format(reasons=case.extension_reasons),
            ),
            fields=fields,
        ),
    )


def decision(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """The decision, granted or refused, under the title the service gives it (37, 38)."""
    outcome = definition.sheet.outcome
    bases = "、".join(str(each) for each in definition.sheet.basis)
    said = (
        _("您于{day}申请的“{service}”，经审查，符合法定条件。依据{bases}，决定准予。")
        if case.granted
        else _("您于{day}申请的“{service}”，经审查，不符合法定条件。依据{bases}，决定不予批准。")
    ).format(day=written_day(case.received_on), service=say(definition.sheet.official), bases=bases)
    paragraphs = [said]
    if case.reasons:
        paragraphs.append(_("理由：{reasons}").format(reasons=case.reasons))
    if case.terms:
        paragraphs.append(_("附加条件：{terms}").format(terms=case.terms))
    if case.granted:
        paragraphs.append(_("结果：{name}。").format(name=say(outcome.name)))
    return Sheet(
        "decision-grant" if case.granted else "decision-refuse",
        say(outcome.decision_title if case.granted else outcome.refusal_title),
        letter(
            case,
            agency,
            on,
            paragraphs=tuple(paragraphs),
            remedies=remedies_of(agency),
        ),
    )


def delivery(case: Case, titles: list[str], way: str, on: date) -> Sheet:
    """送达回证: what was delivered to whom, how and when (44)."""
    ways = {
        "download": _("网上送达，申请人可在“我的”下载"),
        "window": _("窗口领取"),
        "post": _("邮寄"),
    }
    return Sheet(
        "delivery",
        _("送达回证"),
        PaperFacts(
            on=on,
            addressee=case.applicant_name,
            paragraphs=(_("电子文书到达申请人的账户即为送达。"),),
            fields=(
                (_("受送达人"), case.applicant_name),
                *_head(case),
                (_("送达文书"), "、".join(titles)),
                (_("送达方式"), ways[way]),
                (_("送达日期"), written_day(on)),
            ),
            query_code=case.query_code,
        ),
    )
