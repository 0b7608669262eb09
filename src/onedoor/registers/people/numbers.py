"""The numbers by which persons and organisations are known: kinds, readers, codes of documents.

Document codes are those of GA/T 2000.156 as far as they could be confirmed (see the marks); other
interfaces write other codes for the same document, which is theirs to map.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onedoor.kernel import codes
from onedoor.kernel.refusals import BadInput
from onedoor.kernel.secrecy import blind_index

# A self-declared person: nobody has shown a number yet.
NONE = "none"


@dataclass(frozen=True, kw_only=True)
class NumberKind:
    """One kind of identity number: how it is read, what it is called, whose it is."""

    code: str
    word: object
    holder: str
    read: Callable[[str], str]
    # GA/T 2000.156; "" where no confirmed code is known.
    document_code: str
    # Numbers of these are only unique together with the issuing country (ISO 3166-1 alpha-3).
    by_country: bool = False


KINDS: dict[str, NumberKind] = {
    each.code: each
    for each in (
        NumberKind(code="citizen", word=_("居民身份证"), holder="person",
                   read=codes.citizen_number, document_code="111"),
        NumberKind(code="residence_permit", word=_("港澳台居民居住证"), holder="person",
                   read=codes.residence_permit, document_code=""),
        NumberKind(code="home_return", word=_("港澳居民来往内地通行证"), holder="person",
                   read=codes.home_return_permit, document_code="516"),
        NumberKind(code="taiwan_pass", word=_("台湾居民来往大陆通行证"), holder="person",
                   read=codes.taiwan_pass, document_code="511"),
        NumberKind(code="permanent_residence", word=_("外国人永久居留身份证"), holder="person",
                   read=codes.permanent_residence, document_code="553"),
        NumberKind(code="chinese_passport", word=_("中国护照（华侨）"), holder="person",
                   read=codes.chinese_passport, document_code="414"),
        NumberKind(code="passport", word=_("外国护照"), holder="person",
                   read=codes.passport, document_code="414", by_country=True),
        NumberKind(code="credit_code", word=_("统一社会信用代码"), holder="organisation",
                   read=codes.credit_code, document_code="001"),
    )
}  # fmt: skip


def read_number(kind: str, text: str) -> str:
    """The number as kept; BadInput when the kind is unknown, a BadCode when the number is wrong."""
    if kind == NONE:
        return ""
    known = KINDS.get(kind)
    if known is None:
        raise BadInput(problem=f"{kind}?", where="number_kind")
    return known.read(text)


def index_of(kind: str, number: str, country: str = "") -> str:
    """What finds the party of a number already read; "" for no number."""
    if kind == NONE:
        return ""
    place = country if KINDS[kind].by_country else ""
    return blind_index(f"{kind}:{place}:{number}", purpose="party.number")
