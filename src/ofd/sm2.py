"""SM2 with SM3: whoever can sign (`SM2Signer`), and whether a signature holds (`verify`).

Signing and verifying go through OpenSSL 3 (libcrypto, by ctypes) where this machine has it, else
through plain Python (`curve`). The signer's id is always 1234567812345678: OpenSSL's own default is
an empty one, and what was signed under it verifies nowhere else.
"""

import ctypes
import ctypes.util
import weakref
from functools import cached_property, lru_cache
from typing import Any, Protocol

from asn1crypto import algos, core, keys, pem

from ofd import curve
from ofd.sm3 import plain, sm3

SM2_WITH_SM3 = "1.2.156.10197.1.501"
SM2_CURVE = "1.2.156.10197.1.301"
_VECTOR_KEY = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
_VECTOR_NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
_VECTOR = (
    0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
    0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
)
_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"

keys.NamedCurve.register("sm2p256v1", SM2_CURVE, 32)


class SM2Signer(Protocol):
    """Holds a private key and signs with it: a file here, a certified device elsewhere."""

    @property
    def public(self) -> bytes:
        """The public key, 65 bytes: 04‖x‖y."""

    def sign(self, message: bytes) -> bytes:
        """The signature of `message` under the usual id: DER of SEQUENCE {r, s}.

        OSError when the key cannot be reached.
        """


class SelfTestFailed(RuntimeError):
    """The arithmetic here does not give what the standards give: nothing may be signed."""


class SoftKey:
    """A private key in memory. Fit for tests and for seals that claim no legal force."""

    def __init__(self, private: int) -> None:
        self._private = private
        self._public = curve.public_point(private)

    @classmethod
    def load(cls, data: bytes) -> "SoftKey":
        """From PEM or DER, PKCS #8 or SEC 1, not encrypted. ValueError for anything else."""
        if pem.detect(data):
            name, _, data = next(each for each in pem.unarmor(data, True) if "PARAM" not in each[0])
            if "ENCRYPTED" in name:
                raise ValueError("the key is encrypted: open it first")
        try:
            held = keys.PrivateKeyInfo.load(data)["private_key"].parsed
        except (ValueError, TypeError):
            held = keys.ECPrivateKey.load(data)
        return cls(int(held["private_key"].native))

    @property
    def public(self) -> bytes:
        """The public key, 65 bytes: 04‖x‖y."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """The signature of `message` under the usual id: DER of SEQUENCE {r, s}."""
        held = self._held
        if held is not None:
            return held.sign(message)
        return signature_der(*curve.sign(message, self._private))

    def sign_digest(self, digest: bytes) -> bytes:
        """The signature of a message of which `curve.digest` gave these 32 bytes; ValueError."""
        if len(digest) != 32:
            raise ValueError("a digest has 32 bytes")
        held = self._held
        if held is not None:
            return held.sign_digest(digest)
        return signature_der(*curve.sign_digest(int.from_bytes(digest, "big"), self._private))

    @property
    def _held(self) -> "_Held | None":
        return None if _libcrypto() is None else self._read_in

    @cached_property
    def _read_in(self) -> "_Held":
        """As OpenSSL holds it, while this key lives: to read one in costs as much as to sign."""
        return _Held("d2i_AutoPrivateKey", self.pkcs8())

    def pkcs8(self) -> bytes:
        """The key as PKCS #8 (DER), which OpenSSL reads. Keep it as one keeps a key."""
        inner = keys.ECPrivateKey(
            {
                "version": "ecPrivkeyVer1",
                "private_key": self._private,
                "public_key": self._public,
            }
        )
        # Without its length the number would lose leading zeros.
        inner["private_key"].set_encoded_width(32)
        return bytes(
            keys.PrivateKeyInfo(
                {
                    "version": 0,
                    "private_key_algorithm": {
                        "algorithm": "ec",
                        "parameters": keys.ECDomainParameters("named", "sm2p256v1"),
                    },
                    "private_key": inner,
                }
            ).dump()
        )


class Pair(core.Sequence):  # type: ignore[misc]
    """A signature: SEQUENCE {r INTEGER, s INTEGER} (GM/T 0009)."""

    _fields = [("r", core.Integer), ("s", core.Integer)]


