"""A licence is made with no transaction open: its number, its identifier, its sealed files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict

from onedoor.kernel.codes import LicenceIdentifier, licence_identifier
from onedoor.kernel.codes.numbers import CROCKFORD
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import local, now
from onedoor.registers.licences import rules
from onedoor.registers.licences.models import Act, Licence
from onedoor.registers.licences.rules import Listing
from onedoor.registers.papers.actions import (
    MadePaper,
    PaperFacts,
    Translation,
    make_paper,
    refuse_unsealable,
    reserve_number,
)

Printed = Sequence[tuple[str, str]]
_UNLISTED = Listing()
# As random serials are made in the field; a hundred bits.
_SERIAL_PLACES = 20


@dataclass(frozen=True)
class Inscription:
    """What a licence says in one language, but for its number, which it has not got yet."""

    kind_name: str
    facts: Printed
    number_label: str = ""
    small_print: str = ""

    def printed(self, number: str) -> list[tuple[str, str]]:
        """The lines in the order printed, with the number where the type prints one."""
        numbered = [(self.number_label, number)] if self.number_label else []
        return [*self.facts, *numbered]


class WhatToIssue(TypedDict):
    """The arguments of `make_licence`, for whoever hands them on."""

    kind: str
    kind_name: str
    ground: str
    holder: str
    holder_name: str
    agency: str
    agency_name: str
    facts: Printed
    valid_from: date
    valid_until: date | None
    numbering: str
    mark: NotRequired[str]
    layout: NotRequired[str]
    small_print: NotRequired[str]
    number_label: NotRequired[str]
    service: NotRequired[str]
    because: NotRequired[str]
    act: NotRequired[str]
    listing: NotRequired[Listing]
    # The same in other languages, for readers: kept beside the certificate, and in no file.
    translations: NotRequired[Mapping[str, Inscription]]


@dataclass(frozen=True, kw_only=True)
class MadeLicence:
    """A licence and its paper, not yet kept; what the directory says of it, and why it follows."""

    licence: Licence
    paper: MadePaper
    listing: Listing
    because: str


def make_licence(
    *,
    kind: str,
    kind_name: str,
    ground: str,
    holder: str,
    holder_name: str,
    agency: str,
    agency_name: str,
    facts: Printed,
    valid_from: date,
    valid_until: date | None,
    numbering: str,
    mark: str = "",
    layout: str = "landscape",
    small_print: str = "",
    number_label: str = "证照编号",
    service: str = "",
    because: str = "",
    act: str = "issue",
    listing: Listing = _UNLISTED,
    translations: Mapping[str, Inscription] | None = None,
) -> MadeLicence:
    """The licence that the case `ground` ends in with its sealed files, for `keep_licence`.

    What was passed on to this ground will give way to it, `because` of 延续, 变更; `act` is what
    the grant did (models.Act), for the directory. `kind` is the licence's code and `kind_name` the
    words on it; `facts` are label and value in the order printed, the number under `number_label`
    unless that is empty. `numbering` is the rule as data ("新出发阿零字第{seq:05}号"; words: mark,
    word, year, seq). No transaction may be open (RuntimeError). Nothing is kept but the number,
    which any retry finds again. UnknownLayout, NothingPrinted, BadValidity, as of `make_paper`.
    """
    if refusal := rules.why_not_issue(
        layout=layout, facts=facts, valid_from=valid_from, valid_until=valid_until
    ):
        raise refusal
    at = now()
    refuse_unsealable(rules.LAYOUTS[layout], subject=ground, body=(agency, agency_name))
    number = reserve_number(key=_key(ground), numbering=numbering, at=at, mark=mark or agency_name)
    said = Inscription(kind_name, facts, number_label, small_print)
    licence = Licence(
        number=number,
        kind=kind,
        kind_name=kind_name,
        holder=holder,
        holder_name=holder_name,
        service=service,
        ground=ground,
        agency=agency,
        agency_name=agency_name,
        facts=[{"label": label, "value": value} for label, value in said.printed(number)],
        valid_from=valid_from,
        valid_until=valid_until,
        layout=layout,
        type_code=listing.type_code,
        act=Act(act),
        identifier=_identifier(ground, listing),
    )
    paper = _printed(licence, said, translations or {}, at=at)
    return MadeLicence(licence=licence, paper=paper, listing=listing, because=because)


def _key(ground: str) -> str:
    """What number and certificate are bound to: the ground alone."""
    return f"licence:{ground}"


def _identifier(ground: str, listing: Listing) -> str:
    """The identifier of the licence of this ground; asked again, the same; "" without a type.

    A licence in the place of another of the same type and issuer keeps its serial and counts the
    version on. A new serial is told by the ground under the installation's own key: nobody learns
    from it how many there are, or can guess the next.
    """
    kind, issuer = listing.type_code, listing.issuer_code
    if not (kind and issuer):
        return ""
    former = Licence.objects.filter(passes_to=ground).exclude(identifier="").first()
    if former is not None:
        before = licence_identifier(former.identifier)
        if (before.type, before.issuer) == (kind, issuer) and before.version < 999:
            return str(before._replace(version=before.version + 1))
    drawn = int(blind_index(ground, purpose="licences.serial"), 16)
    serial = "".join(CROCKFORD[drawn >> 5 * place & 31] for place in range(_SERIAL_PLACES))
    return str(LicenceIdentifier(kind, issuer, serial, 1))


def _printed(
    licence: Licence,
    inscription: Inscription,
    translations: Mapping[str, Inscription],
    *,
    at: datetime,
) -> MadePaper:
    """The sealed certificate of the licence, and its files."""

    def said(one: Inscription) -> PaperFacts:
        return PaperFacts(
            on=local(at).date(),
            addressee=licence.holder_name,
            fields=tuple(one.printed(licence.number)),
            remedies=one.small_print,
            identifier=licence.identifier,
        )

    return make_paper(
        kind=rules.LAYOUTS[licence.layout],
        subject=licence.ground,
        agency=licence.agency,
        agency_name=licence.agency_name,
        title=licence.kind_name,
        facts=said(inscription),
        holder=licence.holder,
        service=licence.service,
        at=at,
        key=_key(licence.ground),
        valid_until=licence.valid_until,
        translations={
            language: Translation(one.kind_name, said(one))
            for language, one in translations.items()
        },
    )
