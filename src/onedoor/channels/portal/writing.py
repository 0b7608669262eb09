"""An application being written, as its pages need it: read once, pure from then on."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.casework.cases.actions import save_draft
from onedoor.casework.cases.queries import (
    Draft,
    Offered,
    draft_for,
    materials_of_draft,
    promises_of_draft,
    reused_in,
)
from onedoor.casework.forms.answers import Problem, problems_of, settle
from onedoor.casework.forms.questions import (
    Prefilled,
    documents_to_upload,
    prefill_from,
    readable,
    state_of,
    visible_fields,
    visible_sections,
)
from onedoor.channels.portal.wording import plain
from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import (
    Document,
    Field,
    Form,
    Section,
    ServiceDefinition,
)

# More sections than this and the application opens with a list of tasks.
STRAIGHT_STEPS = 2
# Known from the account, whose holder was verified: grade B of the national scheme.
ACCOUNT_GRADE = "B"


@dataclass
class Writing:
    """A draft with its definition, its facts, and what has been handed in."""

    draft: Draft
    definition: ServiceDefinition
    facts: dict[str, Any]
    materials: list[Any]
    promises: list[Offered]
    # Filled in from earlier applications, with where each came from.
    reused: dict[str, Prefilled]

    @property
    def title(self) -> str:
        return plain(self.definition.sheet.title)

    @property
    def sections(self) -> list[Section]:
        """The sections asked of this applicant; one without any visible field is left out."""
        shown = visible_sections(self.definition.form, self.facts)
        return [each for each in shown if visible_fields(each, self.facts)]

    @property
    def documents(self) -> list[Document]:
        return documents_to_upload(self.definition, self.facts)

    @property
    def given(self) -> Counter[str]:
        """How many files there are for each document."""
        return Counter(each.document for each in self.materials)

    @property
    def steps(self) -> int:
        """Sections, the documents together, and the last look."""
        return len(self.sections) + bool(self.documents) + 1

    @property
    def prefill(self) -> dict[str, Prefilled]:
        """What is known of the party, by field."""
        party = self.draft.party
        known = {
            name: getattr(party, name)
            for name in ("name", "number", "phone", "address", "representative")
        }
        return prefill_from(self.definition.form, known) | self.reused

    # Where a handed-in file is opened.
    material_page = "portal:material"

    @property
    def mark(self) -> str:
        """A short mark of all that would be filed: another one once anything of it has changed."""
        draft = self.draft
        files = sorted(f"{each.document}/{each.pk}" for each in self.materials)
        promised = sorted(each.promise.id for each in self.promises if each.given)
        parts = [draft.answers, draft.situation, draft.agency, files, promised]
        whole = json.dumps(parts, sort_keys=True, default=str)
        return hashlib.sha256(f"{draft.pk}{whole}".encode()).hexdigest()[:24]

    @property
    def pages(self) -> list[str]:
        """Every page of this draft, in order."""
        steps = [self.url("step", each.id) for each in self.sections]
        return [self.url(), *steps, self.url("check-answers")]

    @property
    def guide_url(self) -> str:
        """Where the guide of what is applied for stands."""
        return reverse("portal:guide", args=[self.definition.sheet.code])

    @property
    def proved_for(self) -> ServiceDefinition:
        """For which service one shows who one is."""
        return self.definition

    def keep(self, answers: dict[str, Any], *, by: Actor) -> None:
        """Keep these answers in the draft."""
        save_draft(str(self.draft.pk), answers=answers, by=by)

    def keep_what_is_known(self, *, by: Actor) -> "Writing":
        """Take what stands filled in already as the person's answers, as going through each step
        would; the writing as it then stands."""
        known = {id: each.value for id, each in self.prefill.items()}
        self.keep({id: it for id, it in known.items() if id not in self.draft.answers}, by=by)
        return self.again(by=by)

    def again(self, *, by: Actor) -> "Writing":
        """The same, as the draft stands now."""
        return writing_of(self.draft.pk, by=by)

    def problems(self) -> list[Problem]:
        """All that is wrong or missing in the answers."""
        return problems_of(self.definition.form, self.draft.answers, self.facts)

    def url(self, name: str = "draft", *args: str) -> str:
        return reverse(f"portal:{name}", args=[self.draft.pk, *args])

    def section(self, id: str) -> Section | None:
        return next((each for each in self.definition.form.sections if each.id == id), None)

    def next_after_section(self, id: str) -> str:
        """Where one goes after this section: the next one, the documents, the last look."""
        ids = [each.id for each in self.sections]
        later = ids[ids.index(id) + 1 :] if id in ids else ids
        if later:
            return self.url("step", later[0])
        return self._first_document()

    def _first_document(self) -> str:
        documents = self.documents
        return self.url("upload", documents[0].id) if documents else self.url("check-answers")

    def first_open(self) -> str:
        """Where something is still to be done, in the order of the steps; else the last look."""
        for section in self.sections:
            if self.state(section) != "done":
                return self.url("step", section.id)
        for document in self.documents:
            if not self.given[document.id]:
                return self.url("upload", document.id)
        return self.url("check-answers")

    def next_after_document(self, id: str) -> str:
        ids = [each.id for each in self.documents]
        later = ids[ids.index(id) + 1 :] if id in ids else []
        return self.url("upload", later[0]) if later else self.url("check-answers")

    def before_section(self, id: str) -> str:
        ids = [each.id for each in self.sections]
        at = ids.index(id) if id in ids else 0
        return self.url("step", ids[at - 1]) if at else self.url()

    def before_document(self, id: str) -> str:
        ids = [each.id for each in self.documents]
        at = ids.index(id) if id in ids else 0
        if at:
            return self.url("upload", ids[at - 1])
        return self.before_check(with_documents=False)

    def before_check(self, *, with_documents: bool = True) -> str:
        documents = self.documents if with_documents else []
        if documents:
            return self.url("upload", documents[-1].id)
        return self.url("step", self.sections[-1].id) if self.sections else self.url()

    def state(self, section: Section) -> str:
        """todo, doing, missing or done: as the task list shows it."""
        states = {"untouched": "todo", "begun": "missing", "complete": "done"}
        return states[state_of(section, self.draft.answers, self.facts)]

    @property
    def brought(self) -> tuple[int, int]:
        """How many documents are needed, and how many the person need not bring: fetched, made
        from the form, promised, stood for by a licence, or handed in before."""
        documents = self.definition.documents_for(self.facts)
        own = {each.id for each in self.documents} | {
            each.id for each in documents if each.source == "applicant"
        }
        held = {each.document for each in self.materials if each.origin}
        held |= {each for each in own if self.facts.get(f"held.{each}")}
        promised = self.definition.promised_in(self.facts)
        have = len([each for each in documents if each.id not in own]) + len(own & held)
        return len(documents) + len(promised), have + len(promised)

    @property
    def tally(self) -> str:
        """「需要 7 份，我们已有 5 份」."""
        needed, have = self.brought
        return _("需要 %(all)s 份，我们已有 %(have)s 份") % {"all": needed, "have": have}

    @property
    def agreed(self) -> bool:
        """Whether what is known from before may be used here."""
        return self.draft.reuse_agreed_at is not None

    def offered_for(self, document: str) -> list[Offered]:
        """The promises that would stand for this document, or put it off."""
        return [each for each in self.promises if document in each.promise.documents]

    def step_list(self, now: str) -> list[dict[str, Any]]:
        """The help column: what is done, where one is, what comes. `now`: a section, or "documents"
        or "check"."""
        rows = []
        for each in self.sections:
            state = "done" if self.state(each) == "done" else "next"
            rows.append(
                {
                    "word": each.title,
                    "state": "now" if each.id == now else state,
                    "url": self.url("step", each.id),
                }
            )
        if documents := self.documents:
            all_there = all(self.given[each.id] for each in documents)
            state = "now" if now == "documents" else "done" if all_there else "next"
            url = self.url("upload", documents[0].id)
            rows.append({"word": _("上传材料"), "state": state, "url": url})
        url = self.url("check-answers")
        state = "now" if now == "check" else "next"
        return [*rows, {"word": _("核对、提交"), "state": state, "url": url}]


def writing_of(draft: UUID, *, by: Actor) -> Writing:
    """One's own draft, ready for its pages; NoSuchDraft to anybody else."""
    found = draft_for(str(draft), seen_by=by)
    definition = found.version.parsed
    promises = promises_of_draft(str(draft), seen_by=by) if definition.sheet.promises else []
    given = [each.promise.id for each in promises if each.given]
    facts = definition.facts_of(found.answers, found.situation, found.party.kind, given)
    facts |= found.held_facts
    materials = materials_of_draft(str(draft), seen_by=by)
    reused = reused_in(found, seen_by=by)
    return Writing(found, definition, facts, materials, promises, reused)