def signature_der(r: int, s: int) -> bytes:
    """DER of a signature."""
    return bytes(Pair({"r": r, "s": s}).dump())


def verify(message: bytes, signature: bytes, public: bytes) -> bool:
    """Whether `signature` (DER, and nothing but DER) is of `message` by the holder of `public`.

    False for whatever is no signature or no public key; never raises for what it is given.
    """
    try:
        pair = Pair.load(signature, strict=True)
        numbers = (int(pair["r"].native), int(pair["s"].native))
        curve.coordinates(public)
        if min(numbers) < 1 or signature_der(*numbers) != signature:
            return False
    except (ValueError, TypeError, OverflowError):
        return False
    if _libcrypto() is not None:
        return _public(public).verify(message, signature)
    return curve.verify(message, numbers, public)


def public_key_info(public: bytes) -> bytes:
    """SubjectPublicKeyInfo (DER) of a public key of 65 bytes."""
    algorithm = keys.PublicKeyAlgorithm(
        {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", "sm2p256v1")}
    )
    return bytes(keys.PublicKeyInfo({"algorithm": algorithm, "public_key": public}).dump())


def algorithm() -> Any:
    """AlgorithmIdentifier of SM2 with SM3, for certificates: the identifier, no parameters."""
    return algos.SignedDigestAlgorithm({"algorithm": SM2_WITH_SM3})


def self_test() -> str:
    """Reckon the vectors of GB/T 32918.5 and GB/T 32905 both ways; "libcrypto" or "plain".

    SelfTestFailed when anything differs: run it before the first seal of a process.
    """
    message, public = b"message digest", curve.public_point(_VECTOR_KEY)
    reckoned = curve.digest(message, public).to_bytes(32, "big")
    told = [
        sm3(b"abc").hex() == _ABC,
        plain(b"abc").hex() == _ABC,
        curve.sign(message, _VECTOR_KEY, nonce=_VECTOR_NONCE) == _VECTOR,
        curve.verify(message, _VECTOR, public),
        not curve.verify(message + b".", _VECTOR, public),
        verify(message, signature_der(*_VECTOR), public),
        not verify(message + b".", signature_der(*_VECTOR), public),
        verify(message, SoftKey(_VECTOR_KEY).sign(message), public),
        verify(message, SoftKey(_VECTOR_KEY).sign_digest(reckoned), public),
    ]
    if not all(told):
        raise SelfTestFailed(
            f"vectors that do not come out: {[i for i, ok in enumerate(told) if not ok]}"
        )
    return "plain" if _libcrypto() is None else "libcrypto"


class _Libcrypto:
    """The few functions of libcrypto 3 that sign and verify."""

    def __init__(self, library: ctypes.CDLL) -> None:
        pointer, size = ctypes.c_void_p, ctypes.c_size_t
        # name: (what it gives, what it takes)
        shapes: dict[str, tuple[Any, list[Any]]] = {
            "d2i_AutoPrivateKey": (pointer, [pointer, pointer, ctypes.c_long]),
            "d2i_PUBKEY": (pointer, [pointer, pointer, ctypes.c_long]),
            "EVP_PKEY_free": (None, [pointer]),
            "EVP_PKEY_CTX_new": (pointer, [pointer, pointer]),
            "EVP_PKEY_CTX_free": (None, [pointer]),
            "EVP_PKEY_CTX_set1_id": (ctypes.c_int, [pointer, ctypes.c_char_p, size]),
            "EVP_MD_CTX_new": (pointer, []),
            "EVP_MD_CTX_free": (None, [pointer]),
            "EVP_MD_CTX_set_pkey_ctx": (None, [pointer, pointer]),
            "EVP_sm3": (pointer, []),
            "EVP_PKEY_sign_init": (ctypes.c_int, [pointer]),
            "EVP_PKEY_sign": (
                ctypes.c_int, [pointer, ctypes.c_char_p, pointer, ctypes.c_char_p, size],
            ),
            "EVP_DigestSignInit": (ctypes.c_int, [pointer] * 5),
            "EVP_DigestSign": (
                ctypes.c_int, [pointer, ctypes.c_char_p, pointer, ctypes.c_char_p, size],
            ),
            "EVP_DigestVerifyInit": (ctypes.c_int, [pointer] * 5),
            "EVP_DigestVerify": (
                ctypes.c_int, [pointer, ctypes.c_char_p, size, ctypes.c_char_p, size],
            ),
            "ERR_clear_error": (None, []),
        }  # fmt: skip
        self._call = {}
        for name, (gives, takes) in shapes.items():
            function = getattr(library, name)
            function.restype, function.argtypes = gives, takes
            self._call[name] = function

    def __getitem__(self, name: str) -> Any:
        return self._call[name]


class _Held:
    """A key that OpenSSL holds; it lets go of it with this object. Contexts live for one call.

    OSError when OpenSSL does not take it.
    """

    def __init__(self, load: str, key: bytes) -> None:
        crypto = _libcrypto()
        assert crypto is not None
        self._crypto = crypto
        buffer = ctypes.create_string_buffer(key, len(key))
        at = ctypes.c_void_p(ctypes.addressof(buffer))
        self._key = crypto[load](None, ctypes.byref(at), len(key))
        # The copy of a private key is not left lying in memory.
        ctypes.memset(buffer, 0, len(key))
        crypto["ERR_clear_error"]()
        if not self._key:
            raise OSError("OpenSSL did not take the key")
        weakref.finalize(self, crypto["EVP_PKEY_free"], self._key)

    def sign(self, message: bytes) -> bytes:
        room = ctypes.create_string_buffer(128)
        length = ctypes.c_size_t(len(room))
        done = self._digesting("EVP_DigestSignInit", lambda context: (
            self._crypto["EVP_DigestSign"](
                context, room, ctypes.byref(length), message, len(message)
            )
        ))  # fmt: skip
        if done != 1:
            raise OSError("OpenSSL did not sign")
        return room.raw[: length.value]

    def sign_digest(self, digest: bytes) -> bytes:
        call = self._crypto
        ways = call["EVP_PKEY_CTX_new"](self._key, None)
        room = ctypes.create_string_buffer(128)
        length = ctypes.c_size_t(len(room))
        try:
            if not ways or call["EVP_PKEY_sign_init"](ways) != 1:
                raise OSError("OpenSSL did not take the key")
            to = ctypes.byref(length)
            if call["EVP_PKEY_sign"](ways, room, to, digest, len(digest)) != 1:
                raise OSError("OpenSSL did not sign")
            return room.raw[: length.value]
        finally:
            call["EVP_PKEY_CTX_free"](ways)
            call["ERR_clear_error"]()

    def verify(self, message: bytes, signature: bytes) -> bool:
        done = self._digesting("EVP_DigestVerifyInit", lambda context: (
            self._crypto["EVP_DigestVerify"](
                context, signature, len(signature), message, len(message)
            )
        ))  # fmt: skip
        return bool(done == 1)

    def _digesting(self, begin: str, act: Any) -> int:
        """What `act` gives in a context begun with the key; 0 when it cannot be begun."""
        call = self._crypto
        ways = call["EVP_PKEY_CTX_new"](self._key, None)
        context = call["EVP_MD_CTX_new"]()
        try:
            if not (ways and context):
                return 0
            if call["EVP_PKEY_CTX_set1_id"](ways, curve.USUAL_ID, len(curve.USUAL_ID)) != 1:
                return 0
            call["EVP_MD_CTX_set_pkey_ctx"](context, ways)
            if call[begin](context, None, call["EVP_sm3"](), None, self._key) != 1:
                return 0
            return int(act(context))
        finally:
            call["EVP_MD_CTX_free"](context)
            call["EVP_PKEY_CTX_free"](ways)
            # What went wrong here must not be read by the next who asks OpenSSL.
            call["ERR_clear_error"]()


@lru_cache(maxsize=256)
def _public(public: bytes) -> _Held:
    """A public key as OpenSSL holds it: seals of one city are checked with few of them."""
    return _Held("d2i_PUBKEY", public_key_info(public))


@lru_cache(maxsize=1)
def _libcrypto() -> _Libcrypto | None:
    name = ctypes.util.find_library("crypto")
    for candidate in ("libcrypto.so.3", name):
        try:
            library = ctypes.CDLL(candidate) if candidate else None
            if library is not None and library.OpenSSL_version_num() >= 0x30000000:
                return _Libcrypto(library)
        except (OSError, AttributeError):
            continue
    return None
