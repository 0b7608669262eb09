"""Seals: made by a maker for those who may use them, and put on an OFD file (GB/T 38540-2020).

A seal covers every file of the package by its SM3 digest. Whether it has legal force is not a
question of format: the keys here are whatever the caller brings.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from asn1crypto import core

from ofd import ses
from ofd.archive import document, element, packed
from ofd.certs import Certificate
from ofd.package import Outline, Package, child, open_package, outline, resolve, templates, text
from ofd.pages import n
from ofd.seals import closes, read_description, seals_listed
from ofd.sm2 import SM2_WITH_SM3, SM2Signer
from ofd.sm3 import SM3, sm3

_IA5 = re.compile(r"[\x20-\x7e]{1,64}\Z")
_PROVIDER = {"ProviderName": "onedoor-ofd", "Version": "1.0", "Company": "onedoor"}


class AlreadyClosed(ValueError):
    """The file bears a seal after which nothing may be added."""


@dataclass(frozen=True)
class Seal:
    """A seal as its maker has signed it: `der` is the file `Seal.esl`."""

    der: bytes = field(repr=False)
    name: str
    es_id: str
    width: int
    height: int


@dataclass(frozen=True)
class Stamp:
    """Where a seal stands: a page counted from 0, and its left top corner in millimetres."""

    page: int
    x: float
    y: float


def make_seal(
    *,
    es_id: str,
    name: str,
    picture: bytes,
    size: tuple[int, int],
    signers: Iterable[Certificate],
    created: datetime,
    begins: datetime,
    ends: datetime,
    maker: Certificate,
    maker_key: SM2Signer,
    kind: int = 1,
) -> Seal:
    """A seal that only `signers` may use, from `begins` to `ends` (aware).

    `picture` is a PNG, `size` its width and height in millimetres, `kind` 1 for a body's seal.
    ValueError when `es_id` is not plain ASCII or nobody may use the seal; OSError when the maker's
    key cannot be reached.
    """
    allowed = [each.der for each in signers]
    if not _IA5.match(es_id) or not allowed:
        raise ValueError("a seal has an identifier in ASCII, and somebody who may use it")
    info = ses.SealInfo(
        {
            "header": {"id": "ES", "version": ses.VERSION, "vid": "onedoor"},
            "es_id": es_id,
            "property": {
                "type": kind,
                "name": name,
                "cert_list_type": ses.CERTIFICATES,
                "cert_list": core.Any(ses.OctetStrings(allowed)),
                "create_date": _second(created),
                "valid_start": _second(begins),
                "valid_end": _second(ends),
            },
            "picture": {"type": "PNG", "data": picture, "width": size[0], "height": size[1]},
        }
    )
    signed = ses.Seal(
        {
            "seal_info": info,
            "cert": maker.der,
            "sign_alg_id": SM2_WITH_SM3,
            "signed_value": maker_key.sign(info.dump()),
        }
    )
    return Seal(signed.dump(), name, es_id, *size)


def load_seal(der: bytes) -> Seal:
    """A seal from its file, as a seal system hands it out. ValueError when it is none."""
    info = ses.Seal.load(der, strict=True)["seal_info"]
    picture = info["picture"].native
    return Seal(
        der, info["property"]["name"].native, info["es_id"].native,
        picture["width"], picture["height"],
    )  # fmt: skip


def seal(
    content: bytes,
    *,
    with_seal: Seal,
    certificate: Certificate,
    key: SM2Signer,
    at: datetime,
    stamps: Iterable[Stamp],
    closing: bool = True,
) -> bytes:
    """The file with one more seal over all of it, stamped where `stamps` say.

    `at` is the hour of sealing (aware). A `closing` seal covers the list of seals too, so that none
    can follow. AlreadyClosed when such a one is there; `package.Refused` when `content` is no OFD
    file that can be read safely; OSError when the key cannot be reached.
    """
    if key.public != certificate.public:
        raise ValueError("the certificate is not of this key")
    package = open_package(content)
    found = outline(package)
    files = {name: package.read(name) for name in package.names}
    listed, before = found.signatures, _before(package, found)
    if not listed:
        listed = resolve("Signs/Signatures.xml", found.root)
        files["OFD.xml"] = _with_list(files["OFD.xml"], listed)
    number = len(before)
    folder = f"{listed.rpartition('/')[0]}/Sign_{number}"
    if any(name.startswith(f"{folder}/") for name in files):
        raise ValueError(f"{folder} is taken")
    files[listed] = _list([*before, f"/{folder}/Signature.xml"])
    files[f"{folder}/Seal.esl"] = with_seal.der
    covered = [name for name in files if closing or name != listed]
    own, value = f"{folder}/Signature.xml", f"{folder}/SignedValue.dat"
    again = {f"{folder}/Seal.esl", *templates(found).values()}
    files[own] = _signature_xml(
        {name: (_known if name in again else sm3)(files[name]) for name in covered},
        folder,
        [_stamp(i, each, found, with_seal) for i, each in enumerate(stamps, 1)],
        at,
    )
    files[value] = _signed_value(files[own], f"/{own}", with_seal, certificate, key, at)
    # Little of it is not the picture of the seal, which is compressed already.
    return packed(files, plain={value}, again=again)


# What many documents hold alike is digested once a process.
_known = lru_cache(maxsize=16)(sm3)


def _before(package: Package, found: Outline) -> list[str]:
    """Where the descriptions of earlier seals lie; AlreadyClosed when one covers the list."""
    earlier = seals_listed(package, found)
    for name in earlier:
        if closes(read_description(package, name), found):
            raise AlreadyClosed(name)
    return [f"/{name}" for name in earlier]


def _with_list(ofd: bytes, listed: str) -> bytes:
    """OFD.xml with the place of the list of seals; only what is ours is ever without it."""
    told = element("Signatures", f"/{listed}").encode()
    before, end, after = ofd.rpartition(b"</ofd:DocBody>")
    if not end:
        raise ValueError("OFD.xml is not in a form that a seal can be added to")
    return before + told + end + after


def _list(places: list[str]) -> bytes:
    rows = [
        element("Signature", ID=f"S{number}", Type="Seal", BaseLoc=place)
        for number, place in enumerate(places, 1)
    ]
    return document(element("Signatures", element("MaxSignId", f"S{len(rows)}"), *rows))


def _stamp(number: int, stamp: Stamp, found: Outline, with_seal: Seal) -> str:
    page = found.pages[stamp.page][0]
    # Above every object's number: a reader stacks what it draws by these numbers.
    greatest = text(child(found.document, "CommonData", "MaxUnitID"))
    number += int(greatest) if greatest.isdecimal() and len(greatest) < 10 else 0
    box = " ".join(map(n, (stamp.x, stamp.y, with_seal.width, with_seal.height)))
    return element("StampAnnot", ID=number, PageRef=page, Boundary=box)


def _signature_xml(
    digests: dict[str, bytes], folder: str, stamps: list[str], at: datetime
) -> bytes:
    rows = [
        element("Reference", element("CheckValue", b64encode(value).decode()), FileRef=f"/{name}")
        for name, value in digests.items()
    ]
    info = element(
        "SignedInfo",
        element("Provider", **_PROVIDER),
        element("SignatureMethod", SM2_WITH_SM3),
        element("SignatureDateTime", at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")),
        element("References", *rows, CheckMethod=SM3),
        *stamps,
        element("Seal", element("BaseLoc", f"/{folder}/Seal.esl")),
    )
    value = element("SignedValue", f"/{folder}/SignedValue.dat")
    return document(element("Signature", info, value))


def _signed_value(
    description: bytes,
    place: str,
    with_seal: Seal,
    certificate: Certificate,
    key: SM2Signer,
    at: datetime,
) -> bytes:
    to_sign = ses.ToSign(
        {
            "version": ses.VERSION,
            "eseal": ses.Seal.load(with_seal.der, strict=True),
            "time_info": _second(at),
            "data_hash": sm3(description),
            "property_info": place,
        }
    )
    return bytes(
        ses.Signature(
            {
                "to_sign": to_sign,
                "cert": certificate.der,
                "signature_alg_id": SM2_WITH_SM3,
                "signature": key.sign(to_sign.dump()),
            }
        ).dump()
    )


def _second(when: datetime) -> datetime:
    return when.astimezone(UTC).replace(microsecond=0)
