"""What the operating system must bring: Chinese fonts for documents, Chromium for browser tests."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Need:
    """Something from outside Python: how to see that it is there, what it is for, where it is."""

    name: str
    debian: tuple[str, ...]
    without_it: str
    present: Callable[[], bool]


def has_chinese_fonts() -> bool:
    """Whether fontconfig knows a font with Chinese in it."""
    asked = _output("fc-list", ":lang=zh-cn", "family")
    return any("CJK" in line or "WenKai" in line or "Han" in line for line in asked.splitlines())


def chromium() -> str:
    """The path of a Chromium to test with; empty when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), "")


FONTS = Need(
    name="Chinese fonts",
    debian=("fontconfig", "fonts-noto-cjk"),
    without_it="documents and licences are printed without Chinese characters",
    present=has_chinese_fonts,
)
CHROMIUM = Need(
    name="Chromium",
    debian=("chromium",),
    without_it="the browser tests are skipped",
    present=lambda: bool(chromium()),
)


def apache() -> str:
    """The path of an Apache with its module for OpenID Connect; empty when there is none."""
    folders = ("/usr/sbin", "/usr/local/sbin", os.environ.get("PATH", ""))
    program = shutil.which("apache2", path=":".join(folders)) or ""
    module = Path("/usr/lib/apache2/modules/mod_auth_openidc.so")
    return program if module.exists() else ""


APACHE = Need(
    name="Apache with mod_auth_openidc",
    # The program and the module alone: no service of the system is started.
    debian=("apache2-bin", "libapache2-mod-auth-openidc"),
    without_it="single sign-on is tested with relying parties in Python alone",
    present=lambda: bool(apache()),
)


class Installation:
    """System packages being fetched while other things go on."""

    def __init__(self, needs: list[Need], say: Say) -> None:
        self.missing = [need for need in needs if not need.present()]
        self.say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._words: IO[bytes] | None = None

    def begin(self) -> None:
        """Start installing what is missing if we may; otherwise say what to install, and go on."""
        if not self.missing:
            return
        packages = " ".join(name for need in self.missing for name in need.debian)
        if not may_install():
            self.say(f"please install: {packages}. {self._until_then()}")
            return
        self.say(f"installing from the system's packages: {packages}")
        # Another installation may hold the lock for a while; one that was killed left work undone.
        order = "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends " + packages
        again = f"(dpkg --configure -a; apt-get update && {order})"
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has ended
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", f"({order}) || {again}"],
            stdin=subprocess.DEVNULL,
            stdout=self._words,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )

    def finish(self, no_longer: Callable[[], bool] = lambda: False) -> None:
        """Wait for it, unless it matters no longer; say what was lost if it failed."""
        while self._process is not None and self._process.poll() is None:
            if no_longer():
                return
            time.sleep(0.1)
        if self._process is not None and self._process.returncode != 0 and self._words:
            self._words.seek(0)
            last = self._words.read().decode(errors="replace").strip().splitlines()[-1:]
            self.say(f"apt-get did not succeed ({' '.join(last)}). {self._until_then()}")

    def _until_then(self) -> str:
        losses = "; ".join(need.without_it for need in self.missing)
        return f"Until then: {losses}."


def may_install() -> bool:
    """Whether we are root on a system with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=30).stdout.decode(
            errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
