"""Certificates with SM2 keys: read, checked up to a root, and made for a test authority.

The authority made here proves that a document came from whoever holds its keys. It has no legal
force: seals that have are made by bodies licensed for it, under their own roots.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from asn1crypto import pem, x509

from ofd import curve, sm2
from ofd.sm3 import sm3

_LONGEST = 64 * 1024
_DEEPEST = 6

# Whatever asn1crypto raises for bytes that are no certificate.
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
              RecursionError)  # fmt: skip


class NotACertificate(ValueError):
    """The bytes are no X.509 certificate with an SM2 key."""


@dataclass(frozen=True)
class Certificate:
    """An X.509 certificate as it stands in its bytes (DER)."""

    der: bytes

    @classmethod
    def load(cls, data: bytes) -> "Certificate":
        """From DER or PEM (the first one); NotACertificate for anything else."""
        if len(data) > _LONGEST:
            raise NotACertificate("too long for a certificate")
        return _read(bytes(data))

    @cached_property
    def _parsed(self) -> Any:
        return x509.Certificate.load(self.der, strict=True)

    @cached_property
    def _body(self) -> Any:
        return self._parsed["tbs_certificate"]

    @cached_property
    def public(self) -> bytes:
        """The public key, 65 bytes."""
        info = self._body["subject_public_key_info"]
        if info["algorithm"]["algorithm"].native != "ec":
            raise NotACertificate("not a key on a curve")
        if info["algorithm"]["parameters"].native != "sm2p256v1":
            raise NotACertificate("not a key on the SM2 curve")
        return bytes(info["public_key"].native)

    @cached_property
    def name(self) -> str:
        """The common name of its subject, or the whole name where there is no common one."""
        return _spoken(self._body["subject"])

    @cached_property
    def issuer(self) -> str:
        """The like of its issuer."""
        return _spoken(self._body["issuer"])

    @cached_property
    def serial(self) -> int:
        """Its number at its issuer's."""
        return int(self._body["serial_number"].native)

    @cached_property
    def begins(self) -> datetime:
        """From when on it is in force."""
        return _aware(self._body["validity"]["not_before"].native)

    @cached_property
    def ends(self) -> datetime:
        """Until when."""
        return _aware(self._body["validity"]["not_after"].native)

    @cached_property
    def is_root(self) -> bool:
        """Whether it names itself as its issuer."""
        return bool(self._body["subject"].dump() == self._body["issuer"].dump())

    @cached_property
    def may_issue(self) -> bool:
        """Whether it may vouch for other certificates."""
        basic, usage = self._extension("basic_constraints"), self._extension("key_usage")
        return bool(basic and basic["ca"]) and (usage is None or "key_cert_sign" in usage)

    @cached_property
    def may_sign(self) -> bool:
        """Whether it may sign documents: so its usage says, or it says nothing of usage."""
        usage = self._extension("key_usage")
        return usage is None or bool({"digital_signature", "non_repudiation"} & set(usage))

    def in_force(self, at: datetime) -> bool:
        """Whether `at` (aware) lies within its time."""
        return self.begins <= at <= self.ends

    def vouches_for(self, other: "Certificate") -> bool:
        """Whether `other` names this one as its issuer and bears its signature."""
        return _vouches(self, other)

    @cached_property
    def _signed(self) -> bytes:
        for where in (self._parsed["signature_algorithm"], self._body["signature"]):
            if where["algorithm"].dotted != sm2.SM2_WITH_SM3:
                raise NotACertificate("not signed by SM2 with SM3")
        return bytes(self._body.dump())

    @cached_property
    def _signature(self) -> bytes:
        return bytes(self._parsed["signature_value"].native)

    def _extension(self, name: str) -> Any:
        for each in self._body["extensions"]:
            if each["extn_id"].native == name:
                return each["extn_value"].parsed.native
        return None

    def pem(self) -> bytes:
        """As PEM."""
        return bytes(pem.armor("CERTIFICATE", self.der))


# Certificates are few and come again: seals of one city have a handful of them.
@lru_cache(maxsize=256)
def _read(data: bytes) -> Certificate:
    try:
        if pem.detect(data):
            _, _, data = pem.unarmor(data)
        found = Certificate(bytes(data))
        # Read everything once, so that nothing is left to fail later.
        curve.coordinates(found.public)
        _ = (found.name, found.issuer, found.begins, found.ends, found.serial, found.is_root)
        _ = (found.may_issue, found.may_sign, found._signed, found._signature)
    except UNREADABLE as wrong:
        raise NotACertificate("not an X.509 certificate with an SM2 key") from wrong
    return found


@lru_cache(maxsize=256)
def _vouches(one: Certificate, other: Certificate) -> bool:
    if other._body["issuer"].dump() != one._body["subject"].dump():
        return False
    return sm2.verify(other._signed, other._signature, one.public)


@dataclass(frozen=True)
class Chain:
    """What leads from a certificate to a trusted root; `broken` says why none does."""

    names: tuple[str, ...]
    certificates: tuple[Certificate, ...] = ()
    broken: str = ""

    def in_force(self, at: datetime) -> bool:
        """Whether every certificate of it is in force at `at`."""
        return all(each.in_force(at) for each in self.certificates)


