"""Seals OFD files (GB/T 38540-2020, SM2) with seals of a local test authority; checks any."""

from hashlib import sha256
from pathlib import Path
from threading import Lock

from django.conf import settings

import ofd
from onedoor.gateways.local_signer import LocalSigner
from onedoor.gateways.ofd_check import check_ofd
from onedoor.gateways.seal_folder import CAUTION
from onedoor.gateways.sm2_authority import AgencySeal, SM2Authority
from onedoor.kernel.ports import MadeSeal, NamedSeal, SealReport, SealSigner, Voucher, port
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now


class SealNotFit(Refusal):
    """这台服务器的国密算法自检没有通过，暂时不能加盖电子印章。请管理员查看日志；修好以后系统会自动补出。"""

    status = 503


class LocalOfdSealer:
    """One seal and one certificate for each seal of the register, in `<state>/seals/sm2`."""

    caution = CAUTION

    def __init__(self, folder: Path | None = None, signer: SealSigner | None = None) -> None:
        self._folder = folder
        self._signer = signer or (LocalSigner(folder / "keys") if folder else None)
        self._loading = Lock()
        self._is_tested = False
        self._seals: dict[tuple[Path, str], AgencySeal] = {}

    @property
    def authority(self) -> SM2Authority:
        """The authority of the state folder, and the signer, that the settings name now."""
        folder = self._folder or Path(settings.ONEDOOR_STATE) / "seals" / "sm2"
        return SM2Authority(folder, self._signer or port("signer"))

    def make(self, seal: NamedSeal, *, picture: bytes) -> MadeSeal:
        """Key, certificate and seal with this picture (PNG), made where they lack.

        SealNotFit, OSError as for `seal`.
        """
        with self._loading:
            self._test()
        authority = self.authority
        made = authority.make(seal, picture=picture)
        return MadeSeal(
            maker=authority.maker(),
            certificate=sha256(made.certificate.der).hexdigest(),
            es_id=made.seal.es_id,
        )

    def seal(
        self, document: bytes, *, seal: NamedSeal, at: tuple[float, float], ground: str
    ) -> bytes:
        """The OFD with the seal over every byte, its left top corner `at` on page one.

        SealNotFit when the arithmetic of this machine does not give what the standards print;
        OSError when the seal was never made or its key cannot be reached; `ofd.Refused` when
        `document` is no OFD.
        """
        authority = self.authority
        with self._loading:
            self._test()
            held = self._held(authority, seal)
        return ofd.seal(
            document,
            with_seal=held.seal,
            certificate=held.certificate,
            key=authority.key_of(seal, ground=ground),
            at=now(),
            stamps=[ofd.Stamp(0, *at)],
        )

    def check(self, document: bytes, *, words: bool = False) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""
        authority = self.authority
        return check_ofd(
            document,
            roots=authority.trusted_roots(),
            own=authority.root(),
            at=now(),
            words=words,
        )

    def reseal(self) -> None:
        """Hand keys that older releases kept beside their certificates to the signer."""
        self.authority.reseal()

    def vouchers(self) -> tuple[Voucher, ...]:
        """What seals rest on here, the root first."""
        return self.authority.vouchers()

    def _held(self, authority: SM2Authority, seal: NamedSeal) -> AgencySeal:
        key = (authority.folder, seal.key)
        if key not in self._seals:
            self._seals[key] = authority.seal_of(seal)
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
