"""Keys and addresses of the issuer, and the lists as they stand at this moment."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

import vc
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now
from onedoor.registers.credentials import rules
from onedoor.registers.credentials.models import Credential, IssuingKey, StatusList

# Under which path of the site the issuer stands; its papers lie under /.well-known/…/credentials.
ROOT = "/credentials"


def issuer() -> str:
    """Who signs: an address of its own, so that it is not taken for the sign-in of the site."""
    return str(settings.ONEDOOR_ADDRESS).rstrip("/") + ROOT


def type_of(kind: str) -> str:
    """The `vct` of credentials of this kind of licence: an address that says what they are."""
    return f"{issuer()}/types/{kind}"


def list_address(status_list: int) -> str:
    """Where the list is fetched."""
    return f"{issuer()}/lists/{status_list}"


class NoIssuingKey(RuntimeError):
    """No key signs yet: the first has still to be made."""


def signing_key() -> tuple[vc.Key, IssuingKey]:
    """The key that signs now; NoIssuingKey before the first is made."""
    row = IssuingKey.objects.filter(retired_at=None).order_by("-made_at").first()
    if row is None:
        raise NoIssuingKey
    return opened(row.pem), row


def published() -> list[dict[str, Any]]:
    """The public keys of everything that may still be shown, the newest first."""
    return [
        opened(row.pem).public.jwk | {"kid": row.kid, "use": "sig", "alg": vc.ALGORITHM}
        for row in keys_in_use().order_by("-made_at")
    ]


def keys_in_use() -> QuerySet[IssuingKey]:
    """Keys not withdrawn, under which a credential may still be running."""
    lately = Q(retired_at=None) | Q(retired_at__gt=now() - rules.LONGEST)
    return IssuingKey.objects.filter(lately, withdrawn_at=None)


def key_of(header: dict[str, Any], payload: dict[str, Any]) -> vc.PublicKey | None:
    """The key a credential of ours names, while it is published."""
    named = header.get("kid")
    # Texts of others may hold anything; PostgreSQL would stumble over a NUL.
    if payload.get("iss") != issuer() or not isinstance(named, str) or "\0" in named:
        return None
    row = keys_in_use().filter(kid=named).first()
    return opened(row.pem).public if row else None


@lru_cache(maxsize=16)
def opened(pem: str) -> vc.Key:
    return vc.Key.read(pem)


def statuses(status_list: int) -> dict[int, int]:
    """The places that are not valid, in one question: licences as they stand now, and stops."""
    rows = Credential.objects.filter(status_list_id=status_list).exclude(
        licence__state="valid", stopped_at=None
    )
    return {
        place: rules.status_of(state, stopped=stopped_at is not None)
        for place, state, stopped_at in rows.values_list("place", "licence__state", "stopped_at")
    }


def list_token(status_list: int) -> str:
    """The list, signed, as it stands at this moment; NotFound for one that does not exist."""
    size, at = _size(status_list), now()
    key, row = signing_key()
    return vc.make_list(
        vc.packed(size, statuses(status_list)), uri=list_address(status_list), issuer=issuer(),
        key=key, kid=row.kid, at=second(at), lives=int(rules.LIST_LIVES.total_seconds()),
        ttl=int(rules.LIST_FRESH.total_seconds()),
    )  # fmt: skip


# Of the W3C's lists, each has one purpose.
PURPOSES = {"revocation": vc.INVALID, "suspension": vc.SUSPENDED}


def bitstring_credential(status_list: int, purpose: str) -> str:
    """The same as a Bitstring Status List Credential; NotFound for no such list or purpose."""
    if purpose not in PURPOSES:
        raise NotFound()
    size, at = _size(status_list), now()
    key, row = signing_key()
    address = f"{list_address(status_list)}/{purpose}"
    set_here = {at for at, one in statuses(status_list).items() if one == PURPOSES[purpose]}
    body = {
        "@context": [vc.CONTEXT], "id": address, "issuer": issuer(),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "validFrom": stamp(at), "validUntil": stamp(at + rules.LIST_LIVES),
        "credentialSubject": {
            "id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": purpose,
            "encodedList": vc.bitstring(size, set_here),
            "ttl": int(rules.LIST_FRESH.total_seconds()) * 1000,
        },
    }  # fmt: skip
    return vc.make_vc_jwt(
        body, key=key, kid=row.kid, iss=issuer(), iat=second(at),
        exp=second(at + rules.LIST_LIVES),
    )  # fmt: skip


def _size(status_list: int) -> int:
    found = StatusList.objects.filter(pk=status_list).values_list("size", flat=True).first()
    if found is None:
        raise NotFound()
    return int(found)


def second(moment: datetime) -> int:
    """As tokens write an hour."""
    return int(moment.timestamp())


def stamp(moment: datetime) -> str:
    """As the data model of the W3C writes an hour."""
    return moment.replace(microsecond=0).isoformat()
