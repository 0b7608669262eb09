"""A relying party that is not Python: Apache with mod_auth_openidc as Debian ships it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from onedoor.site.packages import APACHE, apache

MODULES = Path("/usr/lib/apache2/modules")
LOADED = (
    "mpm_event", "authn_core", "authz_core", "authz_user", "headers", "alias", "auth_openidc",
)  # fmt: skip
CONFIGURATION = """
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
ServerRoot {folder}
DocumentRoot {folder}/site
PidFile {folder}/httpd.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
LogLevel warn auth_openidc:info
User www-data
Group www-data
{modules}
OIDCProviderMetadataURL {provider}/.well-known/openid-configuration
OIDCSSLValidateServer Off
OIDCClientID {client}
OIDCClientSecret {secret}
OIDCRedirectURI {address}/callback
OIDCCryptoPassphrase a-passphrase-for-one-test-only-0123456789
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCDefaultLoggedOutURL {address}/bye.txt
<Location />
  AuthType openid-connect
  Require valid-user
  Header always set X-Subject "expr=%{{reqenv:OIDC_CLAIM_sub}}"
  Header always set X-Acr "expr=%{{reqenv:OIDC_CLAIM_acr}}"
</Location>
<Location /bye.txt>
  AuthType None
  Require all granted
</Location>
"""


class ApacheParty:
    """One httpd on a loopback port; a plain file stands behind its door."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def joins(self, provider: str, client: str, secret: str) -> None:
        """Written once, as an administrator would: the rest it finds out by discovery."""
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
        site = self.folder / "site"
        site.mkdir()
        (site / "page.txt").write_text("hello from apache\n")
        (site / "bye.txt").write_text("bye from apache\n")
        (self.folder / "httpd.conf").write_text(
            CONFIGURATION.format(
                port=self.port, folder=self.folder, modules=modules, provider=provider,
                client=client, secret=secret, address=self.address,
            )
        )  # fmt: skip
        for path in (self.folder, site, *site.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)

    @contextmanager
    def open(self) -> Iterator["ApacheParty"]:
        with (self.folder / "stderr.log").open("wb") as told:
            process = subprocess.Popen(
                [apache(), "-X", "-f", str(self.folder / "httpd.conf")],
                env={**os.environ, "http_proxy": "", "https_proxy": ""},
                stdout=subprocess.DEVNULL,
                stderr=told,
            )
        try:
            self._wait(process)
            yield self
        finally:
            process.terminate()
            process.wait(10)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        asking = build_opener(ProxyHandler({}))
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                with asking.open(f"{self.address}/bye.txt", timeout=2):
                    return
            except HTTPError:
                return
            except OSError:
                assert process.poll() is None, (self.folder / "stderr.log").read_text()
                time.sleep(0.05)
        raise TimeoutError(self.log)

    @property
    def log(self) -> str:
        file = self.folder / "error.log"
        return file.read_text() if file.exists() else ""


@contextmanager
def a_folder() -> Iterator[Path]:
    """One that Apache's own user can read."""
    folder = Path(tempfile.mkdtemp(prefix="onedoor-apache-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def why_not() -> str:
    """Why no Apache can be had here; "" when there is one."""
    if APACHE.present():
        return ""
    return f"Apache is not here; `onedoor packages --tests` installs {' '.join(APACHE.debian)}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
