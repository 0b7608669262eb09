"""What is said of a published piece: lines of lists, facts, and the buttons of matters."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from onedoor.channels.look.local import body_name, short_names
from onedoor.channels.look.words import direction, full_day
from onedoor.kernel.languages import written_day
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import agency
from onedoor.registers.catalogue.queries import bundles, services_called
from onedoor.registers.publications.content import Content
from onedoor.registers.publications.queries import Listed, Shown
from onedoor.registers.publications.rules import in_force
from onedoor.registers.publications.words import force_word, kind_word, language_word


def entries(rows: Sequence[Listed]) -> list[dict[str, Any]]:
    """Lines of a list: title, summary, by whom, when."""
    named = short_names(row.agency for row in rows)
    return [
        {
            "title": {"zh": row.title, **_each(row, "title")},
            "summary": {"zh": row.summary, **_each(row, "summary")},
            "kind": kind_word(row.kind),
            "by": named.get(row.agency, ""),
            "on": row.on,
            "urgent": row.is_urgent,
            "url": reverse("portal:piece", args=[row.slug]),
        }
        for row in rows
    ]


def _each(row: Listed, name: str) -> dict[str, str]:
    return {language: said[name] for language, said in row.translated.items() if said[name]}


def facts_of(piece: Shown) -> list[dict[str, Any]]:
    """What stands beside a piece: its number, who issued it, when, and whether it holds."""
    content = piece.content
    force = in_force(content, on=today())
    rows: list[tuple[str, Any]] = [
        (_("索引号"), piece.index_number),
        (_("发文字号"), content.document_number),
        (_("发布机构"), body_name(agency(piece.agency))),
        (_("成文日期"), _day(content.issued_on)),
        (_("发布日期"), full_day(piece.first_on)),
        (_("更正日期"), full_day(piece.on) if piece.is_corrected and piece.note else ""),
        (_("有效性"), _force(force, content)),
        (_("公布到"), full_day(piece.shown_until) if piece.shown_until else ""),
        (_("责任编辑"), _name(content.editor)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _name(name: str) -> Any:
    """A name is written as its bearer writes it, in every script."""
    return Markup('<bdi translate="no">{}</bdi>').format(name) if name else ""


def _force(force: str, content: Content) -> Any:
    if not force:
        return ""
    days = {"yet": content.valid_from, "yes": content.valid_until, "over": content.valid_until}
    said = {
        "yet": _("%(day)s起施行"), "yes": _("有效期至%(day)s"), "over": _("%(day)s起失效"),
    }  # fmt: skip
    parts = [force_word(force)]
    if days[force]:
        day = written_day(date.fromisoformat(days[force]))
        parts.append(said[force] % {"day": day})
    return _("，").join(parts)


def _day(iso: str) -> Any:
    return full_day(date.fromisoformat(iso)) if iso else ""


def points_of(content: Content) -> list[dict[str, Any]]:
    """What it changes, each with the button of the matter it changes it for."""
    ways = {each["matter"]: each for each in ways_of(content.all_matters())}
    return [
        {"heading": point.heading, "text": point.text, "matter": point.matter,
         "way": ways.get(point.matter)}
        for point in content.points
    ]  # fmt: skip


def translation_of(
    content: Content, language: str, points: Sequence[dict[str, Any]], blocks: Sequence[Any]
) -> dict[str, Any] | None:
    """A translation as it is drawn; None where there is none.

    `points` are those of the Chinese text, whose buttons it shares; `blocks` its body.
    """
    found = content.in_language(language)
    if found is None:
        return None
    return {
        "code": language,
        "dir": direction(language),
        "word": language_word(language),
        "title": found.title,
        "summary": found.summary,
        "points": [
            {**chinese, "heading": point.heading, "text": point.text}
            for chinese, point in zip(points, found.points, strict=False)
        ],
        "blocks": blocks,
    }


def ways_of(matters: Iterable[str]) -> list[dict[str, Any]]:
    """Where each matter is done; what is no longer offered has no button."""
    wanted = list(matters)
    known = services_called(each for each in wanted if not each.startswith("bundle:"))
    joined = {f"bundle:{each.code}": each for each in bundles()} if wanted else {}
    found: list[dict[str, Any]] = []
    for each in wanted:
        if each in known:
            url = reverse("portal:guide", args=[each])
            found.append({"matter": each, "word": known[each].parsed.sheet.title, "url": url})
        elif each in joined:
            url = reverse("portal:bundle", args=[joined[each].code])
            found.append({"matter": each, "word": joined[each].title, "url": url})
    return found


def pictures_of(content: Content, address: Callable[[str], str]) -> dict[str, dict[str, Any]]:
    """The pictures of a piece by digest: where each is, and how large, so that nothing moves when
    it comes. `address` is where the file of a digest is had. Of older ones no size is known."""
    return {
        each.digest: {"url": address(each.digest), "width": each.width, "height": each.height}
        for each in content.files
        if each.is_picture
    }
