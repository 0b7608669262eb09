"""SM3 (GB/T 32905-2016): from the system's OpenSSL where it has it, else in plain Python."""

import hashlib
import struct
from collections.abc import Callable

# Its object identifier.
SM3 = "1.2.156.10197.1.401"

_START = struct.unpack(
    ">8I", bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e")
)
_WORD = 0xFFFFFFFF


def plain(data: bytes) -> bytes:
    """The digest of `data`, reckoned here: slow (about 1 MB a second), and the same everywhere."""
    state = list(_START)
    tail = b"\x80" + bytes((55 - len(data)) % 64) + struct.pack(">Q", len(data) * 8)
    padded = data + tail
    for at in range(0, len(padded), 64):
        _absorb(state, padded[at : at + 64])
    return struct.pack(">8I", *state)


def _absorb(state: list[int], block: bytes) -> None:
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        x = words[j - 16] ^ words[j - 9] ^ _turn(words[j - 3], 15)
        words.append(x ^ _turn(x, 15) ^ _turn(x, 23) ^ _turn(words[j - 13], 7) ^ words[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        first = _turn((_turn(a, 12) + e + _turn(constant, j % 32)) & _WORD, 7)
        second = first ^ _turn(a, 12)
        if j < 16:
            one, other = a ^ b ^ c, e ^ f ^ g
        else:
            one, other = (a & b) | (a & c) | (b & c), (e & f) | (~e & g)
        mixed = (one + d + second + (words[j] ^ words[j + 4])) & _WORD
        kept = (other + h + first + words[j]) & _WORD
        a, b, c, d = mixed, a, _turn(b, 9), c
        e, f, g, h = kept ^ _turn(kept, 9) ^ _turn(kept, 17), e, _turn(f, 19), g
    for j, word in enumerate((a, b, c, d, e, f, g, h)):
        state[j] ^= word


def _turn(word: int, by: int) -> int:
    return ((word << by) | (word >> (32 - by))) & _WORD


def _of_the_system(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def _chosen() -> Callable[[bytes], bytes]:
    try:
        hashlib.new("sm3")
    except ValueError:
        return plain
    return _of_the_system


sm3: Callable[[bytes], bytes] = _chosen()
"""The 32 bytes of the SM3 digest of `data`."""
