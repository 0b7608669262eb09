"""What a credential says of a licence, in claims: what each line is called, what is worked out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import vc
from onedoor.kernel.time import local
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import published_now
from onedoor.registers.credentials import rules
from onedoor.registers.credentials.models import Credential
from onedoor.registers.credentials.signing import issuer, list_address, second, stamp, type_of
from onedoor.registers.licences import ages
from onedoor.registers.licences.queries import Licence


@dataclass(frozen=True)
class Line:
    """One thing a holder may show by itself: its claim, what it is called in both tongues."""

    path: tuple[str, ...]
    zh: str
    en: str
    value: Any


def lines_of(licence: Licence, *, at: datetime) -> list[Line]:
    """Everything that can be shown singly, in the order of the licence; then what is worked out."""
    labels, english = _behind(licence)
    printed = [(each["label"], each["value"]) for each in licence.facts]
    lines = [Line(("licence_number",), "证照编号", "Licence number", licence.number)]
    for name, label, value in rules.claimed(printed, labels, number=licence.number):
        lines.append(Line((name,), label, english.get(label, name.replace("_", " ")), value))
    if birth := ages.born([value for _label, value in printed]):
        for age, reached in ages.ages(birth, on=local(at).date()).items():
            words = f"满 {age} 周岁", f"Aged {age} or over"
            lines.append(Line(("age_equal_or_over", age), *words, reached))
    return lines


def _behind(licence: Licence) -> tuple[dict[str, str], dict[str, str]]:
    """By the label as printed: the fact behind it, and its words in English, where known."""
    version = published_now(licence.service) if licence.service else None
    kind = version.parsed.licence if version else None
    if kind is None or kind.code != licence.kind:
        return {}, {}
    lines = [(say(line.label), line) for line in kind.lines]
    return (
        {label: line.fact for label, line in lines},
        {label: say(line.label, "en") for label, line in lines},
    )


def as_sd_jwt(
    licence: Licence, kept: Credential, *, key: vc.Key, holder: vc.PublicKey | None
) -> str:
    """Everything personal hidden; in the clear only what tells kind, issuer, time and status.

    Without a `holder` it is bound to no key: whoever has it can show it, as with the file.
    """
    claims: dict[str, Any] = {
        "iss": issuer(),
        "vct": type_of(licence.kind),
        "iat": _rounded(kept.issued_at),
        "exp": second(kept.expires_at),
        "status": vc.Entry(list_address(kept.status_list_id), kept.place).claim,
        "issuing_country": "CN",
        "issuing_authority": licence.agency_name,
    }
    over: dict[str, Any] = {}
    for line in lines_of(licence, at=kept.issued_at):
        if line.path[0] == "age_equal_or_over":
            over[line.path[1]] = vc.Hidden(line.value)
        else:
            claims[line.path[0]] = vc.Hidden(line.value)
    if over:
        claims["age_equal_or_over"] = over
    if licence.identifier:
        claims["licence_identifier"] = vc.Hidden(licence.identifier)
    claims["issue_date"] = vc.Hidden(licence.issued_on.isoformat())
    if licence.valid_until:
        claims["expiry_date"] = vc.Hidden(licence.valid_until.isoformat())
    return vc.make_sd_jwt_vc(claims, key=key, kid=kept.key_id, holder=holder, decoys=4)


def as_vc_jwt(licence: Licence, kept: Credential, *, key: vc.Key, holder: vc.PublicKey) -> str:
    """The face of the licence as it is printed, to be shown whole."""
    subject: dict[str, Any] = {
        line.path[0]: line.value
        for line in lines_of(licence, at=kept.issued_at)
        if line.path[0] != "age_equal_or_over"
    }
    address = list_address(kept.status_list_id)
    body = {
        "@context": [vc.CONTEXT, {"@vocab": f"{issuer()}/terms#"}],
        "type": ["VerifiableCredential", "LicenceCredential"],
        "issuer": {"id": issuer(), "name": licence.agency_name},
        "name": licence.kind_name,
        "validFrom": stamp(kept.issued_at),
        "validUntil": stamp(kept.expires_at),
        "credentialSubject": {"licence_type": licence.kind, **subject},
        "credentialStatus": [
            {
                "id": f"{address}/{purpose}#{kept.place}", "type": "BitstringStatusListEntry",
                "statusPurpose": purpose, "statusListIndex": str(kept.place),
                "statusListCredential": f"{address}/{purpose}",
            }
            for purpose in ("revocation", "suspension")
        ],
    }  # fmt: skip
    return vc.make_vc_jwt(
        body, key=key, kid=kept.key_id, iss=issuer(), iat=_rounded(kept.issued_at),
        exp=second(kept.expires_at), cnf={"jwk": holder.jwk},
        status=vc.Entry(address, kept.place).claim,
    )  # fmt: skip


def _rounded(moment: datetime) -> int:
    """To the hour: two credentials fetched together must not be told by their second."""
    return second(moment.replace(minute=0, second=0, microsecond=0))
