"""Seals OFD files (GB/T 38540-2020, SM2) with the keys of a local test authority; checks any."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from django.conf import settings

import ofd
from onedoor.gateways.ofd_check import check_ofd
from onedoor.gateways.seal_folder import CAUTION
from onedoor.gateways.sm2_authority import AgencySeal, SM2Authority
from onedoor.kernel.ports import SealReport
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now


class SealNotFit(Refusal):
    """这台服务器的国密算法自检没有通过，暂时不能加盖电子印章。请管理员查看日志；修好以后系统会自动补出。"""

    status = 503


class LocalOfdSealer:
    """One seal for each agency, made on first use in `<state>/seals/sm2`."""

    caution = CAUTION

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._loading = Lock()
        self._is_tested = False
        self._seals: dict[tuple[Path, str, str], AgencySeal] = {}

    @property
    def authority(self) -> SM2Authority:
        """The authority of the state folder that the settings name now."""
        return SM2Authority(self._folder or Path(settings.ONEDOOR_STATE) / "seals" / "sm2")

    def seal(
        self,
        document: bytes,
        *,
        agency: str,
        agency_name: str,
        at: tuple[float, float],
        picture: Callable[[], bytes],
    ) -> bytes:
        """The OFD with the agency's seal over every byte, its left top corner `at` on page one.

        `picture` draws the seal when there is none yet. SealNotFit when the arithmetic of this
        machine does not give what the standards print; OSError when keys cannot be read or
        written; `ofd.Refused` when `document` is no OFD.
        """
        with self._loading:
            self._test()
            held = self._held(agency, agency_name, picture)
        return ofd.seal(
            document,
            with_seal=held.seal,
            certificate=held.holder.certificate,
            key=held.holder.key,
            at=now(),
            stamps=[ofd.Stamp(0, *at)],
        )

    def check(self, document: bytes) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""
        authority = self.authority
        return check_ofd(document, roots=authority.trusted_roots(), own=authority.root(), at=now())

    def reseal(self) -> int:
        """Keep every private key under the current data key; how many were under another."""
        return self.authority.reseal()

    def _held(self, agency: str, name: str, picture: Callable[[], bytes]) -> AgencySeal:
        authority = self.authority
        key = (authority.folder, agency, name)
        if key not in self._seals:
            self._seals[key] = authority.seal_of(agency, name=name, picture=picture)
        return self._seals[key]

    def _test(self) -> None:
        """Once a process, before the first seal."""
        if self._is_tested:
            return
        try:
            ofd.self_test()
        except ofd.SelfTestFailed as failed:
            raise SealNotFit() from failed
        self._is_tested = True
