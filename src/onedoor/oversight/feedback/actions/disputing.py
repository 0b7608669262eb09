"""Objecting to a rating, and deciding it: by whoever watches the agency, never by itself."""

from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.record import entries_of
from onedoor.kernel.redacting import personal
from onedoor.kernel.time import local, now, today
from onedoor.oversight.feedback import disputing as rules
from onedoor.oversight.feedback.actions.following_up import lift_follow_up
from onedoor.oversight.feedback.events import DisputeDecided, DisputeRaised, RatingSetAside
from onedoor.oversight.feedback.following_up import may_follow_up, why_not_follow_up
from onedoor.oversight.feedback.models import Dispute, Rating
from onedoor.oversight.feedback.terms import until
from onedoor.registers.catalogue.queries import watcher_of
from onedoor.registers.people.queries import party_for


@transaction.atomic
def raise_dispute(rating: str, *, ground: str, reasons: str, evidence: str, by: Actor) -> Dispute:
    """Hold against a bad rating that it is mistaken or malicious; it counts on until decided.

    NoSuchDispute, YouHandledIt, NotABadOne, DisputedBefore, TooLateToDispute, NobodyDecides,
    NoGround, NoWords, TooManyWords.
    """
    found = Rating.objects.select_for_update().filter(pk=rating).first()
    if found is None or not may_follow_up(found.agency, by=by):
        raise rules.NoSuchDispute()
    if refusal := why_not_follow_up(hands=hands_in_matter(found), by=by):
        raise refusal
    watcher = watcher_of(found.agency)
    if refusal := rules.why_not_raise(
        level=found.level,
        ground=ground,
        reasons=reasons,
        evidence=evidence,
        disputed=is_disputed(found),
        until=until(found.agency, "raise_within", after=local(found.spoken_at).date()),
        on=today(),
        watcher=watcher,
    ):
        raise refusal
    dispute = Dispute.objects.create(
        rating=found, agency=found.agency, watcher=watcher, ground=ground,
        reasons=reasons.strip(), evidence=evidence.strip(), raised_at=now(), raised_by=by.ref,
        decide_by=until(found.agency, "decide_within", after=today()).day,
    )  # fmt: skip
    told = DisputeRaised(**_news(dispute), ground=ground, decide_by=dispute.decide_by)
    record(told, by=by)
    return dispute


@transaction.atomic
def decide_dispute(id: str, *, upheld: bool, text: str, by: Actor) -> Dispute:
    """Say whether the agency is right, and why. Upheld, the rating is kept, shown, counted apart.

    NoSuchDispute, NotByYourself, YouHandledIt, DecidedBefore, NoWords, TooManyWords, NamesSomebody.
    """
    dispute = (
        Dispute.objects.select_for_update(of=("self",)).select_related("rating").filter(pk=id)
    ).first()
    if dispute is None or not rules.may_decide(dispute.watcher, by=by):
        raise rules.NoSuchDispute()
    rating = Rating.objects.select_for_update().get(pk=dispute.rating_id)
    names = [party_for(rating.party, seen_by=SYSTEM).name] if rating.party else []
    if refusal := rules.why_not_decide(
        agency=dispute.agency,
        hands=hands_in_matter(rating),
        decided=dispute.upheld is not None,
        text=text,
        tells={each.sort for each in personal(text, names=names)},
        by=by,
    ):
        raise refusal
    dispute.upheld, dispute.answer = upheld, text.strip()
    dispute.decided_at, dispute.decided_by = now(), by.ref
    dispute.save()
    # What was said anew in the meantime is another word: nobody has objected to that.
    if upheld and rating.spoken_at <= dispute.raised_at:
        rating.set_aside_at = now()
        rating.save(update_fields=["set_aside_at"])
        record(
            RatingSetAside(
                subject=rating.case, case=rating.case, service=rating.service,
                agency=rating.agency, dispute=str(dispute.pk),
            ),
            by=by,
        )  # fmt: skip
        lift_follow_up(rating)
    record(DisputeDecided(**_news(dispute), upheld=upheld), by=by)
    return dispute


def is_disputed(rating: Rating) -> bool:
    """Whether somebody objects, or has objected to these very words."""
    found = Dispute.objects.filter(rating=rating)
    return (
        found.filter(upheld__isnull=True).exists()
        or found.filter(raised_at__gte=rating.spoken_at).exists()
    )


def hands_in_matter(rating: Rating) -> set[str]:
    """Whoever acted in the matter or opened the visit."""
    return {entry.by_ref for entry in entries_of(rating.case)}


def _news(dispute: Dispute) -> dict[str, Any]:
    rating = dispute.rating
    return {
        "subject": dispute.subject,
        "dispute": str(dispute.pk),
        "case": rating.case,
        "party": rating.party,
        "service": rating.service,
        "agency": dispute.agency,
        "watcher": dispute.watcher,
    }
