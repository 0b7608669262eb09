"""What can be seen of promises and signatures, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from onedoor.casework.cases.actions.drafting import content_of, draft_facts
from onedoor.casework.cases.actions.promising import breach_that_shuts, documents_put_off
from onedoor.casework.cases.actions.signing import refuse_signer, signer_called, token_digest
from onedoor.casework.cases.finding import party_key, reached
from onedoor.casework.cases.models import Case, Draft, Material
from onedoor.casework.cases.promise_models import GivenPromise
from onedoor.casework.cases.promise_refusals import NoSuchSigning
from onedoor.casework.cases.refusals import NoSuchDraft
from onedoor.casework.cases.reusing import (
    documents_held,
    facts_held,
    fitting,
    in_force,
    open_fields,
    origin_words,
)
from onedoor.casework.cases.signing_models import Signing
from onedoor.casework.forms.questions import Part, Prefilled, documents_to_upload, summary
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Look, start_of_today, trace, trace_all
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import Document, Promise, ServiceDefinition, Signer
from onedoor.registers.licences.queries import licences_of

_ONE_LOOK = timedelta(minutes=10)


@dataclass(frozen=True)
class Offered:
    """A promise that an application may make: signed already, or shut by an earlier breach."""

    promise: Promise
    given: GivenPromise | None
    shut_by: GivenPromise | None


def _own_draft(id: str, reader: Actor) -> Draft:
    drafts = reached(Draft.objects.select_related("version", "party"), "apply", by=reader)
    found = drafts.filter(pk=id, party_id=party_key(reader)).first()
    if found is None:
        raise NoSuchDraft()
    trace(by=reader, subject=f"draft:{found.pk}", what="草稿", why="授权",
          party=str(found.party_id), within=_ONE_LOOK)  # fmt: skip
    return found


def promises_of_draft(id: str, *, seen_by: Actor) -> list[Offered]:
    """The promises one's own draft may make, with those made."""
    draft = _own_draft(id, seen_by)
    if not draft.version.parsed.sheet.promises:
        return []
    given = {each.promise: each for each in draft.promises.all()}
    return [
        Offered(each, given.get(each.id), breach_that_shuts(str(draft.party_id), each))
        for each in draft.version.parsed.promises_for(draft_facts(draft))
    ]


def promises_of_case(case: Case, *, seen_by: Actor) -> dict[str, GivenPromise]:
    """The promises of a case that its reader was shown by `case_for` already, by their names."""
    found = {each.promise: each for each in case.promises.order_by("promise")}
    if found:
        trace(by=seen_by, subject=case.subject, what="承诺", why="查看办件",
              party=str(case.applicant_id), within=_ONE_LOOK)  # fmt: skip
    return found


def promised_documents(case: Case, given: GivenPromise) -> list[Document]:
    """The documents that a promise of the case puts off."""
    wanted = documents_put_off(case, given)
    known = given.version.parsed.documents.documents
    return [each for each in known if each.id in wanted]


def promises_to_look_at(*, seen_by: Actor) -> list[GivenPromise]:
    """What the reader's posts have to look at: checks, repairs, objections; by the last day."""
    if not seen_by.posts:
        return []
    mine, deciding = Q(), Q()
    for seat in seen_by.posts:
        agency, _slash, post = seat.partition("/")
        mine |= Q(agency=agency, post=post)
        deciding |= Q(
            case__tasks__step="decide", case__tasks__agency=agency, case__tasks__post=post
        )
    waits = Q(state="to-check") | Q(state="broken", repair_told_on__isnull=False,
                                    repair_answered_on=None)  # fmt: skip
    objected = Q(state="broken", objected_on__isnull=False, objection_answered_on=None)
    found = list(
        GivenPromise.objects.filter((mine & waits) | (deciding & objected))
        .select_related("case")
        .distinct()
        .order_by("due_on", "id")[:200]
    )
    looks = [Look(each.party, each.case.subject, "要核查的承诺") for each in found if each.case]
    trace_all(looks, by=seen_by, why="事后核查", since=start_of_today())
    return found


@dataclass(frozen=True)
class Asking:
    """One who has to sign, and how far that has come: the latest asking, if there was one."""

    signer: Signer
    name: str
    contact: str
    latest: Signing | None

    @property
    def state(self) -> str:
        """`none` before anybody was asked."""
        if self.latest is None:
            return "none"
        over = self.latest.state == "asked" and self.latest.expires_on < today()
        return "expired" if over else self.latest.state


