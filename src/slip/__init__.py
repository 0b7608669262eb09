"""Offline slips: a few facts, signed, as text that fits into a printed QR code.

Whoever has the key bundle checks one without any network. The package knows nothing of licences,
services or the web; it needs `cbor2` and `cryptography`.
"""

from slip.bundles import Bundle, BundleBroken, BundleKey
from slip.forms import PREFIX, SIZE, Facts, Slip, TooLong, issue, read
from slip.problems import CANNOT_KNOW, PROBLEMS, NotASlip, Report, check

__all__ = [
    "CANNOT_KNOW",
    "PREFIX",
    "PROBLEMS",
    "SIZE",
    "Bundle",
    "BundleBroken",
    "BundleKey",
    "Facts",
    "NotASlip",
    "Report",
    "Slip",
    "TooLong",
    "check",
    "issue",
    "read",
]
