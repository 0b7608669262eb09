"""Cards of people without a telephone: 16 digits as a name, 12 digits as a secret. Pure."""

import re
import secrets

from onedoor.kernel.codes import iso7812_luhn

_CARD = re.compile(r"8\d{15}")


def plain_card(text: str) -> str:
    """The digits of a card or a secret, however they were grouped."""
    return re.sub(r"[\s\-·]", "", text)


def is_card(text: str) -> bool:
    """Whether this is a card number: its length, its first digit and its check digit are right."""
    digits = plain_card(text)
    return bool(_CARD.fullmatch(digits)) and iso7812_luhn(digits[:-1]) == digits[-1]


def new_card() -> str:
    """A card number nobody can guess from another."""
    body = f"8{secrets.randbelow(10**14):014}"
    return f"{body}{iso7812_luhn(body)}"


def new_secret() -> str:
    """12 digits, as the person types them."""
    return f"{secrets.randbelow(10**12):012}"
