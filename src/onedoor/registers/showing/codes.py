"""Codes of a show: a link for the QR code and eight digits to be read aloud; kept as indexes."""

import secrets

from onedoor.kernel.secrecy import blind_index


def new_link() -> str:
    """A word nobody guesses (128 bits), fit for an address."""
    return secrets.token_hex(16)


def new_digits() -> str:
    """Eight digits that are easy to read aloud in pairs."""
    return f"{secrets.randbelow(10**8):08}"


def link_index(link: str) -> str:
    """Under what a link is found."""
    return blind_index(link, purpose="showing-link")


def digits_index(digits: str) -> str:
    """Under what eight digits are found; nobody counts them through without the house's key."""
    return blind_index(digits, purpose="showing-digits")


def place_index(place: str) -> str:
    """Under what the tries of one network address are counted."""
    return blind_index(place, purpose="showing-place")
