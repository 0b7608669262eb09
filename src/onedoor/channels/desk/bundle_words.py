"""A bundle at the desk in words: the strip over a part's case page, the rows of the lead's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.casework.bundles.queries import (
    BundleFile,
    JointCase,
    JointPart,
    bundle_of_case,
    stage_word,
)
from onedoor.casework.cases.clock_words import count_text
from onedoor.casework.cases.queries import Case
from onedoor.channels.desk.clocks import Bar, bar_of_clock
from onedoor.channels.desk.points import MARKS
from onedoor.channels.look.words import say_plain
from onedoor.kernel.actors import Actor

_RESULTS = {
    "granted": gettext_noop("准予"),
    "refused": gettext_noop("不予"),
    "not_accepted": gettext_noop("不予受理"),
    "withdrawn": gettext_noop("已撤回"),
    "ended": gettext_noop("已终止"),
    "lapsed": gettext_noop("不再办"),
}
_STAGES = {
    "submitted": gettext_noop("等受理"),
    "correcting": gettext_noop("等申请人补正"),
    "accepted": gettext_noop("审查中"),
}


def strip_of(case: Case, *, seen_by: Actor) -> dict[str, Any] | None:
    """The other parts of the bundle that a case belongs to; None for a case of its own."""
    file = bundle_of_case(case.number, seen_by=seen_by) if case.part_of else None
    if file is None:
        return None
    return {
        "title": file.joint.title,
        "url": reverse("desk:bundle", args=[file.joint.number]),
        "where": stage_word(file.joint.stage),
        "parts": part_lines(file, case.number),
    }


def part_lines(file: BundleFile, here: str = "") -> list[dict[str, Any]]:
    """Each part with where it stands; a link where the reader may see its case."""
    return [_line(file, each, here) for each in file.parts]


def _line(file: BundleFile, part: JointPart, here: str) -> dict[str, Any]:
    case = file.cases.get(part.case)
    if part.result:
        word = _(_RESULTS.get(part.result, part.result))
    elif case is not None:
        word = _(_STAGES[case.stage]) if case.stage in _STAGES else _("办理中")
    elif part.state == "open":
        word = _("办理中")
    else:
        word = _("等申请人补填") if part.asked else _("等前一件")
    return {
        "title": part.title,
        "agency": part.agency,
        "word": word,
        "due": case.promised_due if case else None,
        "here": part.case == here,
        "url": reverse("desk:case", args=[part.case]) if case is not None else "",
    }


def clocks_of_bundle(file: BundleFile) -> list[Bar]:
    """The two clocks over the whole, or until when everything missing must be told."""
    found = []
    for clock, words in (
        (file.promised, _("联办承诺 %(limit)s")),
        (file.statutory, _("联办法定 %(limit)s")),
    ):
        if clock is not None:
            limit = count_text(clock.total, clock.unit)
            found.append(bar_of_clock(clock, words % {"limit": limit}))
    return found


def points_shown(file: BundleFile) -> list[dict[str, Any]]:
    """The points with their marks; each says which parts look at it."""
    shorts = {each.id: say_plain(each.short) for each in file.bundle.parts}
    values = {mark: value for value, mark in MARKS.items()}
    found = []
    for number, point in enumerate(file.points, 1):
        owners = dict.fromkeys(shorts[part] for part, _id in point.members)
        line = file.joint.marks.get(point.key, {})
        found.append(
            {
                "key": point.key,
                "number": number,
                "title": point.point.title,
                "look_at": point.point.look_at,
                "basis": point.basis,
                "document": point.document_name,
                "parts": _("、").join(owners),
                "value": values.get(line.get("mark", ""), ""),
                "note": line.get("note", "") or say_plain(point.point.unmet),
            }
        )
    return found


def materials_of(file: BundleFile) -> list[dict[str, Any]]:
    """The files that were handed in once, with the parts that they serve."""
    named = {each.id: each.name for each in file.whole.definition.documents.documents}
    return [
        {
            "file": each.name,
            "name": named.get(each.document, each.document),
            "users": _("、").join(
                say_plain(one.short) for one in file.whole.users_of(each.document)
            ),
            "replaced": each.replaced,
            "url": reverse("desk:bundle-material", args=[each.pk]),
        }
        for each in file.materials
    ]


def list_row(joint: JointCase) -> dict[str, Any]:
    """A bundle as one line of the lead's list."""
    parts = list(joint.parts.all())
    done = sum(each.state in ("ended", "lapsed") for each in parts)
    return {
        "title": joint.title,
        "number": joint.short_number,
        "name": joint.applicant_name,
        "stage": stage_word(joint.stage),
        "done": _("%(done)s / %(n)s 件有结果") % {"done": done, "n": len(parts)},
        "due": joint.promised_due,
        "stands": joint.accepted_on is not None,
        "received": joint.received_on,
        "url": reverse("desk:bundle", args=[joint.number]),
    }
