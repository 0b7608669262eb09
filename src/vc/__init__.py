"""Verifiable credentials: issued with selective disclosure, presented, verified, and their status.

Stands alone: nothing here knows what the credentials are about. See README.md.
"""

from vc.credentials import (
    CONTEXT,
    SD_JWT_VC,
    VC_JWT,
    Problem,
    Report,
    Wanted,
    make_sd_jwt_vc,
    make_vc_jwt,
    verify,
)
from vc.findings import PROBLEMS, Refused
from vc.jose import ALGORITHM, Key, KeyOf, PublicKey, proven, sign, take_apart
from vc.proofs import make_proof, read_proof
from vc.sdjwt import Hidden, issue, opened, parse, present
from vc.statuslist import (
    INVALID,
    SUSPENDED,
    VALID,
    Entry,
    bit_at,
    bitstring,
    compressed,
    entry_of,
    make_list,
    packed,
    read_status,
    status_at,
)

__all__ = [
    "ALGORITHM",
    "CONTEXT",
    "INVALID",
    "PROBLEMS",
    "SD_JWT_VC",
    "SUSPENDED",
    "VALID",
    "VC_JWT",
    "Entry",
    "Hidden",
    "Key",
    "KeyOf",
    "Problem",
    "PublicKey",
    "Refused",
    "Report",
    "Wanted",
    "bit_at",
    "bitstring",
    "compressed",
    "entry_of",
    "issue",
    "make_list",
    "make_proof",
    "make_sd_jwt_vc",
    "make_vc_jwt",
    "opened",
    "packed",
    "parse",
    "present",
    "proven",
    "read_proof",
    "read_status",
    "sign",
    "status_at",
    "take_apart",
    "verify",
]
