"""Base45 (RFC 9285): bytes in the letters that a QR code packs most tightly."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}


def encoded(content: bytes) -> str:
    """The bytes as text: three letters for each two bytes, two for one left over."""
    text = []
    for at in range(0, len(content) - 1, 2):
        rest, low = divmod(content[at] * 256 + content[at + 1], 45)
        high, middle = divmod(rest, 45)
        text += [_LETTERS[low], _LETTERS[middle], _LETTERS[high]]
    if len(content) % 2:
        high, low = divmod(content[-1], 45)
        text += [_LETTERS[low], _LETTERS[high]]
    return "".join(text)


def decoded(text: str) -> bytes:
    """The bytes; ValueError for a letter that is none, a length or a value that cannot be."""
    if len(text) % 3 == 1:
        raise ValueError("length")
    try:
        values = [_VALUES[letter] for letter in text]
    except KeyError:
        raise ValueError("letter") from None
    content = bytearray()
    for at in range(0, len(values), 3):
        group = values[at : at + 3]
        value = sum(each * 45**place for place, each in enumerate(group))
        width = len(group) - 1
        if value >= 256**width:
            raise ValueError("value")
        content += value.to_bytes(width, "big")
    return bytes(content)
