"""What somebody typed to say who they are: a telephone of any country, a mailbox, a card."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ruamel.yaml import YAML

from onedoor.casework.forms.contacts import called_by_two_letters
from onedoor.kernel.codes import mask_phone
from onedoor.kernel.languages import language_spoken
from onedoor.registers.people.cards import is_card, plain_card

LONGEST = 254


@dataclass(frozen=True)
class Contact:
    """A way to reach or to name somebody: `value` as it is kept (E.164, lower case, digits)."""

    kind: Literal["phone", "email", "login"]
    value: str

    @property
    def takes_codes(self) -> bool:
        return self.kind != "login"

    @property
    def veiled(self) -> str:
        """Enough for its owner to know it again."""
        if self.kind == "phone":
            return mask_phone(self.value.removeprefix("+86"))
        name, at, place = self.value.partition("@")
        return f"{name[:1]}***{at}{place}" if at else self.value


def read_contact(text: str, country: str = "CN") -> Contact:
    """What was typed, read as kindly as possible; what is nothing else is taken for a login."""
    typed = text.strip()[:LONGEST]
    if "@" in typed:
        try:
            validate_email(typed)
        except ValidationError:
            return Contact("login", typed)
        return Contact("email", typed.lower())
    if is_card(typed):
        return Contact("login", plain_card(typed))
    phone = read_phone(typed, country)
    return Contact("phone", phone) if phone else Contact("login", typed[:150])


def read_phone(text: str, country: str = "CN") -> str:
    """A telephone number as E.164, or "" when it is none. "+" or "00" in front names a country."""
    typed = text.strip()
    if not re.fullmatch(r"\+?[0-9０-９ ()（）./·-]{5,30}", typed):
        return ""
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", typed), country or "CN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def countries() -> tuple[dict[str, str], ...]:
    """Every country of countries.yaml as {value, label}, in the reader's language.

    The near ones stay first; in other languages than Chinese the rest goes by its names there.
    """
    return _countries(language_spoken())


@cache
def _countries(language: str) -> tuple[dict[str, str], ...]:
    listed = YAML(typ="safe").load(Path(__file__).with_name("countries.yaml").read_text("utf-8"))
    # Asking the library for each region would load all it knows of each.
    codes = {
        region: code
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        for region in regions
    }
    near, others = listed["near"], listed["others"]
    if language != "zh":
        known = called_by_two_letters(language)
        near, others = (
            {region: known.get(region, name) for region, name in names.items()}
            for names in (near, others)
        )
        others = dict(sorted(others.items(), key=lambda each: each[1]))
    return tuple(
        {"value": region, "label": f"{name} +{codes[region]}"}
        for region, name in (near | others).items()
    )
