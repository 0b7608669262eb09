"""What a check of an OFD file can find: a code for machines and a sentence for a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ofd.package import WORDS as _UNREAD

_LONGEST = 200

PROBLEMS: Mapping[str, str] = {
    **_UNREAD,
    "file.unreadable": "文件读不下去，不能核对。",
    "seal.none": "文件没有电子签章。",
    "seal.list": "签章列表读不出来，不能核对。",
    "seal.kind": "这不是 GB/T 38540-2020 的电子签章，本程序不能核对。",
    "seal.broken": "签章数据读不出来，可能被改动过。",
    "seal.differs": "文件里的印章与盖章用的印章不是同一枚。",
    "seal.expired": "盖章时印章不在有效期内。",
    "seal.unknown": "印章不在登记的印章之列。",
    "digest.method": "签章没有用国密 SM3 算法保护内容，不能采信。",
    "digest.differs": "盖章以后，文件内容被改动过。",
    "digest.missing": "盖章时有的内容现在没有了。",
    "cover.added": "文件里有签章没有保护的内容。",
    "signature.description": "签章说明被改动过。",
    "signature.value": "签章的签名值不对：签章是伪造的，或者被改动过。",
    "signature.method": "签章没有用国密 SM2 算法签名，不能采信。",
    "signer.certificate": "签章人的证书读不出来。",
    "signer.unlisted": "签章人的证书不在印章允许使用的证书之列。",
    "signer.chain": "签章人的证书不是由信任的机构签发的。",
    "signer.expired": "盖章时，签章人的证书不在有效期内。",
    "signer.usage": "签章人的证书不是用来签名的。",
    "maker.certificate": "制章人的证书读不出来。",
    "maker.signature": "印章上制章人的签名不对：印章是伪造的，或者被改动过。",
    "maker.chain": "制章人的证书不是由信任的机构签发的。",
    "maker.expired": "制章时，制章人的证书不在有效期内。",
    "maker.usage": "制章人的证书不是用来签名的。",
    "time.future": "签章时间比现在还晚。",
}

REMARKS: Mapping[str, str] = {
    "signer.expired-now": "签章人的证书现在已经过期；盖章时有效。",
    "maker.expired-now": "制章人的证书现在已经过期；制章时有效。",
    "seal.expired-now": "印章现在已经过期；盖章时有效。",
    "time.stamp": "签章带有时间戳，本程序没有核对时间戳。",
    "cover.open": "签章列表没有被签章保护，以后还可以加盖印章。",
    "stamp.nowhere": "印章的位置指向不存在的页。",
}


@dataclass(frozen=True)
class Finding:
    """One thing found: `code` for machines, `words` for a person, `where` in the package."""

    code: str
    words: str
    where: str = ""


@dataclass(frozen=True)
class Box:
    """Where a seal stands: a page counted from 0, its left top corner and size in millimetres."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class SealFound:
    """One seal as its own data say; what is wrong with it stands in `problems`.

    `signed_at` is the signer's own word. `covers` counts the files whose digests it holds; `chain`
    leads from the signer's certificate upwards, as far as certificates are known.
    """

    place: str
    name: str = ""
    es_id: str = ""
    signer: str = ""
    maker: str = ""
    signed_at: datetime | None = None
    seal_begins: datetime | None = None
    seal_ends: datetime | None = None
    certificate_begins: datetime | None = None
    certificate_ends: datetime | None = None
    chain: tuple[str, ...] = ()
    covers: int = 0
    stamps: tuple[Box, ...] = ()
    picture: bytes = field(default=b"", repr=False)
    picture_type: str = ""
    problems: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a check found. `genuine`: sealed, every seal holds, and every byte is covered.

    `words`: the text of its pages, where it was asked for.
    """

    readable: bool = False
    title: str = ""
    identifier: str = ""
    pages: int = 0
    custom: Mapping[str, str] = field(default_factory=dict)
    seals: tuple[SealFound, ...] = ()
    words: str = ""
    problems: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()

    @property
    def genuine(self) -> bool:
        return self.readable and bool(self.seals) and not self.problems


def problem(code: str, where: str = "") -> Finding:
    """The problem of that code. KeyError for a code that is none."""
    return _finding(PROBLEMS, code, where)


def remark(code: str, where: str = "") -> Finding:
    """The remark of that code. KeyError for a code that is none."""
    return _finding(REMARKS, code, where)


def _finding(words: Mapping[str, str], code: str, where: str) -> Finding:
    where = "".join(letter for letter in where[:_LONGEST] if letter.isprintable())
    told = words[code]
    return Finding(code, f"{told.removesuffix('。')}（{where}）。" if where else told, where)
