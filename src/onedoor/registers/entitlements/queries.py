"""What one may well be entitled to: for oneself; and whom to tell, for the system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import EntitlementRule, Text
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.queries import entitlement_rules
from onedoor.registers.entitlements.models import Asked, Declined, Entitlement

__all__ = [
    "Asked",
    "Told",
    "answers_for",
    "asked_by",
    "declined_by",
    "entitlement_to_tell",
    "entitlements_of",
    "rules_of",
]


@dataclass(frozen=True)
class Told:
    """One thing a person may well be entitled to: its rule, the reason, what can be put in."""

    id: UUID
    party: str
    rule: EntitlementRule
    because: Text
    answers: Mapping[str, Any]


def rules_of() -> list[EntitlementRule]:
    """Every rule there is, for anybody to read: what it looks at, and on what ground."""
    return entitlement_rules(settings.ONEDOOR_PACKS)


def asked_by(*, seen_by: Actor) -> Asked | None:
    """Whether the reader asked, and since when; of nobody else."""
    return Asked.objects.filter(party=_own(seen_by)).first()


def declined_by(*, seen_by: Actor) -> set[str]:
    """The rules the reader wants to hear no more of."""
    return set(Declined.objects.filter(party=_own(seen_by)).values_list("rule", flat=True))


def entitlements_of(*, seen_by: Actor) -> list[Told]:
    """What was found for the reader, by rule; for nobody else."""
    return _told(Entitlement.objects.filter(party=_own(seen_by)).order_by("rule"))


def answers_for(service: str, *, seen_by: Actor) -> dict[str, Any]:
    """What can be put into the form of this service for the reader, from what was found."""
    rows = Entitlement.objects.filter(party=_own(seen_by), service=service)
    return {name: value for row in rows for name, value in row.answers.items()}


def entitlement_to_tell(id: str, *, seen_by: Actor) -> Told | None:
    """Whom to tell of what: for the system alone. None once it holds no more."""
    if seen_by.kind != "system":
        return None
    return next(iter(_told(Entitlement.objects.filter(pk=id))), None)


def _told(rows: Any) -> list[Told]:
    rules: Sequence[EntitlementRule] = rules_of()
    known = {each.code: each for each in rules}
    return [
        Told(row.pk, row.party, known[row.rule], texts(**row.because), row.answers)
        for row in rows
        # A rule that the packs no longer have tells nobody anything.
        if row.rule in known
    ]


def _own(reader: Actor) -> str:
    if reader.kind != "person" or reader.scope is not None:
        return "-"
    return reader.party or "-"
