"""A local test authority with SM2 keys: whom an installation trusts to seal OFD files.

Its seals prove that a file came from this installation and is unaltered. They have no legal force:
real seals come from the state's unified seal system (国令716号 Art. 9) by another gateway.
"""

from pathlib import Path

from asn1crypto import pem

from ofd.certs import Certificate


class SM2Authority:
    """The certificates in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def root(self) -> Certificate | None:
        """Our own root; None as long as nothing was sealed here."""
        try:
            return Certificate.load((self.folder / "root.pem").read_bytes())
        except FileNotFoundError:
            return None

    def trusted_roots(self) -> list[Certificate]:
        """Our root and every certificate with an SM2 key an operator has put in `trust/` as PEM.

        NotACertificate when one of these files holds something else.
        """
        ours = self.root()
        others = [
            Certificate.load(der)
            for path in sorted((self.folder / "trust").glob("*.pem"))
            for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)
        ]
        return [ours, *others] if ours else others
