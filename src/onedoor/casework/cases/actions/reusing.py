"""Using what is known already: agreed to once for an application, undone at a press, recorded."""

from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import promise_events as events
from onedoor.casework.cases.actions.drafting import draft_facts, held_draft, void_what_changed
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.finding import held, news
from onedoor.casework.cases.models import Draft, Material, Task
from onedoor.casework.cases.refusals import NoSuchCase, NotYourPost
from onedoor.casework.cases.reusing import (
    documents_held,
    facts_held,
    fitting,
    in_force,
    likely_facts,
    open_fields,
    party_facts,
)
from onedoor.casework.forms.questions import documents_to_upload
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.licences.queries import Licence
from onedoor.registers.people.queries import party_for


@transaction.atomic
def use_what_is_known(id: str, *, by: Actor) -> Draft:
    """Fill what is still empty from earlier applications and licences, and bring their files.

    The person's own answers stand. Doing it again fills what has become empty since.
    """
    draft = held_draft(id, by=by)
    party = party_for(str(draft.party_id), seen_by=SYSTEM)
    licences = in_force(party.ref, by=by)
    facts = likely_facts(party, by=by)
    facts |= facts_held(party.ref, licences, service=draft.service, by=by)
    facts |= party_facts(party, by=by)
    origins = dict(draft.origins)
    # An answer may bring further questions; each round fills those it made visible.
    for _round in range(4):
        filled = {
            field.id: found
            for field in open_fields(draft, draft_facts(draft))
            if (found := fitting(field, facts)) is not None
        }
        if not filled:
            break
        draft.answers = draft.answers | {key: each.value for key, each in filled.items()}
        origins |= {key: each.origin for key, each in filled.items()}
    draft.origins, draft.reuse_agreed_at = origins, now()
    draft.save(update_fields=["answers", "origins", "reuse_agreed_at"])
    _bring_documents(draft, party.ref, licences, by=by)
    record(_news(draft, events.ReuseAgreed), by=by)
    void_what_changed(draft, by=by)
    return draft


def _bring_documents(draft: Draft, party: str, licences: list[Licence], *, by: Actor) -> None:
    wanted = documents_to_upload(draft.version.parsed, draft_facts(draft))
    given = {document for document, _ in draft.materials.values_list("document", "draft_id")}
    missing = [each for each in wanted if each.id not in given]
    for one in documents_held(missing, party, licences, by=by):
        if one.material is None:
            draft.origins = draft.origins | {f"doc:{one.document}": one.origin}
            continue
        file = one.material
        Material.objects.create(
            draft=draft, document=one.document, name=file.name, media_type=file.media_type,
            size=file.size, pages=file.pages, digest=file.digest, given_at=now(),
            grade=file.grade, origin=one.origin, checked_by=file.checked_by,
            checked_by_name=file.checked_by_name, checked_at=file.checked_at,
        )  # fmt: skip
    draft.save(update_fields=["origins"])


def _news(draft: Draft, kind):  # type: ignore[no-untyped-def]
    return kind(
        subject=f"draft:{draft.pk}",
        draft=str(draft.pk),
        service=draft.service,
        party=str(draft.party_id),
    )


@transaction.atomic
def stop_using_what_is_known(id: str, *, by: Actor) -> Draft:
    """Take back the consent: what was filled in from before goes, what was written stays."""
    draft = held_draft(id, by=by)
    taken = {key for key, origin in draft.origins.items() if origin != "party"}
    draft.answers = {key: value for key, value in draft.answers.items() if key not in taken}
    draft.origins = {key: value for key, value in draft.origins.items() if key not in taken}
    draft.reuse_agreed_at = None
    draft.save(update_fields=["answers", "origins", "reuse_agreed_at"])
    draft.materials.exclude(origin="").delete()
    record(_news(draft, events.ReuseWithdrawn), by=by)
    void_what_changed(draft, by=by)
    return draft


@transaction.atomic
def see_original(number: str, *, material: str, by: Actor) -> Material:
    """A named clerk has seen the original beside the copy: grade C becomes B, for later too."""
    case = held(number)
    task = next(
        (each for each in Task.objects.filter(case=case, state="open") if by.holds(each.seat)), None
    )
    if task is None:
        raise NotYourPost(title="")
    may_act(case, task, "pre-review" if task.step == "accept" else "review", by=by)
    found = Material.objects.select_for_update().filter(pk=UUID(material), case=case).first()
    if found is None:
        raise NoSuchCase()
    if found.grade == "B":
        return found
    found.grade, found.checked_at = "B", now()
    found.checked_by, found.checked_by_name = by.ref, by.name[:100]
    found.save(update_fields=["grade", "checked_at", "checked_by", "checked_by_name"])
    told = events.OriginalSeen(**news(case), document=found.document, material=str(found.pk))
    record(told, by=by)
    return found
