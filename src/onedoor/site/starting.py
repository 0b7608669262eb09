"""What is proved before anything that seals or serves is started."""

import ofd
from onedoor.kernel.secrecy import WrongArithmetic, self_test

__all__ = ["WrongArithmetic", "prove_arithmetic"]


def prove_arithmetic() -> str:
    """Reckon the vectors of SM2, SM3 and SM4; by what SM2 is reckoned: "libcrypto" or "plain".

    WrongArithmetic with a sentence for the operator when any comes out otherwise: nothing may be
    started here, for what such a machine sealed would hold nowhere, or never open again.
    """
    try:
        self_test()
        return ofd.self_test()
    except (WrongArithmetic, ofd.SelfTestFailed) as wrong:
        raise WrongArithmetic(
            f"the self-test of SM2, SM3 and SM4 failed ({wrong}): this machine does not compute"
            " what the standards print, so nothing is started. Put back the Python and the OpenSSL"
            " of the lock file, or use another machine; `onedoor doctor` tells more"
        ) from wrong
