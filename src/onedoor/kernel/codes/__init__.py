"""Codes people and machines write down: check digits, numbers, names and how they are shown.

Every reader takes what a person typed (full-width digits, spaces, lower case), gives back the one
form that is kept, and raises a `BadCode` whose sentence says what to mend. A check digit proves
that a number was copied rightly, never that it was given out.
"""

from onedoor.kernel.codes.checks import (
    BadCode,
    CodeCharacter,
    CodeCheck,
    CodeDate,
    CodeLength,
    CodeShape,
    iso7064_mod11_2,
    iso7064_mod37_36,
    iso7812_luhn,
    typed,
)
from onedoor.kernel.codes.identity import (
    birth_date,
    chinese_passport,
    citizen_number,
    credit_code,
    home_return_permit,
    is_male,
    organisation_code,
    passport,
    permanent_residence,
    residence_permit,
    taiwan_pass,
)
from onedoor.kernel.codes.licences import (
    LICENCE_ARC,
    LicenceIdentifier,
    licence_identifier,
    licence_type_code,
)
from onedoor.kernel.codes.names import (
    UNSEEN,
    composed,
    mask_name,
    mask_number,
    mask_phone,
    name_as_written,
    person_name,
)
from onedoor.kernel.codes.numbers import (
    OFFICIAL_NUMBER,
    CaseNumberRule,
    group_in_fours,
    is_query_code,
    new_query_code,
    query_code,
)
from onedoor.kernel.codes.powers import (
    ImplementationCode,
    catalogue_code,
    division_code,
    division_level,
    handling_code,
    handling_item,
    implementation_code,
    implementation_parts,
)

__all__ = [
    "LICENCE_ARC",
    "OFFICIAL_NUMBER",
    "UNSEEN",
    "BadCode",
    "CaseNumberRule",
    "CodeCharacter",
    "CodeCheck",
    "CodeDate",
    "CodeLength",
    "CodeShape",
    "ImplementationCode",
    "LicenceIdentifier",
    "birth_date",
    "catalogue_code",
    "chinese_passport",
    "citizen_number",
    "composed",
    "credit_code",
    "division_code",
    "division_level",
    "group_in_fours",
    "handling_code",
    "handling_item",
    "home_return_permit",
    "implementation_code",
    "implementation_parts",
    "is_male",
    "is_query_code",
    "iso7064_mod11_2",
    "iso7064_mod37_36",
    "iso7812_luhn",
    "licence_identifier",
    "licence_type_code",
    "mask_name",
    "mask_number",
    "mask_phone",
    "name_as_written",
    "new_query_code",
    "organisation_code",
    "passport",
    "permanent_residence",
    "person_name",
    "query_code",
    "residence_permit",
    "taiwan_pass",
    "typed",
]
