"""A bundle under way in plain words: where each part stands, what is to be done. No queries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from onedoor.casework.bundles.queries import BundleFile, JointCase, JointPart, awaited
from onedoor.channels.look.local import body_short
from onedoor.channels.look.words import day, day_and_week
from onedoor.channels.portal.case_words import state_mark, state_word
from onedoor.channels.portal.wording import marked, plain
from onedoor.registers.agencies.queries import Agency

# What the end of a part looks like: the mark, and its word where the mark's own would mislead.
_ENDS = {
    "granted": ("granted", ""),
    "refused": ("refused", ""),
    "not_accepted": ("refused", gettext_noop("不予受理")),
    "withdrawn": ("withdrawn", ""),
    "ended": ("withdrawn", gettext_noop("已终止")),
    "lapsed": ("withdrawn", gettext_noop("不再办")),
}


def sentence_of(file: BundleFile) -> Any:
    """The state of the whole as one sentence: the title of its page."""
    joint, count = file.joint, len(file.parts)
    done = sum(each.result == "granted" for each in file.parts)
    if joint.stage == "correcting":
        return _("等您补材料")
    if joint.stage == "withdrawn":
        return _("您撤回了")
    if joint.stage == "closed":
        return _("全部办完了，办成 %(n)s 件") % {"n": done}
    if joint.stage == "submitted":
        return _("收到了，等受理")
    if file.promised and file.promised.due_on:
        return marked(
            _("办成 {done} 件，共 {count} 件，最晚 {day}全部办完"),
            done=done, count=count, day=day_and_week(file.promised.due_on),
        )  # fmt: skip
    return _("办成 %(done)s 件，共 %(count)s 件") % {"done": done, "count": count}


def to_do_in(file: BundleFile) -> list[dict[str, str]]:
    """What only the applicant can do now."""
    found = []
    if file.joint.stage == "correcting":
        count = len(file.joint.told)
        words = ngettext("还差 %(n)s 处，一次补齐就行", "还差 %(n)s 处，一次补齐就行", count)
        url = reverse("portal:joint-correct", args=[file.joint.number])
        found.append({"words": words % {"n": count}, "word": _("去补"), "url": url})
    for part in file.parts:
        if awaited(file, part.part):
            words = _("“%(title)s”等您补填一项") % {"title": part.title}
            url = reverse("portal:joint-answer", args=[file.joint.number, part.part])
            found.append({"words": words, "word": _("去补填"), "url": url})
    return found


def rows_of(file: BundleFile, agencies: Mapping[str, Agency]) -> list[dict[str, Any]]:
    """Each part: who has it, where it stands, whether it may be taken back."""
    names = {each.part: plain(file.bundle.part(each.part).short) for each in file.parts}
    return [_row(file, part, names, agencies) for part in file.parts]


def _row(
    file: BundleFile, part: JointPart, names: Mapping[str, str], agencies: Mapping[str, Agency]
) -> dict[str, Any]:
    case = file.cases.get(part.case)
    agency = agencies.get(part.agency)
    number = file.joint.number
    open_case = case is not None and case.is_open
    return {
        "title": part.title,
        "agency": body_short(agency) if agency else "",
        "url": reverse("portal:case", args=[part.case]) if case else "",
        "may_withdraw": file.joint.is_open and (part.state == "waiting" or open_case),
        "withdraw": reverse("portal:joint-withdraw", args=[number]) + f"?part={part.part}",
        **_standing(file, part, case, names),
    }


def _standing(
    file: BundleFile, part: JointPart, case: Any, names: Mapping[str, str]
) -> dict[str, Any]:
    if part.result:
        mark, word = _ENDS.get(part.result, ("done", ""))
        note: Any = marked(_("{day}有结果"), day=day(part.ended_on)) if part.ended_on else ""
        return {"mark": mark, "word": _(word) if word else "", "note": note}
    if case is not None:
        due = case.promised_due
        note = marked(_("最晚 {day}有结果"), day=day_and_week(due)) if due else _("等受理")
        return {"mark": state_mark(case), "word": state_word(case), "note": note}
    if awaited(file, part.part):
        return {"mark": "correcting", "word": _("等您补填"), "note": _("前一件办好了")}
    before = _("、").join(names[each] for each in part.after if each in names)
    return {"mark": "draft", "word": _("等前一件"), "note": _("等%(n)s办好") % {"n": before}}


def mine_row(joint: JointCase) -> dict[str, Any]:
    """A bundle as one line of my space."""
    parts = list(joint.parts.all())
    done = sum(each.result == "granted" for each in parts)
    over = not joint.is_open
    marks = {"submitted": "submitted", "correcting": "correcting", "accepted": "working",
             "withdrawn": "withdrawn"}  # fmt: skip
    note: Any = _("一件事：办成 %(done)s 件，共 %(n)s 件") % {"done": done, "n": len(parts)}
    return {
        "title": joint.title,
        "number": joint.short_number,
        "mark": marks.get(joint.stage, "granted" if done else "done"),
        "word": _("办完了") if joint.stage == "closed" else "",
        "note": note,
        "url": reverse("portal:joint", args=[joint.number]),
        "over": over,
    }


def bundle_todo(bundles: Iterable[JointCase]) -> list[dict[str, Any]]:
    """Bundles that wait for a word of the applicant, as rows of my space."""
    rows = []
    for joint in bundles:
        if joint.stage == "correcting":
            url = reverse("portal:joint-correct", args=[joint.number])
            words, word = _("“%(title)s”要补材料") % {"title": joint.title}, _("去补")
        elif any(each.asked and each.state == "waiting" for each in joint.parts.all()):
            url = reverse("portal:joint", args=[joint.number])
            words, word = _("“%(title)s”有一项等您补填") % {"title": joint.title}, _("去补填")
        else:
            continue
        rows.append(
            {"when": _("现在"), "tone": "warn", "sentence": words, "word": word, "url": url,
             "urgent": True}
        )  # fmt: skip
    return rows
