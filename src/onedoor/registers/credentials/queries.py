"""What can be seen: one's own credentials, and what anybody may ask of the issuer."""

from dataclasses import dataclass

from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Look, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now
from onedoor.registers.credentials.checks import (
    CredentialCheck,
    check_credential,
    is_credential,
)
from onedoor.registers.credentials.models import Credential, Offer
from onedoor.registers.credentials.offering import (
    FORMATS,
    PRE_AUTHORIZED,
    SD_JWT,
    configuration_id,
    link_by_reference,
    link_by_value,
    offered,
)
from onedoor.registers.credentials.saying import Line, lines_of
from onedoor.registers.credentials.signing import (
    bitstring_credential,
    issuer,
    list_token,
    published,
    type_of,
)
from onedoor.registers.credentials.slips import (
    SlipText,
    check_slip,
    is_slip,
    key_bundle,
    slip_problems,
)
from onedoor.registers.credentials.types import CredentialType, credential_types, type_called
from onedoor.registers.licences.queries import Licence, licences_of, standing_of
from onedoor.registers.people.actions import digest_of

__all__ = [
    "FORMATS",
    "PRE_AUTHORIZED",
    "SD_JWT",
    "Carried",
    "Credential",
    "CredentialCheck",
    "CredentialType",
    "Line",
    "SlipText",
    "bitstring_credential",
    "carried",
    "check_credential",
    "check_slip",
    "configuration_id",
    "credential_types",
    "credentials_held",
    "is_credential",
    "is_slip",
    "issuer",
    "key_bundle",
    "kind_offered",
    "link_by_reference",
    "link_by_value",
    "list_token",
    "offered",
    "published",
    "slip_problems",
    "type_called",
    "type_of",
]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A licence with what its holder needs to know before and after putting it into a wallet."""

    licence: Licence
    standing: str
    # Whether licences of this kind can be put into a wallet at all.
    is_known: bool
    lines: list[Line]
    # In wallets, the newest first; those that have run out are not among them.
    credentials: list[Credential]
    # The one that is bound to no wallet, while it lasts.
    file: Credential | None


def carried(paper: str, *, seen_by: Actor) -> Carried:
    """The licence printed on this paper and its credentials, for its holder in person; NotFound."""
    if not seen_by.party or seen_by.scope is not None:
        raise NotFound()
    held = licences_of(seen_by.party, seen_by=seen_by)
    licence = next((each for each in held if str(each.paper_id) == paper), None)
    if licence is None:
        raise NotFound()
    running = Credential.objects.filter(licence=licence, expires_at__gt=now()).defer("text")
    out = list(running.order_by("-issued_at"))
    files = (each for each in out if not each.thumbprint and each.stopped_at is None)
    return Carried(
        licence=licence,
        standing=standing_of(licence),
        is_known=type_called(licence.kind) is not None,
        lines=lines_of(licence, at=now()),
        credentials=[each for each in out if each.thumbprint],
        file=next(files, None),
    )


def credentials_held(*, seen_by: Actor) -> list[Credential]:
    """Every copy of the reader's own licences, in wallets or made with them, the newest first."""
    if not seen_by.party or seen_by.scope is not None:
        return []
    out = Credential.objects.filter(licence__holder=seen_by.party).defer("text")
    # Whose a row is, its licence says.
    mine = list(out.order_by("-issued_at"))
    looks = [Look(seen_by.party, "credentials", "数字凭证")] if mine else []
    trace_all(looks, by=seen_by, why="查看数字凭证")
    return mine


def kind_offered(code: str) -> str:
    """Of which kind of licence an open offer with this code is; NotFound for any other code."""
    offer = Offer.objects.filter(digest=digest_of(code), spent_at=None, until__gt=now())
    kind: str | None = offer.values_list("licence__kind", flat=True).first()
    if kind is None:
        raise NotFound()
    return kind
