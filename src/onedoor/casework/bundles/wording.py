"""What the papers of a whole bundle say: receipt, one-time notice, longer time."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from onedoor.casework.bundles.finding import definition_of
from onedoor.casework.bundles.models import JointCase, JointPart
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import Joint, say
from onedoor.registers.papers.kinds import Item, PaperFacts, Sheet, written_day


def _letter(
    joint: JointCase,
    agency: Agency,
    on: date,
    *,
    paragraphs: tuple[str, ...],
    fields: tuple[tuple[str, str], ...] = (),
    items: tuple[Item, ...] = (),
    remedies: str = "",
) -> PaperFacts:
    return PaperFacts(
        on=on,
        addressee=joint.applicant_name,
        paragraphs=paragraphs,
        fields=((_("一件事"), joint.title), (_("编号"), joint.number), *fields),
        items=items,
        remedies=remedies,
        contact=f"{agency.office['address']}，{agency.office['phone']}",
    )


def receipt(
    joint: JointCase, whole: Joint, parts: list[JointPart], agency: Agency, on: date
) -> Sheet:
    """收件凭证: one for all parts, with every file that came in."""
    names = {each.id: say(each.name) for each in whole.definition.documents.documents}
    kept = Counter(joint.materials.filter(round=0).values_list("document", flat=True))
    items = [Item(name=_("申请表"), remedy=_("网上填写，已签名"))]
    items += [
        Item(name=names.get(document, document), remedy=_("{count} 个电子文件").format(count=count))
        for document, count in kept.items()
    ]
    bundle = definition_of(joint)
    paragraphs = (
        _("您申请的“{title}”已经收到，收到日期为{day}。包含 {count} 件事：{parts}。").format(
            title=joint.title,
            day=written_day(joint.received_on),
            count=len(parts),
            parts="、".join(each.title for each in parts),
        ),
        _("我们最迟在收到之日起 {days} 个工作日内告诉您是否受理，或者一次说清要补什么。").format(
            days=bundle.correction_notice
        ),
    )
    return Sheet(
        "receipt",
        _("收件凭证"),
        _letter(joint, agency, on, paragraphs=paragraphs, items=tuple(items)),
    )


def correction_notice(joint: JointCase, agency: Agency, on: date) -> Sheet:
    """一次性补正告知书: everything missing in any part, once."""
    items = tuple(
        Item(
            name=line["title"],
            problem=_("{problem}（{parts}）").format(
                problem=line["problem"], parts="、".join(line["parts"])
            ),
            remedy=_("请重新提交：{name}").format(name=line["document_name"])
            if line["document"]
            else "",
            basis=line["basis"],
        )
        for line in joint.told
    )
    words = _("您申请的“{title}”，经审查有 {count} 处需要补正。各项的都在这里，一次告知：").format(
        title=joint.title, count=len(items)
    )
    return Sheet(
        "correction-notice",
        _("一次性补正告知书"),
        _letter(
            joint,
            agency,
            on,
            paragraphs=(words,),
            items=items,
            remedies=_("材料齐全的事项已经先行受理。补齐后我们不会再提出本告知书以外的补正要求。"),
        ),
    )


def extension(joint: JointCase, agency: Agency, on: date) -> Sheet:
    """延期告知书: how long, why, by whose approval, and the new last day (42 II)."""
    fields: tuple[tuple[str, str], ...] = ((_("批准"), joint.extension_approval),)
    if joint.statutory_due:
        fields += ((_("新的联办最迟办结日"), written_day(joint.statutory_due)),)
    paragraphs = (
        _(
            "您申请的“{title}”由多个机关联合办理，不能在期限内全部办结，"
            "经本级人民政府负责人批准，延长 {days} 个工作日。"
        ).format(title=joint.title, days=joint.extension_days),
        _("延长的理由：{reasons}").format(reasons=joint.extension_reasons),
    )
    facts = _letter(joint, agency, on, paragraphs=paragraphs, fields=fields)
    return Sheet("extension", _("延期告知书"), facts)
