"""Whether the likenesses of a licence say the same. Values only.

Each is laid beside the same facts; what two of them both say is thereby the same in both. A fact
that a likeness should bear and does not is a difference, like one that it bears otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onedoor.kernel.refusals import Refusal
from onedoor.registers.credentials.actions import CarriedRead
from onedoor.registers.licences.queries import Licence
from onedoor.registers.papers.actions import FileRead, squeezed


class LikenessesDiffer(Refusal):
    """做出来的{likeness}与证照内容对不上（{fact}），没有签发；请稍后再试，仍不成请联系管理员。"""

    status = 503


@dataclass(frozen=True)
class Difference:
    """Which likeness, and of which fact."""

    likeness: str
    fact: str

    def refusal(self) -> LikenessesDiffer:
        """The sentence for whoever issues."""
        return LikenessesDiffer(likeness=self.likeness, fact=self.fact)


def in_pdf(read: FileRead, licence: Licence) -> Iterator[Difference]:
    """What the text under the page of the PDF does not say of the licence."""
    return _on_page(read, licence, _("PDF 文件"))


def in_ofd(read: FileRead, licence: Licence) -> Iterator[Difference]:
    """What neither page nor custom data of the OFD say, or one of them says otherwise."""
    here = _("OFD 版式文件")
    yield from _on_page(read, licence, here)
    said = {
        "证照名称": licence.kind_name,
        "证照编号": licence.number,
        "持证主体": licence.holder_name,
        "颁发机构": licence.agency_name,
        "证照标识": licence.identifier,
    }
    for name, value in [*said.items(), *_printed(licence)]:
        if value and squeezed(value) not in map(squeezed, read.says_of(" ".join(name.split()))):
            yield Difference(here, name)


def in_credential(read: CarriedRead, licence: Licence) -> Iterator[Difference]:
    """What the claims of the credential do not say of the licence, or say otherwise."""
    said = {
        "licence_number": licence.number,
        "licence_identifier": licence.identifier,
        "issuing_authority": licence.agency_name,
        "issue_date": licence.issued_on.isoformat(),
        "expiry_date": licence.valid_until.isoformat() if licence.valid_until else "",
    }
    here = _("数字凭证")
    yield from _by_name(read, said, here)
    for label, value in _printed(licence):
        if value != licence.number and (label, value) not in read.lines:
            yield Difference(here, label)


def in_slip(read: CarriedRead, licence: Licence) -> Iterator[Difference]:
    """What the slip does not say of the licence, or says otherwise."""
    said = {
        "title": licence.kind_name,
        "number": licence.number,
        "holder": licence.holder_name,
        "agency": licence.agency_name,
        "begins": licence.valid_from.isoformat(),
        "ends": licence.valid_until.isoformat() if licence.valid_until else "",
        "identifier": licence.identifier,
    }
    return _by_name(read, said, _("离线核验单"))


def _on_page(read: FileRead, licence: Licence, here: str) -> Iterator[Difference]:
    if not read.holds:
        yield Difference(here, _("签章"))
    whole = [
        (_("名称"), licence.kind_name), (_("编号"), licence.number),
        (_("颁发机构"), licence.agency_name), (_("证照标识"), licence.identifier),
    ]  # fmt: skip
    for fact, value in [*whole, *_printed(licence)]:
        if not read.tells(value):
            yield Difference(here, fact)


def _by_name(read: CarriedRead, said: Mapping[str, str], here: str) -> Iterator[Difference]:
    if not read.holds:
        yield Difference(here, _("签名"))
    told: Mapping[str, Any] = read.says
    for name, value in said.items():
        if told.get(name, "") != value:
            yield Difference(here, _NAMES[name]())


# What the names of the formats are called in words.
_NAMES = {
    "title": lambda: _("名称"),
    "number": lambda: _("编号"),
    "licence_number": lambda: _("编号"),
    "licence_identifier": lambda: _("证照标识"),
    "identifier": lambda: _("证照标识"),
    "holder": lambda: _("持证主体"),
    "agency": lambda: _("颁发机构"),
    "issuing_authority": lambda: _("颁发机构"),
    "issue_date": lambda: _("签发日期"),
    "begins": lambda: _("有效期起"),
    "ends": lambda: _("有效期至"),
    "expiry_date": lambda: _("有效期至"),
}


def _printed(licence: Licence) -> list[tuple[str, str]]:
    return [(each["label"], each["value"]) for each in licence.facts]
