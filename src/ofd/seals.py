"""One seal of an OFD file, checked in the order of GB/T 38540-2020 7.3."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from ofd import ses, sm2
from ofd.certs import UNREADABLE, Certificate, NotACertificate, chain_of
from ofd.findings import Box, Finding, SealFound, problem, remark
from ofd.package import Outline, Package, child, children, resolve, text
from ofd.sm3 import SM3, sm3

MOST_SEALS = 20
_SM3_NAMES = {SM3, "sm3"}
# Times without a zone are taken for those of China.
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Trust:
    """Whom a check believes: `roots`, and what leads to them (`others`).

    `seals`: the SM3 digests, in hex, of the seals in use; None asks for no list.
    """

    roots: tuple[Certificate, ...]
    others: tuple[Certificate, ...] = ()
    seals: frozenset[str] | None = None


@dataclass
class Asked:
    """What is checked, whom to believe, and the hour it is."""

    package: Package
    outline: Outline
    trust: Trust
    now: datetime
    _digests: dict[str, bytes] = field(default_factory=dict)

    def digest(self, name: str) -> bytes:
        """The SM3 digest of a file of the package, reckoned once."""
        if name not in self._digests:
            self._digests[name] = sm3(self.package.read(name))
        return self._digests[name]


@dataclass
class Description:
    """Signature.xml, read: where it lies, whose its files are, and what it holds of others."""

    place: str
    value: str = ""
    seal: str = ""
    method: str = ""
    references: tuple[tuple[str, str], ...] = ()
    stamps: tuple[Element, ...] = ()

    @property
    def own(self) -> set[str]:
        """What it cannot cover: itself, and the signature made over it."""
        return {self.place, self.value}


def seals_listed(package: Package, found: Outline) -> list[str]:
    """Where the descriptions of its seals lie, the earliest first; package.Refused."""
    if not found.signatures:
        return []
    listed = children(package.xml(found.signatures), "Signature")
    return [resolve(each.get("BaseLoc", ""), found.signatures) for each in listed]


def closes(told: Description, found: Outline) -> bool:
    """Whether this seal covers the list of seals, so that none can follow it."""
    return any(name == found.signatures for name, _ in told.references)


def read_description(package: Package, place: str) -> Description:
    """The description at `place`; package.Refused when it cannot be read."""
    root = package.xml(place)
    info = child(root, "SignedInfo")
    listed = child(info, "References")
    seal = text(child(info, "Seal", "BaseLoc"))
    value = text(child(root, "SignedValue"))
    return Description(
        place,
        resolve(value, place),
        resolve(seal, place) if seal else "",
        (listed.get("CheckMethod", "") if listed is not None else "").strip().lower(),
        tuple(
            (resolve(each.get("FileRef", ""), place), text(child(each, "CheckValue")))
            for each in children(listed, "Reference")
        ),
        tuple(children(info, "StampAnnot")),
    )


def check_seal(asked: Asked, told: Description, later: Iterable[Description]) -> SealFound:
    """The seal that `told` describes. `later` are those put on after it, which it cannot cover."""
    problems = list(_contents(asked, told, later))
    remarks: list[Finding] = []
    boxes = tuple(_boxes(asked.outline, told))
    if len(boxes) < len(told.stamps):
        remarks.append(remark("stamp.nowhere"))
    found: dict[str, Any] = {"place": told.place, "covers": len(told.references), "stamps": boxes}
    if told.value not in asked.package:
        problems.append(problem("digest.missing", told.value or "SignedValue"))
    else:
        raw = asked.package.read(told.value)
        try:
            data = _Data.load(raw)
        except UNREADABLE:
            kind = "seal.broken" if raw[:1] == b"\x30" and _looks_like_ses(raw) else "seal.kind"
            problems.append(problem(kind, told.value))
        else:
            found |= data.told()
            problems += _value(asked, told, data)
            _certificates(asked, data, found, problems, remarks)
            if data.stamped:
                remarks.append(remark("time.stamp"))
    return SealFound(**found, problems=tuple(problems), remarks=tuple(remarks))


def look_of(package: Package, found: Outline, told: Description) -> tuple[bytes, tuple[Box, ...]]:
    """The picture of a seal and where it stands, as its data say: nothing of it is checked.

    No picture where the data are missing or no seal; package.Refused where they do not unpack.
    """
    picture = b""
    if told.value in package:
        raw = package.read(told.value)
        with suppress(*UNREADABLE):
            picture = _Data.load(raw).info["picture"]["data"]
    return picture, tuple(_boxes(found, told))


def _contents(asked: Asked, told: Description, later: Iterable[Description]) -> Iterable[Finding]:
    """Every file is covered, and none has changed."""
    if told.method not in _SM3_NAMES:
        yield problem("digest.method", told.method)
        return
    held: dict[str, str] = {}
    for name, value in told.references:
        if held.setdefault(name, value) != value:
            yield problem("digest.differs", name)
        if name not in asked.package:
            yield problem("digest.missing", name or "?")
        elif _decoded(value) != asked.digest(name):
            yield problem("digest.differs", name)
    free = told.own | {asked.outline.signatures}
    for other in later:
        free |= other.own | {other.seal}
    for name in asked.package.names:
        if name not in held and name not in free:
            yield problem("cover.added", name)


def _decoded(value: str) -> bytes:
    try:
        return b64decode("".join(value.split()), validate=True)
    except ValueError:
        return b""


def _boxes(found: Outline, told: Description) -> Iterable[Box]:
    pages = {key: number for number, (key, _) in enumerate(found.pages)}
    for each in told.stamps:
        try:
            numbers = [float(part) for part in each.get("Boundary", "").split()]
            page = pages[each.get("PageRef", "")]
            if all(abs(number) < 1e5 for number in numbers):
                yield Box(page, *numbers)
        except (ValueError, TypeError, KeyError):
            continue


@dataclass
class _Data:
    """SignedValue.dat, read to the end: nothing of it is left to fail later."""

    signed: bytes
    data_hash: bytes
    at: datetime
    certificate: bytes
    method: str
    signature: bytes
    stamped: bool
    seal: bytes
    seal_signed: bytes
    seal_method: str
    seal_signature: bytes
    maker: bytes
    users: tuple[tuple[str, bytes], ...]
    info: Mapping[str, Any]

    @classmethod
    def load(cls, data: bytes) -> "_Data":
        """Raises what asn1crypto raises (`certs.UNREADABLE`) for anything but version 4."""
        whole = ses.Signature.load(data, strict=True)
        to_sign = whole["to_sign"]
        seal = to_sign["eseal"]
        info = seal["seal_info"]
        if {to_sign["version"].native, info["header"]["version"].native} != {ses.VERSION}:
            raise ValueError("another version")
        if info["header"]["id"].native != "ES" or not ses.is_der(whole, data):
            raise ValueError("not in the form of the standard")
        return cls(
            signed=to_sign.dump(),
            data_hash=ses.octets(to_sign["data_hash"]),
            at=_aware(to_sign["time_info"].native),
            certificate=whole["cert"].native,
            method=whole["signature_alg_id"].dotted,
            signature=ses.octets(whole["signature"]),
            stamped=bool(whole["time_stamp"].native),
            seal=seal.dump(),
            seal_signed=info.dump(),
            seal_method=seal["sign_alg_id"].dotted,
            seal_signature=ses.octets(seal["signed_value"]),
            maker=seal["cert"].native,
            users=tuple(_users(info["property"])),
            info=info.native,
        )

    def told(self) -> dict[str, Any]:
        """What the seal says of itself."""
        of, picture = self.info["property"], self.info["picture"]
        return {
            "name": of["name"],
            "es_id": self.info["es_id"],
            "signed_at": self.at,
            "seal_begins": _aware(of["valid_start"]),
            "seal_ends": _aware(of["valid_end"]),
            "picture": picture["data"],
            "picture_type": picture["type"].upper(),
        }


def _users(of: Any) -> Iterable[tuple[str, bytes]]:
    """Who may use the seal: ("", a certificate), or ("sm3", its digest)."""
    kind, raw = of["cert_list_type"].native, of["cert_list"].dump()
    if kind == ses.CERTIFICATES:
        for each in ses.OctetStrings.load(raw, strict=True):
            yield "", each.native
    elif kind == ses.DIGESTS:
        for each in ses.Digests.load(raw, strict=True):
            yield each["type"].native.strip().lower(), each["value"].native
    else:
        raise ValueError("a list of certificates of a kind nobody knows")


def _looks_like_ses(raw: bytes) -> bool:
    try:
        return bool(ses.Signature.load(raw)["to_sign"]["version"].native == ses.VERSION)
    except UNREADABLE:
        return False


def _value(asked: Asked, told: Description, data: _Data) -> Iterable[Finding]:
    """The signature's own value: over this description, by this signer, with this seal."""
    if data.data_hash != asked.digest(told.place):
        yield problem("signature.description", told.place)
    if told.seal and told.seal not in asked.package:
        yield problem("digest.missing", told.seal)
    elif told.seal and asked.package.read(told.seal) != data.seal:
        yield problem("seal.differs", told.seal)
    if {data.method, data.seal_method} != {sm2.SM2_WITH_SM3}:
        yield problem("signature.method")
    listed = asked.trust.seals
    if listed is not None and sm3(data.seal).hex() not in listed:
        yield problem("seal.unknown")