def chain_of(
    leaf: Certificate, *, roots: Iterable[Certificate], others: Iterable[Certificate] = ()
) -> Chain:
    """The way from `leaf` up to one of `roots`, through `others` where it must.

    `broken` is "" when there is one, else "no-root" (nobody trusted vouches for it) or "too-deep".
    A root is trusted for being in the list, whatever it says of itself.
    """
    trusted, between = list(roots), list(others)
    way = [leaf]
    while len(way) <= _DEEPEST:
        if any(way[-1].der == root.der for root in trusted):
            return Chain(tuple(each.name for each in way), tuple(way))
        above = next((c for c in trusted if c.vouches_for(way[-1])), None) or next(
            (c for c in between if c not in way and c.may_issue and c.vouches_for(way[-1])), None
        )
        if above is None:
            return Chain(tuple(each.name for each in way), tuple(way), "no-root")
        way.append(above)
    return Chain(tuple(each.name for each in way), tuple(way), "too-deep")


@dataclass(frozen=True)
class Issued:
    """A certificate and the key it is for."""

    certificate: Certificate
    key: sm2.SM2Signer


# A private key as a number, or whoever holds it and signs with it.
Key = int | sm2.SM2Signer


@dataclass(frozen=True)
class TestAuthority:
    """A root and what it has vouched for: a maker of seals. Signers are added by `signer`."""

    # Its name begins like a test's; it is none.
    __test__ = False

    root: Issued
    maker: Issued

    def signer(self, key: Key, name: str, *, unit: str = "") -> Issued:
        """A signer's certificate for a key, in force as long as the root."""
        return _issue(key, name, unit=unit, by=self.root, serial=_number_of(key))


def test_authority(
    *, root: Key, maker: Key, name: str, begins: datetime, ends: datetime
) -> TestAuthority:
    """A small authority from two keys; the same keys give the same certificates but for their
    signatures. `begins` and `ends` are aware. OSError when a key cannot be reached.
    """
    top = _issue(root, name, begins=begins, ends=ends, serial=1)
    return TestAuthority(top, _issue(maker, f"{name}·制章", by=top, serial=2))


test_authority.__test__ = False  # type: ignore[attr-defined]


def _number_of(key: Key) -> int:
    return key if isinstance(key, int) else int.from_bytes(sm3(key.public), "big")


def _issue(
    held: Key,
    name: str,
    *,
    serial: int,
    unit: str = "",
    by: Issued | None = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
) -> Issued:
    key: sm2.SM2Signer = sm2.SoftKey(held) if isinstance(held, int) else held
    subject = _name(name, unit)
    signing = by.key if by else key
    body = x509.TbsCertificate(
        {
            "version": "v3",
            # 16 bytes at most, positive, and the same for the same key.
            "serial_number": int.from_bytes(sm3(serial.to_bytes(40, "big"))[:15], "big") + 1,
            "signature": sm2.algorithm(),
            "issuer": by.certificate._body["subject"] if by else subject,
            "validity": {
                "not_before": _time(by.certificate.begins if by else begins),
                "not_after": _time(by.certificate.ends if by else ends),
            },
            "subject": subject,
            "subject_public_key_info": x509.PublicKeyInfo.load(sm2.public_key_info(key.public)),
            "extensions": _extensions(key, signing, is_root=by is None),
        }
    )
    return Issued(
        Certificate.load(
            x509.Certificate(
                {
                    "tbs_certificate": body,
                    "signature_algorithm": sm2.algorithm(),
                    "signature_value": signing.sign(body.dump()),
                }
            ).dump()
        ),
        key,
    )


def _extensions(
    key: sm2.SM2Signer, signing: sm2.SM2Signer, *, is_root: bool
) -> list[dict[str, Any]]:
    usage = {"key_cert_sign", "crl_sign"} if is_root else {"digital_signature", "non_repudiation"}
    return [
        {
            "extn_id": "basic_constraints",
            "critical": True,
            "extn_value": x509.BasicConstraints({"ca": is_root}),
        },
        {"extn_id": "key_usage", "critical": True, "extn_value": x509.KeyUsage(usage)},
        {"extn_id": "key_identifier", "extn_value": sm3(key.public)[:20]},
        {
            "extn_id": "authority_key_identifier",
            "extn_value": {"key_identifier": sm3(signing.public)[:20]},
        },
    ]


def _name(name: str, unit: str) -> x509.Name:
    # X.520 bounds each of them at 64 characters.
    told = {"country_name": "CN", "common_name": name[:64]}
    if unit:
        told["organizational_unit_name"] = unit[:64]
    return x509.Name.build(told)


def _time(when: datetime | None) -> x509.Time:
    if when is None:
        raise ValueError("a root needs its first and its last hour")
    when = when.astimezone(UTC).replace(microsecond=0)
    return x509.Time({"utc_time" if when.year < 2050 else "general_time": when})


def _spoken(name: Any) -> str:
    told = name.native
    spoken = told.get("common_name") or name.human_friendly
    return spoken if isinstance(spoken, str) else "、".join(map(str, spoken))


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=UTC)
