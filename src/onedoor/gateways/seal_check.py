"""Reads a PAdES seal from raw bytes and judges it.

A document checked here may come from anyone. So no PDF parser is run on it: the seal is found in
the bytes, and it counts only when the signed ranges are the whole file but for the signature
itself. Then nothing a parser could be tricked into matters: every byte was signed.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from onedoor.kernel.ports import SealReport

_SPACE = rb"[ \r\n\t]"
_RANGE = re.compile(
    rb"/ByteRange"
    + _SPACE
    + rb"{0,4}\["
    + (_SPACE + rb"{0,4}(\d{1,10})") * 4
    + _SPACE
    + rb"{0,4}\]"
)
_TIME = re.compile(rb"/M\s{0,4}\(D:(\d{14})(?:Z|([+-])(\d\d)'(\d\d)'?)?\)")
_OCTAL = re.compile(rb"\\([0-7]{3})")
# One case of hex digits only: otherwise a digit could change case under the seal unseen.
_GAP = re.compile(rb"<((?:[0-9A-F]{2})+|(?:[0-9a-f]{2})+)>")
_LARGEST_GAP = 200_000
_LONGEST_CHAIN = 4


@dataclass(frozen=True)
class _Found:
    """A signature as it lies in the file: the signed bytes, the CMS, and what comes after."""

    signed: bytes
    cms: bytes
    after: int
    told_at: datetime | None


def check_seal(document: bytes, *, roots: Sequence[x509.Certificate]) -> SealReport:
    """Who sealed `document`, and whether it is whole and the certificate leads to `roots`."""
    if problem := _not_a_pdf(document):
        return SealReport(problems=(problem,))
    found = _find(document)
    if found is None:
        return SealReport(problems=(_no_seal(document),))
    try:
        return _judge(found, roots)
    # The parsers beneath raise a dozen kinds on crafted input; to the reader they are one thing.
    except Exception:
        return SealReport(sealed=True, problems=(_("签章数据已损坏，无法读出。"),))


def _not_a_pdf(document: bytes) -> str:
    if not document:
        return _("文件是空的。")
    if not document.startswith(b"%PDF-"):
        return _("这不是 PDF 文件。")
    if b"%%EOF" not in document[-2048:]:
        return _("文件不完整，末尾缺失，请重新下载后再试。")
    return ""


def _no_seal(document: bytes) -> str:
    if b"/Encrypt" in document[-4096:]:
        return _("文件已加密，无法查验；请上传未加密的原文件。")
    return _("文件上没有可以读出的电子印章。")


def _find(document: bytes) -> _Found | None:
    """The signature that reaches furthest into the file."""
    best: _Found | None = None
    for match in _RANGE.finditer(document):
        found = _taken_apart(document, match)
        if found and (best is None or found.after < best.after):
            best = found
    return best


def _taken_apart(document: bytes, match: re.Match[bytes]) -> _Found | None:
    start, length, resume, rest = (int(group) for group in match.groups())
    end = resume + rest
    if start != 0 or not length < resume <= end <= len(document):
        return None
    # Without its own entry inside the signed part a range proves nothing about this file.
    if not (match.end() <= length or (resume <= match.start() and match.end() <= end)):
        return None
    gap = _GAP.fullmatch(document, length, resume) if resume - length < _LARGEST_GAP else None
    if gap is None:
        return None
    return _Found(
        signed=document[:length] + document[resume:end],
        cms=bytes.fromhex(gap[1].decode()),
        after=len(document) - end,
        told_at=_told_time(document, match),
    )


def _told_time(document: bytes, match: re.Match[bytes]) -> datetime | None:
    """The time in the signature dictionary (PAdES keeps it there, under the signature)."""
    begins = document.rfind(b" obj", 0, match.start())
    ends = document.find(b"endobj", match.end())
    entry = document[match.end() : ends if ends > 0 else len(document)][:4096]
    entry = document[max(begins, 0) : match.start()][-4096:] + entry
    found = _TIME.search(_OCTAL.sub(lambda code: bytes([int(code[1], 8) & 255]), entry))
    if found is None:
        return None
    offset = timedelta(hours=int(found[3] or 0), minutes=int(found[4] or 0))
    zone = timezone(-offset if found[2] == b"-" else offset)
    try:
        stamp = datetime.strptime(f"{found[1].decode()}+0000", "%Y%m%d%H%M%S%z")
        return stamp.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _judge(found: _Found, roots: Sequence[x509.Certificate]) -> SealReport:
    content = cms.ContentInfo.load(found.cms)
    padding_clean = not any(found.cms[len(content.dump()) :])
    data = content["content"]
    signer = data["signer_infos"][0]
    # RFC 5652 5.4: the signed form of the attributes is an explicit SET OF. As they lie in the
    # file: once looked into, they would be written anew.
    signed = b"\x31" + signer["signed_attrs"].dump()[1:]
    certificates = [
        x509.load_der_x509_certificate(each.chosen.dump()) for each in data["certificates"]
    ][: _LONGEST_CHAIN * 2]
    own = _certificate_of(signer, certificates)
    chain = _chain(own, certificates, roots)
    report = SealReport(
        sealed=True,
        signer=_text(own, NameOID.COMMON_NAME),
        agency=_text(own, NameOID.ORGANIZATIONAL_UNIT_NAME),
        signed_at=found.told_at,
        valid_from=own.not_valid_before_utc,
        valid_until=own.not_valid_after_utc,
        chain=tuple(_text(each, NameOID.COMMON_NAME) for each in chain),
    )
    if problem := _why_not_whole(found, signer, own, signed, padding_clean=padding_clean):
        return replace(report, problems=(problem,))
    report = replace(report, whole=True)
    if problem := _why_not_trusted(chain, roots, at=found.told_at):
        return replace(report, problems=(problem,))
    return replace(report, trusted=True)


def _why_not_whole(
    found: _Found,
    signer: cms.SignerInfo,
    own: x509.Certificate,
    signed: bytes,
    *,
    padding_clean: bool,
) -> str:
    attributes = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    if signer["digest_algorithm"]["algorithm"].native != "sha256":
        return _("签章使用了我们不接受的算法。")
    if attributes["message_digest"][0].native != hashlib.sha256(found.signed).digest():
        return _("文件在盖章之后被改动过。")
    if attributes["content_type"][0].native != "data" or not _names(attributes, own):
        return _("签章数据前后不一致。")
    if not _signature_holds(signer, own, signed):
        return _("签章的数字签名不成立。")
    if not padding_clean:
        return _("签章数据之后夹带了别的内容。")
    if found.after:
        return _("盖章之后，文件末尾又被追加了 {count} 个字节。").format(count=found.after)
    return ""


def _names(attributes: dict[str, cms.SetOfAny], own: x509.Certificate) -> bool:
    """Whether the signature itself names this certificate (ESS signing-certificate-v2)."""
    named = attributes["signing_certificate_v2"][0]["certs"][0]
    return bool(named["cert_hash"].native == own.fingerprint(hashes.SHA256()))


def _signature_holds(signer: cms.SignerInfo, own: x509.Certificate, signed: bytes) -> bool:
    signature = signer["signature"].native
    key = own.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _certificate_of(
    signer: cms.SignerInfo, certificates: Sequence[x509.Certificate]
) -> x509.Certificate:
    serial = signer["sid"].chosen["serial_number"].native
    issuer = signer["sid"].chosen["issuer"].dump()
    for each in certificates:
        if each.serial_number == serial and each.issuer.public_bytes() == issuer:
            return each
    raise ValueError("the signer's certificate is not in the signature")


def _chain(
    own: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
) -> list[x509.Certificate]:
    """From the signer upwards as far as issuers are known; roots are looked for first."""
    chain = [own]
    while len(chain) < _LONGEST_CHAIN and not _is_one_of(chain[-1], roots):
        issuer = next((each for each in [*roots, *others] if _vouches(each, chain[-1])), None)
        if issuer is None or _is_one_of(issuer, chain):
            break
        chain.append(issuer)
    return chain


# Pure, and asked again for every paper that one seal is on.
@lru_cache(maxsize=256)
def _vouches(issuer: x509.Certificate, for_: x509.Certificate) -> bool:
    try:
        for_.verify_directly_issued_by(issuer)
        basic = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return basic.ca and usage.key_cert_sign


def _is_one_of(certificate: x509.Certificate, several: Sequence[x509.Certificate]) -> bool:
    return any(certificate == each for each in several)


def _why_not_trusted(
    chain: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    *,
    at: datetime | None,
) -> str:
    if not _is_one_of(chain[-1], roots):
        return _("签章证书不是由我们信任的机构签发的。")
    if len(chain) > 1 and not _may_seal(chain[0]):
        return _("这张证书不能用来盖章。")
    if at is None:
        return _("签章没有写明时间。")
    if not all(each.not_valid_before_utc <= at <= each.not_valid_after_utc for each in chain):
        return _("盖章时，签章证书不在有效期内。")
    return ""


def _may_seal(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.content_commitment or usage.digital_signature


def _text(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
