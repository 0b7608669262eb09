"""Which kinds of licences can be carried, and what each is called: from the published catalogue."""

from dataclasses import dataclass
from functools import lru_cache

from onedoor.registers.catalogue.definition import LicenceType, say
from onedoor.registers.catalogue.queries import current_version, services, stamp
from onedoor.registers.credentials import rules
from onedoor.registers.licences.ages import AGES


@dataclass(frozen=True)
class Claim:
    """A claim a holder may show by itself, and what it is called."""

    path: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True)
class CredentialType:
    """One kind of licence, as wallets and verifiers read of it."""

    kind: str
    zh: str
    en: str
    claims: tuple[Claim, ...]


def credential_types() -> tuple[CredentialType, ...]:
    """Every kind that a service in force may end in, by its code."""
    return _types(stamp())


def type_called(kind: str) -> CredentialType | None:
    """The kind of this code, if there is one."""
    return next((each for each in credential_types() if each.kind == kind), None)


@lru_cache(maxsize=2)
def _types(_stamp: str) -> tuple[CredentialType, ...]:
    found: dict[str, CredentialType] = {}
    for each in services():
        licence = current_version(each.code).parsed.licence
        if licence is not None:
            found[licence.code] = _type(licence)
    return tuple(found[kind] for kind in sorted(found))


def _type(licence: LicenceType) -> CredentialType:
    claims = [Claim(("licence_number",), "证照编号", "Licence number")]
    for place, line in enumerate(licence.lines, start=1):
        name = rules.claim_name(line.fact, place=place)
        claims.append(Claim((name,), say(line.label), say(line.label, "en")))
    claims += [
        Claim(("licence_identifier",), "电子证照标识", "Licence identifier"),
        Claim(("issue_date",), "发证日期（机读）", "Date of issue"),
        Claim(("expiry_date",), "有效期至（机读）", "Date of expiry"),
    ]
    if "person" in licence.holder and any(
        line.fact == "applicant.number" for line in licence.lines
    ):
        claims += [
            Claim(("age_equal_or_over", str(age)), f"满 {age} 周岁", f"Aged {age} or over")
            for age in AGES
        ]
    return CredentialType(licence.code, say(licence.name), say(licence.name, "en"), tuple(claims))
