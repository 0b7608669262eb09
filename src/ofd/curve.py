"""SM2 signatures (GB/T 32918.2, curve of GB/T 32918.5) in plain Python: the fallback and the check.

Correct, and slow: a few milliseconds for a signature. It makes no claim to take the same time for
every key, so whoever can be timed by strangers signs with OpenSSL or a device.
"""

import secrets

from ofd.sm3 import sm3

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
GX = 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7
GY = 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0

# Of GM/T 0009 and GB/T 35276: who signs, when nobody says otherwise.
USUAL_ID = b"1234567812345678"

_Jacobian = tuple[int, int, int]
_NOWHERE: _Jacobian = (1, 1, 0)


def public_point(private: int) -> bytes:
    """The public key of a private one: 65 bytes, 04‖x‖y. ValueError outside 1…n-2."""
    if not 1 <= private <= N - 2:
        raise ValueError("an SM2 private key lies between 1 and n-2")
    return _bytes_of(_times(private, (GX, GY, 1)))


def coordinates(point: bytes) -> tuple[int, int]:
    """x and y of an uncompressed point; ValueError when it is not one of the curve."""
    if len(point) != 65 or point[0] != 4:
        raise ValueError("not an uncompressed SM2 point")
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    if x >= P or y >= P or (y * y - (x * x * x + A * x + B)) % P:
        raise ValueError("not a point of the SM2 curve")
    return x, y


def digest(message: bytes, public: bytes, signer_id: bytes = USUAL_ID) -> int:
    """What is signed: SM3(Z‖message), Z binding the signer's id, the curve and the public key."""
    numbers = b"".join(each.to_bytes(32, "big") for each in (A, B, GX, GY))
    length = (len(signer_id) * 8).to_bytes(2, "big")
    z = sm3(length + signer_id + numbers + public[1:])
    return int.from_bytes(sm3(z + message), "big")


def sign(message: bytes, private: int, *, nonce: int | None = None) -> tuple[int, int]:
    """(r, s). `nonce` is for the vectors of the standard: one used twice gives the key away."""
    return sign_digest(digest(message, public_point(private)), private, nonce=nonce)


def sign_digest(e: int, private: int, *, nonce: int | None = None) -> tuple[int, int]:
    """The like of what `digest` gives, for whoever is never shown the message."""
    while True:
        k = nonce if nonce is not None else secrets.randbelow(N - 1) + 1
        x = int.from_bytes(_bytes_of(_times(k, (GX, GY, 1)))[1:33], "big")
        r = (e + x) % N
        s = pow(1 + private, -1, N) * (k - r * private) % N
        if r and s and r + k != N:
            return r, s
        if nonce is not None:
            raise ValueError("this nonce gives no signature")


def verify(message: bytes, signature: tuple[int, int], public: bytes) -> bool:
    """Whether `signature` is of `message` by the holder of `public`; False for no point too."""
    r, s = signature
    try:
        x, y = coordinates(public)
    except ValueError:
        return False
    if not (1 <= r < N and 1 <= s < N) or (r + s) % N == 0:
        return False
    t = (r + s) % N
    where = _plus(_times(s, (GX, GY, 1)), _times(t, (x, y, 1)))
    if where[2] == 0:
        return False
    at = int.from_bytes(_bytes_of(where)[1:33], "big")
    return (digest(message, public) + at) % N == r


def _bytes_of(point: _Jacobian) -> bytes:
    x, y, z = point
    if z == 0:
        raise ValueError("the point at infinity has no coordinates")
    turned = pow(z, -1, P)
    square = turned * turned % P
    return b"\x04" + b"".join(
        each.to_bytes(32, "big") for each in (x * square % P, y * square * turned % P)
    )


def _times(number: int, point: _Jacobian) -> _Jacobian:
    total = _NOWHERE
    for bit in bin(number)[2:]:
        total = _doubled(total)
        if bit == "1":
            total = _plus(total, point)
    return total


def _doubled(point: _Jacobian) -> _Jacobian:
    x, y, z = point
    if z == 0 or y == 0:
        return _NOWHERE
    square, zz = y * y % P, z * z % P
    s = 4 * x * square % P
    m = 3 * (x - zz) * (x + zz) % P  # as a = -3
    new = (m * m - 2 * s) % P
    return new, (m * (s - new) - 8 * square * square) % P, 2 * y * z % P


def _plus(one: _Jacobian, other: _Jacobian) -> _Jacobian:
    if one[2] == 0:
        return other
    if other[2] == 0:
        return one
    (x1, y1, z1), (x2, y2, z2) = one, other
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * zz2 % P, x2 * zz1 % P
    s1, s2 = y1 * z2 * zz2 % P, y2 * z1 * zz1 % P
    if u1 == u2:
        return _doubled(one) if s1 == s2 else _NOWHERE
    h, r = (u2 - u1) % P, (s2 - s1) % P
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, h * z1 * z2 % P