def _certificates(
    asked: Asked,
    data: _Data,
    found: dict[str, Any],
    problems: list[Finding],
    remarks: list[Finding],
) -> None:
    """Signer, maker and seal: who they are, who vouches for them, and when they are in force."""
    made_at = _aware(data.info["property"]["create_date"])
    signer = _side(asked, "signer", data.certificate, data.at, problems, remarks)
    maker = _side(asked, "maker", data.maker, made_at, problems, remarks)
    if signer is not None:
        certificate, chain = signer
        found |= {
            "signer": certificate.name,
            "certificate_begins": certificate.begins,
            "certificate_ends": certificate.ends,
            "chain": chain,
        }
        if not sm2.verify(data.signed, data.signature, certificate.public):
            problems.append(problem("signature.value"))
    if ("", data.certificate) not in data.users and (
        "sm3", sm3(data.certificate)
    ) not in data.users:  # fmt: skip
        problems.append(problem("signer.unlisted"))
    if maker is not None:
        found["maker"] = maker[0].name
        if not _made(data.seal_signed, data.seal_signature, maker[0].public):
            problems.append(problem("maker.signature"))
    if not found["seal_begins"] <= data.at <= found["seal_ends"]:
        problems.append(problem("seal.expired"))
    elif asked.now > found["seal_ends"]:
        remarks.append(remark("seal.expired-now"))
    if data.at > asked.now:
        problems.append(problem("time.future"))


# A seal comes again on every paper it is put on, and is some fifty kilobytes.
_made = lru_cache(maxsize=32)(sm2.verify)


def _side(
    asked: Asked,
    who: str,
    der: bytes,
    then: datetime,
    problems: list[Finding],
    remarks: list[Finding],
) -> tuple[Certificate, tuple[str, ...]] | None:
    """The certificate of one side and the names above it; None when it is none."""
    try:
        certificate = Certificate.load(der)
    except NotACertificate:
        problems.append(problem(f"{who}.certificate"))
        return None
    if certificate.der != der:
        # Given as PEM, or with something after it: another file than the one that is signed.
        problems.append(problem(f"{who}.certificate"))
    chain = chain_of(certificate, roots=asked.trust.roots, others=asked.trust.others)
    if chain.broken:
        problems.append(problem(f"{who}.chain", certificate.issuer))
    if not certificate.may_sign:
        problems.append(problem(f"{who}.usage"))
    if not chain.in_force(then):
        problems.append(problem(f"{who}.expired"))
    elif not chain.in_force(asked.now):
        remarks.append(remark(f"{who}.expired-now"))
    return certificate, chain.names


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=_CHINA)