def signings_of_draft(id: str, *, seen_by: Actor) -> list[Asking]:
    """Everybody who has to sign one's own draft."""
    draft = _own_draft(id, seen_by)
    if not draft.version.parsed.sheet.signers:
        return []
    latest: dict[str, Signing] = {}
    for each in draft.signings.order_by("asked_at"):
        latest[each.signer] = each
    return [
        Asking(
            each,
            str(draft.answers.get(each.name) or ""),
            str(draft.answers.get(each.contact) or ""),
            latest.get(each.id),
        )
        for each in draft.version.parsed.signers_for(draft_facts(draft))
    ]


def signings_of_case(case: Case, *, seen_by: Actor) -> list[Signing]:
    """Who signed a case that its reader was shown by `case_for` already."""
    return list(case.signings.filter(state="signed").order_by("signer"))


@dataclass(frozen=True)
class ToSign:
    """What is laid before a signer: who asks, the whole application in words, the files' names."""

    signing: Signing
    signer: Signer
    draft: Draft
    definition: ServiceDefinition
    applicant: str
    parts: Sequence[Part]
    english: Sequence[Part]
    materials: Sequence[Material]
    promises: Sequence[GivenPromise]


def signing_for(token: str, *, seen_by: Actor) -> ToSign:
    """What the holder of a link signs: only once they are proven far enough. NoSuchSigning."""
    found = (
        Signing.objects.select_related("draft__version", "draft__party")
        .filter(token=token_digest(token), state="asked", expires_on__gte=today())
        .first()
    )
    if found is None or found.draft is None or found.content != content_of(found.draft):
        raise NoSuchSigning()
    draft = found.draft
    definition = draft.version.parsed
    signer = signer_called(definition, found.signer)
    refuse_signer(found, signer, by=seen_by)
    trace(by=seen_by, subject=f"draft:{draft.pk}", what="要签名的申请", why="请他签名",
          party=str(draft.party_id), within=_ONE_LOOK)  # fmt: skip
    facts = draft_facts(draft)
    return ToSign(
        found,
        signer,
        draft,
        definition,
        draft.party.name,
        summary(definition.form, draft.answers, facts, "zh"),
        summary(definition.form, draft.answers, facts, "en"),
        list(draft.materials.order_by("document")),
        list(draft.promises.order_by("promise")),
    )


def reused_in(draft: Draft, *, seen_by: Actor) -> dict[str, Prefilled]:
    """What was filled in from before in a draft its reader was shown, with where it came from."""
    taken = {key: each for key, each in draft.origins.items() if not key.startswith("doc:")}
    if not taken:
        return {}
    numbers = {each.removeprefix("case:") for each in taken.values()}
    own = Case.objects.filter(applicant_id=draft.party_id, number__in=numbers)
    cases = {each.number: each for each in own.defer("answers")}
    fields = {each.id: each for each in draft.version.parsed.form.all_fields()}
    # Under a mandate not every licence of the party may be seen by its name.
    licences = (
        {
            f"licence:{each.number}": each.kind_name
            for each in licences_of(str(draft.party_id), seen_by=seen_by)
        }
        if any(each.startswith("licence:") for each in taken.values())
        else {}
    )
    return {
        id: Prefilled(
            draft.answers.get(id),
            origin_words(
                origin,
                cases.get(origin.removeprefix("case:")),
                licences.get(origin, _("证照")) if origin.startswith("licence:") else "",
            ),
        )
        for id, origin in taken.items()
        if id in fields
    }


@dataclass(frozen=True)
class Known:
    """How much could be taken over into an application, before anybody agrees: counts only."""

    fields: int
    documents: int


def known_for(draft: Draft, *, seen_by: Actor) -> Known:
    """How many open questions and documents of this draft earlier applications answer."""
    if str(draft.party_id) != seen_by.party or not reached(
        Draft.objects.filter(pk=draft.pk), "apply", by=seen_by
    ):
        raise NoSuchDraft()
    party = str(draft.party_id)
    licences = in_force(party, by=seen_by)
    facts = facts_held(party, licences, service=draft.service, by=seen_by)
    trace(by=seen_by, subject=f"draft:{draft.pk}", what="以前填过的", why="不再问第二遍",
          party=party, within=_ONE_LOOK)  # fmt: skip
    known = draft_facts(draft)
    fields = [each for each in open_fields(draft, known) if fitting(each, facts)]
    given = {document for document, _d in draft.materials.values_list("document", "draft_id")}
    wanted = [
        each for each in documents_to_upload(draft.version.parsed, known) if each.id not in given
    ]
    return Known(len(fields), len(documents_held(wanted, party, licences, by=seen_by)))
