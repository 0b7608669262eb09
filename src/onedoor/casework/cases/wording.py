"""What the formal papers of a case say (行政许可法 32, 37, 38, 42, 44, 45). Facts in, words out.

In the language in force: in Chinese for the paper, in others for what is read beside it
(`papers.kinds.in_every_language`). What a clerk wrote, names and laws stand in Chinese in all.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from onedoor.casework.cases.clock import Unit
from onedoor.casework.cases.clock_words import count_text
from onedoor.casework.cases.events import CaseAccepted
from onedoor.casework.cases.models import Case, Standstill
from onedoor.casework.cases.timetable import correction_due
from onedoor.kernel.languages import written_day
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import ServiceDefinition, Text
from onedoor.registers.catalogue.queries import version
from onedoor.registers.catalogue.speaking import kept, said, texts_by_chinese
from onedoor.registers.papers.kinds import Item, PaperFacts, Sheet
from onedoor.registers.papers.queries import Paper

Fields = tuple[tuple[str, str], ...]
# The reason of a grant by rule, where the pack gives none; kept in Chinese, as all reasons are.
BY_RULE = gettext_noop("符合公布的自动办理条件")


@lru_cache(maxsize=64)
def _texts(version_id: UUID) -> dict[str, Text]:
    return texts_by_chinese(version(version_id).parsed)


def as_the_pack_says(case: Case, words: str) -> str:
    """What the case keeps in Chinese, as its pack says it in the language in force.

    What somebody wrote in their own words stays as it is.
    """
    return kept(words, lambda: _texts(case.version_id))


def service_of(case: Case) -> str:
    """The service of the case as people call it."""
    return as_the_pack_says(case, case.service_title)


def working_days(count: int) -> str:
    """So many working days."""
    return count_text(count, Unit.WORKING)


def _head(case: Case) -> Fields:
    return (
        (_("事项"), service_of(case)),
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
        "如不服本决定，可以自收到本决定书之日起六十日内向{review}申请行政复议；"
        "也可以自收到本决定书之日起六个月内依法向{court}提起行政诉讼。"
    ).format(review=agency.review_body, court=agency.court)


def contact_of(agency: Agency) -> str:
    """Where to ask."""
    office = agency.office
    return _("{address}，{phone}").format(address=office["address"], phone=office["phone"])


def files(count: int) -> str:
    """So many files."""
    words = ngettext("{count} 个电子文件", "{count} 个电子文件", count)
    return words.format(count=count)


def receipt(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """收件凭证: what was received and when."""
    names = {each.id: said(each.name) for each in definition.documents.documents}
    handed_in = Counter(each.document for each in case.materials.filter(round=0))
    items = [Item(name=_("申请表"), remedy=_("网上填写，已签名"))]
    items += [
        Item(name=names.get(document, document), remedy=files(count))
        for document, count in handed_in.items()
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
                    service=service_of(case), day=written_day(case.received_on)
                ),
                _("我们最迟在收到之日起 {days}内告诉您是否受理，或者一次说清要补什么。").format(
                    days=working_days(definition.sheet.within.correction_notice)
                ),
            ),
            items=tuple(items),
        ),
    )


def correction_notice(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """一次性补正告知书: everything missing, what to do about it, what it means for the clock."""
    due = correction_due(case, definition)
    items = tuple(
        Item(
            name=as_the_pack_says(case, item["title"]),
            problem=as_the_pack_says(case, item["problem"]),
            remedy=item["document_name"]
            and _("请重新提交：{name}").format(name=as_the_pack_says(case, item["document_name"])),
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
                ngettext(
                    "您申请的“{service}”，经审查有 {count} 处需要补正。现一次性告知如下：",
                    "您申请的“{service}”，经审查有 {count} 处需要补正。现一次性告知如下：",
                    len(items),
                ).format(service=service_of(case), count=len(items)),
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
                    day=written_day(case.received_on), service=service_of(case), how=how
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
            day=written_day(case.received_on), service=service_of(case)
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
                _("您申请的“{service}”需要进行{procedure}，预计 {days}。").format(
                    service=service_of(case),
                    procedure=as_the_pack_says(case, stood.title),
                    days=working_days(stood.planned_days),
                ),
                _("理由：{reasons}").format(reasons=as_the_pack_says(case, stood.reasons)),
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
                    "您申请的“{service}”不能在期限内作出决定，经本机关负责人批准，延长 {days}。"
                ).format(service=service_of(case), days=working_days(case.extension_days)),
                _("延长的理由：{reasons}").format(reasons=case.extension_reasons),
            ),
            fields=fields,
        ),
    )


def decision(case: Case, definition: ServiceDefinition, agency: Agency, on: date) -> Sheet:
    """The decision, granted or refused, under the title the service gives it (37, 38)."""
    outcome = definition.sheet.outcome
    bases = _("、").join(str(each) for each in definition.sheet.basis)
    decided = (
        _("您于{day}申请的“{service}”，经审查，符合法定条件。依据{bases}，决定准予。")
        if case.granted
        else _("您于{day}申请的“{service}”，经审查，不符合法定条件。依据{bases}，决定不予批准。")
    ).format(
        day=written_day(case.received_on), service=said(definition.sheet.official), bases=bases
    )
    paragraphs = [decided]
    if case.reasons:
        reasons = _(BY_RULE) if case.reasons == BY_RULE else as_the_pack_says(case, case.reasons)
        paragraphs.append(_("理由：{reasons}").format(reasons=reasons))
    if case.terms:
        paragraphs.append(_("附加条件：{terms}").format(terms=case.terms))
    if case.granted:
        paragraphs.append(_("结果：{name}。").format(name=said(outcome.name)))
    return Sheet(
        "decision-grant" if case.granted else "decision-refuse",
        said(outcome.decision_title if case.granted else outcome.refusal_title),
        letter(
            case,
            agency,
            on,
            paragraphs=tuple(paragraphs),
            remedies=remedies_of(agency),
        ),
    )


def delivery(case: Case, results: Sequence[Paper], way: str, on: date) -> Sheet:
    """送达回证: what was delivered to whom, how and when (44)."""
    titles = [_title_of(each) for each in results]
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
                (_("送达文书"), _("、").join(titles)),
                (_("送达方式"), ways[way]),
                (_("送达日期"), written_day(on)),
            ),
            query_code=case.query_code,
        ),
    )


def _title_of(paper: Paper) -> str:
    told = paper.said_in(get_language() or "")
    return str(told["title"]) if told else paper.title
