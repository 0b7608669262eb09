"""The structures of GB/T 38540-2020 in ASN.1: the seal and the signature it leaves, version 4.

GM/T 0031-2014, the older form (version 2), is laid out otherwise and is not read here.
"""

from typing import Any

from asn1crypto import core

VERSION = 4
# Of SES_ESPropertyInfo.certListType: whole certificates, or their digests.
CERTIFICATES, DIGESTS = 1, 2


class Header(core.Sequence):  # type: ignore[misc]
    """SES_Header: "ES", the version, and who made the software."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vid", core.IA5String)]


class OctetStrings(core.SequenceOf):  # type: ignore[misc]
    """CertInfoList: the certificates of those who may use the seal."""

    _child_spec = core.OctetString


class DigestOf(core.Sequence):  # type: ignore[misc]
    """CertDigestObj: how a certificate was digested, and the digest."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class Digests(core.SequenceOf):  # type: ignore[misc]
    """CertDigestList."""

    _child_spec = DigestOf


class Property(core.Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo: what kind of seal, its name, who may use it, and from when to when."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("cert_list_type", core.Integer),
        ("cert_list", core.Any),
        ("create_date", core.GeneralizedTime),
        ("valid_start", core.GeneralizedTime),
        ("valid_end", core.GeneralizedTime),
    ]


class Picture(core.Sequence):  # type: ignore[misc]
    """SES_ESPictrueInfo: the picture of the seal; width and height in millimetres."""

    _fields = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class Extension(core.Sequence):  # type: ignore[misc]
    """ExtData."""

    _fields = [
        ("extn_id", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("extn_value", core.OctetString),
    ]


class Extensions(core.SequenceOf):  # type: ignore[misc]
    """ExtensionDatas."""

    _child_spec = Extension


class SealInfo(core.Sequence):  # type: ignore[misc]
    """SES_SealInfo: all that the maker of the seal answers for."""

    _fields = [
        ("header", Header),
        ("es_id", core.IA5String),
        ("property", Property),
        ("picture", Picture),
        ("ext_datas", Extensions, {"optional": True}),
    ]


class Seal(core.Sequence):  # type: ignore[misc]
    """SESeal: the seal, and the signature of its maker over `seal_info`."""

    _fields = [
        ("seal_info", SealInfo),
        ("cert", core.OctetString),
        ("sign_alg_id", core.ObjectIdentifier),
        ("signed_value", core.OctetBitString),
    ]


class ToSign(core.Sequence):  # type: ignore[misc]
    """TBS_Sign: the seal, when, and the digest of Signature.xml."""

    _fields = [
        ("version", core.Integer),
        ("eseal", Seal),
        ("time_info", core.GeneralizedTime),
        ("data_hash", core.OctetBitString),
        ("property_info", core.IA5String),
        ("ext_datas", Extensions, {"explicit": 0, "optional": True}),
    ]


class Signature(core.Sequence):  # type: ignore[misc]
    """SES_Signature: what `SignedValue.dat` holds."""

    _fields = [
        ("to_sign", ToSign),
        ("cert", core.OctetString),
        ("signature_alg_id", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, {"explicit": 0, "optional": True}),
    ]


def octets(bits: Any) -> bytes:
    """The bytes of a BIT STRING; ValueError when it does not end with a byte."""
    raw = bytes(bits.contents)
    if not raw or raw[0] != 0:
        raise ValueError("a bit string that is no string of bytes")
    return raw[1:]


def is_der(whole: Any, data: bytes) -> bool:
    """Whether `data` is `whole`'s parts in the one header that DER allows, and nothing else."""
    parts = b"".join(whole[name].dump() for name in whole if whole[name].dump())
    return bytes([0x30]) + _length(len(parts)) + parts == data


def _length(size: int) -> bytes:
    if size < 128:
        return bytes([size])
    raw = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(raw)]) + raw
