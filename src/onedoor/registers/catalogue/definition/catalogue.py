"""The catalogue (目录清单): items that exist nation- or region-wide, before anybody offers them.

Three levels (GB/T 39046; domain of 国办函〔2016〕108号): a catalogue item with its basic code of 12
places; the implementation of it by one body, 31 places; what one applies for, the handling item:
14 places in the catalogue, 33 at a body.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from onedoor.registers.catalogue.definition.ground import Basis, Slug, Strict, Text, Uncertain

CatalogueCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}[0-9Y]$")]
HandlingCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}[0-9Y][0-9]{2}$")]
Level = Literal["nation", "region", "prefecture", "county", "township", "village"]

# Kinds of powers applied for (GB/T 39046 A.1 gives the two digits; see code lists in packs).
ServiceKind = Literal[
    "administrative-licence", "administrative-payment", "administrative-confirmation",
    "administrative-reward", "administrative-ruling", "other-power", "public-service",
]  # fmt: skip


class HandlingItem(Strict):
    """One thing to apply for under a catalogue item: 设立, 变更, 延续, 注销, 补证 …"""

    code: HandlingCode
    name: Text


class CatalogueItem(Strict):
    """One item of the catalogue. Bodies inherit these elements and may not alter them."""

    code: CatalogueCode
    name: Text
    kind: ServiceKind
    basis: tuple[Basis, ...]
    # At which levels it may be handled, and by which functions of bodies.
    levels: tuple[Level, ...]
    functions: tuple[Slug, ...]
    applicants: tuple[Literal["person", "organisation"], ...]
    # The parent of sub-items ends in Y.
    parent: CatalogueCode | None = None
    handling: tuple[HandlingItem, ...] = ()
    effective: date
    uncertain: tuple[Uncertain, ...] = ()


class Catalogue(Strict):
    """catalogue.yaml: the items that the services of this pack are instances of."""

    items: tuple[CatalogueItem, ...]
