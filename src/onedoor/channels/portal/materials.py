"""Documents as the guide's table and the wizard's list show them: words only."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.channels.portal.wording import joined, plain
from onedoor.registers.catalogue.definition import Document

SOURCES = {"applicant": "you", "form": "fill", "fetched": "fetch", "promise": "promise"}
_ORDER = {"applicant": 0, "promise": 1, "form": 2, "fetched": 3}


def material_rows(
    documents: Sequence[Document], code: str, query: str = "", only_if: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Rows for `parts.materials`, what the person must bring first.

    `only_if` are the documents that are listed because an answer was “not sure”: marked so.
    """
    ordered = sorted(documents, key=lambda each: _ORDER[each.source])
    rows = [_row(document, code, query) for document in ordered]
    for document, row in zip(ordered, rows, strict=True):
        if document.id in only_if:
            maybe = _("可能要：您选了不确定，先列上")
            row["source_note"] = joined([each for each in (maybe, row["source_note"]) if each])
    return rows


def _row(document: Document, code: str, query: str) -> dict[str, Any]:
    return {
        "name": document.name,
        "why": document.purpose,
        "basis": str(document.basis),
        "mistakes": joined(list(document.common_mistakes), _("；")),
        "form": _form(document),
        "copies": _copies(document),
        "seal": document.signature or "",
        "source": SOURCES[document.source],
        "source_note": _note(document),
        "links": _links(document, code, query),
        "required": document.necessity != "later",
    }


def _form(document: Document) -> str:
    if document.source == "form":
        return _("网上填，自动生成")
    if document.source == "fetched":
        return _("电子证照或数据")
    kinds = _("、").join(each.upper() for each in document.formats)
    if document.medium == "paper":
        return _("纸质，到窗口出示")
    return _("照片或扫描件（%(kinds)s）") % {"kinds": kinds}


def _copies(document: Document) -> str:
    if document.source in ("form", "fetched"):
        return ""
    words = []
    if document.originals:
        words.append(
            ngettext("原件 %(n)s 份", "原件 %(n)s 份", document.originals)
            % {"n": document.originals}
        )
    if document.copies:
        words.append(
            ngettext("复印件 %(n)s 份", "复印件 %(n)s 份", document.copies) % {"n": document.copies}
        )
    return _("，").join(words)


def _note(document: Document) -> str:
    if document.source == "fetched":
        return _("%(from)s，%(grade)s 级") % {
            "from": plain(document.fetched_from),
            "grade": document.grade,
        }
    if document.necessity == "conditional":
        return _("看情形")
    if document.necessity == "later":
        return _("以后再交")
    return plain(document.issued_by) if document.issued_by else ""


def _links(document: Document, code: str, query: str) -> list[dict[str, str]]:
    links = []
    if document.source == "form":
        links.append({"word": _("填写样例"), "url": reverse("portal:sample", args=[code])})
        links.append({"word": _("空白表"), "url": reverse("portal:blank", args=[code])})
    elif document.how_to_fill or document.points:
        address = reverse("portal:document", args=[code, document.id])
        links.append({"word": _("怎样算合格"), "url": address + query})
    return links


def tally_words(documents: Sequence[Document]) -> str:
    """「4 份里 2 份我们已有，1 份在线填，您只需准备 1 份」."""
    counts = dict.fromkeys(_ORDER, 0)
    for document in documents:
        counts[document.source] += 1
    parts = []
    if counts["fetched"]:
        parts.append(_("%(n)s 份我们调取") % {"n": counts["fetched"]})
    if counts["form"]:
        parts.append(_("%(n)s 份在线填") % {"n": counts["form"]})
    if counts["promise"]:
        parts.append(_("%(n)s 份可以承诺") % {"n": counts["promise"]})
    own = counts["applicant"]
    parts.append(_("您准备 %(n)s 份") % {"n": own} if own else _("不用您准备"))
    return _("共 %(n)s 份：%(parts)s") % {"n": len(documents), "parts": _("，").join(parts)}
