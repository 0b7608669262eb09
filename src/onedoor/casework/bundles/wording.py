"""What the papers of a whole bundle say: receipt, one-time notice, longer time.

In the language in force: in Chinese for the paper, in others for what is read beside it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from onedoor.casework.bundles.finding import definition_of
from onedoor.casework.bundles.models import JointCase, JointPart
from onedoor.casework.cases.wording import files, working_days
from onedoor.kernel.languages import written_day
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import Joint, Text
from onedoor.registers.catalogue.queries import bundle_version, version
from onedoor.registers.catalogue.speaking import kept, said, texts_by_chinese
from onedoor.registers.papers.kinds import Item, PaperFacts, Sheet


@lru_cache(maxsize=32)
def _texts(bundle: UUID, parts: tuple[UUID, ...]) -> dict[str, Text]:
    return texts_by_chinese(bundle_version(bundle).parsed, *(version(id).parsed for id in parts))


def _as_the_packs_say(joint: JointCase, words: str) -> str:
    """What the bundle keeps in Chinese, as its packs say it in the language in force."""
    return kept(words, lambda: _texts(joint.version_id, tuple(
        joint.parts.order_by("position").values_list("version_id", flat=True))))  # fmt: skip


def _titles(joint: JointCase, titles: Sequence[str]) -> str:
    return _("、").join(_as_the_packs_say(joint, each) for each in titles)


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
        fields=(
            (_("一件事"), _as_the_packs_say(joint, joint.title)),
            (_("编号"), joint.number),
            *fields,
        ),
        items=items,
        remedies=remedies,
        contact=_("{address}，{phone}").format(
            address=agency.office["address"], phone=agency.office["phone"]
        ),
    )


def receipt(
    joint: JointCase, whole: Joint, parts: list[JointPart], agency: Agency, on: date
) -> Sheet:
    """收件凭证: one for all parts, with every file that came in."""
    names = {each.id: said(each.name) for each in whole.definition.documents.documents}
    handed_in = Counter(joint.materials.filter(round=0).values_list("document", flat=True))
    items = [Item(name=_("申请表"), remedy=_("网上填写，已签名"))]
    for document, count in handed_in.items():
        items.append(Item(name=names.get(document, document), remedy=files(count)))
    bundle = definition_of(joint)
    paragraphs = (
        ngettext(
            "您申请的“{title}”已经收到，收到日期为{day}。包含 {count} 件事：{parts}。",
            "您申请的“{title}”已经收到，收到日期为{day}。包含 {count} 件事：{parts}。",
            len(parts),
        ).format(
            title=_as_the_packs_say(joint, joint.title),
            day=written_day(joint.received_on),
            count=len(parts),
            parts=_titles(joint, [each.title for each in parts]),
        ),
        _("我们最迟在收到之日起 {days}内告诉您是否受理，或者一次说清要补什么。").format(
            days=working_days(bundle.correction_notice)
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
            name=_as_the_packs_say(joint, line["title"]),
            problem=_("{problem}（{parts}）").format(
                problem=_as_the_packs_say(joint, line["problem"]),
                parts=_titles(joint, line["parts"]),
            ),
            remedy=_("请重新提交：{name}").format(
                name=_as_the_packs_say(joint, line["document_name"])
            )
            if line["document"]
            else "",
            basis=line["basis"],
        )
        for line in joint.told
    )
    words = ngettext(
        "您申请的“{title}”，经审查有 {count} 处需要补正。各项的都在这里，一次告知：",
        "您申请的“{title}”，经审查有 {count} 处需要补正。各项的都在这里，一次告知：",
        len(items),
    ).format(title=_as_the_packs_say(joint, joint.title), count=len(items))
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
    fields: tuple[tuple[str, str], ...] = (
        (pgettext("on a paper", "批准"), joint.extension_approval),
    )
    if joint.statutory_due:
        fields += ((_("新的联办最迟办结日"), written_day(joint.statutory_due)),)
    paragraphs = (
        _(
            "您申请的“{title}”由多个机关联合办理，不能在期限内全部办结，"
            "经本级人民政府负责人批准，延长 {days}。"
        ).format(
            title=_as_the_packs_say(joint, joint.title),
            days=working_days(joint.extension_days),
        ),
        _("延长的理由：{reasons}").format(reasons=joint.extension_reasons),
    )
    facts = _letter(joint, agency, on, paragraphs=paragraphs, fields=fields)
    return Sheet("extension", _("延期告知书"), facts)
