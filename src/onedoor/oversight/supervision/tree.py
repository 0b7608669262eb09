"""A hash tree over the lines of a file: SM3 (GB/T 32905), leaves and nodes apart (RFC 6962)."""

import hashlib
from collections.abc import Iterable, Sequence


def digest_of(content: bytes) -> str:
    """SM3 in hex."""
    return hashlib.new("sm3", content).hexdigest()


def leaf(line: bytes) -> str:
    """The hash of one line, without its end."""
    return digest_of(b"\0" + line)


def root(leaves: Sequence[str]) -> str:
    """The root over these leaves; of none, the hash of nothing."""
    if not leaves:
        return digest_of(b"")
    level = [bytes.fromhex(each) for each in leaves]
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [
            bytes.fromhex(digest_of(b"\1" + b"".join(pair))) if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0].hex()


def as_lines(lines: Iterable[str]) -> bytes:
    """A file of these lines, each with its end."""
    return "".join(f"{line}\n" for line in lines).encode()


def lines_of(content: bytes) -> list[bytes]:
    """The lines of a file; what stands after the last end is a line of its own."""
    parts = content.split(b"\n")
    return parts[:-1] if parts[-1] == b"" else parts
