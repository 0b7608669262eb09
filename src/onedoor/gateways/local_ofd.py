"""Checks the seals of OFD files by the roots that this installation trusts."""

from pathlib import Path

from django.conf import settings

from onedoor.gateways.local_authority import CAUTION
from onedoor.gateways.ofd_check import check_ofd
from onedoor.gateways.sm2_authority import SM2Authority
from onedoor.kernel.ports import SealReport
from onedoor.kernel.time import now


class LocalOfdSealer:
    """The test authority with SM2 keys in `<state>/seals/sm2`."""

    caution = CAUTION

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def authority(self) -> SM2Authority:
        """The authority of the state folder that the settings name now."""
        return SM2Authority(self._folder or Path(settings.ONEDOOR_STATE) / "seals" / "sm2")

    def check(self, document: bytes) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""
        authority = self.authority
        return check_ofd(document, roots=authority.trusted_roots(), own=authority.root(), at=now())