def problems_in(section: Section, answers: dict[str, Any], facts: dict[str, Any]) -> list[Problem]:
    """What is wrong or missing in one section, as it stands in the draft."""
    own = {field.id: answers[field.id] for field in section.fields if field.id in answers}
    alone = Form.model_construct(minutes=0, sections=(section,), statement=section.title)
    return settle(alone, own, facts).problems


@dataclass(frozen=True)
class Asked:
    """The fields of one step: those already filled in for the person, and those to ask."""

    known: list[dict[str, Any]]
    hidden: list[tuple[str, Any]]
    fields: list[dict[str, Any]]


def asked_in(
    writing: Writing,
    section: Section,
    *,
    edit: str = "",
    more: str = "",
    faults: dict[str, str] | None = None,
) -> Asked:
    """Split the visible fields. What we filled in is shown with its source; `edit` opens one field.

    A prefilled value travels as a hidden field, so that going on keeps it as an answer.
    """
    faults, prefill, answers = faults or {}, writing.prefill, writing.draft.answers
    known, hidden, fields = [], [], []
    for field in visible_fields(section, writing.facts):
        ours = prefill.get(field.id)
        value = answers.get(field.id, ours.value if ours else None)
        kept = {"grade": ACCOUNT_GRADE, "source": ours.source} if ours else None
        untouched = ours is not None and value == ours.value
        # Rows stay open: one reads them through, adds and leaves out.
        if untouched and field.type != "rows" and edit != field.id and field.id not in faults:
            wrong = f"?edit={field.id}#{field.id}"
            known.append(
                {"key": field.label, "value": readable(field, value), "kept": kept, "wrong": wrong}
            )
            hidden += [(field.id, each) for each in (value if isinstance(value, list) else [value])]
            continue
        if field.type == "rows" and more == field.id:
            value = [*(value or []), {}]
        fields.append({"field": field, "value": value, "kept": kept if untouched else None})
    return Asked(known, hidden, fields)


def reasons_for(fields: list[Field]) -> list[dict[str, Any]]:
    """Why the questions of a step are asked, for the help column."""
    return [
        {"label": field.label, "why": field.why, "basis": str(field.basis) if field.basis else ""}
        for field in fields
        if field.why
    ]
