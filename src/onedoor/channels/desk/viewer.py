"""The viewer beside the points: each document that the case calls for, and what is known of it."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.casework.cases.grades import watermark
from onedoor.casework.cases.queries import CaseFile, Material
from onedoor.casework.forms.questions import Part, summary
from onedoor.channels.desk.points import Sheet
from onedoor.channels.look.words import say_plain
from onedoor.registers.catalogue.definition import Document

# What a browser shows within a page; the rest is offered for download.
PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif"}


# Pages drawn beside the points; the whole file is one link away.
MOST_LEAVES = 30


@dataclass(frozen=True)
class View:
    """One tab of the viewer."""

    key: str
    word: str
    kind: str
    url: str
    document: Document | None = None
    files: list[Material] = field(default_factory=list)
    file: Material | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The address of the chosen file."""
        return reverse("desk:material", args=[self.file.pk]) if self.file else ""

    @property
    def leaves(self) -> range:
        """The pages shown beside the points, from 1."""
        return range(1, min(self._pages, MOST_LEAVES) + 1)

    @property
    def more_leaves(self) -> int:
        """How many pages are not shown there."""
        return max(self._pages - MOST_LEAVES, 0)

    @property
    def _pages(self) -> int:
        return (self.file.pages or 1) if self.file else 0

    @property
    def watermark(self) -> str:
        """What stands across what is shown, by its trust grade."""
        if self.file:
            return watermark(self.file.grade)
        found = self.document
        return watermark(found.grade, agency=say_plain(found.fetched_from)) if found else ""

    @property
    def shape(self) -> str:
        """How the chosen file can be shown: picture, pdf, or not at all."""
        if self.file is None:
            return ""
        if self.file.media_type in PICTURES:
            return "picture"
        return "pdf" if self.file.media_type == "application/pdf" else "other"


def views_of(file: CaseFile, address: str) -> list[View]:
    """The tabs: what was handed in first, then what is fetched, then facts, history, papers."""
    views = [_view_of(file, document, address) for document in file.documents]
    shown = [view for view in views if view is not None]
    if not any(view.kind == "form" for view in shown):
        shown.insert(0, View("form", _("申请表"), "form", f"{address}?see=form"))
    for key, word in (("facts", _("办件情况")), ("history", _("过程")), ("papers", _("文书"))):
        shown.append(View(key, word, key, f"{address}?see={key}"))
    return shown


def chosen(file: CaseFile, views: list[View], sheet: Sheet, query: Any) -> View:
    """The tab asked for, or the one where the current point is looked for, with its file."""
    asked = query.get("see", "") or (sheet.current.document if sheet.current else "")
    view = next((each for each in views if each.key == asked), views[0])
    if view.kind == "form":
        parts = summary(file.definition.form, file.case.answers, file.facts)
        return View(**(vars(view) | {"parts": parts}))
    wanted = query.get("file", "")
    named = next((each for each in view.files if str(each.pk) == wanted), None)
    standing = next((each for each in view.files if not each.replaced), None)
    return View(**(vars(view) | {"file": named or standing or next(iter(view.files), None)}))


def _view_of(file: CaseFile, document: Document, address: str) -> View | None:
    files = [each for each in file.materials if each.document == document.id]
    files.sort(key=lambda each: (each.replaced, each.given_at))
    kind = {"fetched": "fetched", "form": "form", "promise": "promise"}.get(document.source, "file")
    if kind == "promise" and files:
        kind = "file"
    word = say_plain(document.name)
    if kind == "fetched":
        word = _("%(name)s（调取）") % {"name": word}
    return View(document.id, word, kind, f"{address}?see={document.id}", document, files)
