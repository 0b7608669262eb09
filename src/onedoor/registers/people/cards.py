"""Cards of people without a telephone: 16 digits as a name, 12 digits as a secret. Pure."""

import re
import secrets

_CARD = re.compile(r"8\d{15}")


def plain_card(text: str) -> str:
    """The digits of a card or a secret, however they were grouped."""
    return re.sub(r"[\s\-·]", "", text)


def is_card(text: str) -> bool:
    """Whether this is a card number: its length, its first digit and its check digit are right."""
    digits = plain_card(text)
    return bool(_CARD.fullmatch(digits)) and _luhn(digits[:-1]) == int(digits[-1])


def new_card() -> str:
    """A card number nobody can guess from another."""
    body = f"8{secrets.randbelow(10**14):014}"
    return f"{body}{_luhn(body)}"


def new_secret() -> str:
    """12 digits, as the person types them."""
    return f"{secrets.randbelow(10**12):012}"


def _luhn(body: str) -> int:
    """The digit that makes a number whole (ISO/IEC 7812-1): it catches one wrong or two swapped."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10
