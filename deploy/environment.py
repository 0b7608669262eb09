"""Make or mend `.venv` from the lock file: `environment.py run` or `environment.py dev`.

Standard library only, for it runs before anything is installed. uv does the installing; where pip
is told of another registry, uv is told too; where uv cannot, pip does it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MARKER = VENV / "installed-from"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}


def main(kind: str) -> None:
    """Leave an environment that matches the lock of `kind`; return at once when it does already."""
    # Two commands started together: the second waits, then finds the work done.
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if matches(kind):
            return
        say("setting up the Python environment (once)")
        have_venv()
        MARKER.unlink(missing_ok=True)
        install(LOCKS[kind])
        kinds = ["run", "dev"] if kind == "dev" else ["run"]
        draft = MARKER.with_suffix(".draft")
        draft.write_text("".join(f"{name} {digest(name)}\n" for name in kinds))
        draft.replace(MARKER)


def matches(kind: str) -> bool:
    """Whether the environment was installed, to the end, from today's lock."""
    try:
        return f"{kind} {digest(kind)}" in MARKER.read_text().splitlines() and runs(PYTHON)
    except OSError:
        return False


def digest(kind: str) -> str:
    """Of all that an installation depends on: the lock, our own package's table, and the place."""
    parts = [LOCKS[kind].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), bytes(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def have_venv() -> None:
    """Have a virtual environment with a pip that works."""
    if runs(PYTHON, "-m", "pip", "--version"):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not runs(sys.executable, "-m", "ensurepip", "--version"):
        install_venv_module()
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def install_venv_module() -> None:
    """Debian keeps `venv` apart from Python; root may fetch it, others are told what to ask for."""
    package = f"python3.{sys.version_info.minor}-venv"
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        sys.exit(f"  please install {package}: Python's venv module is missing")
    say(f"installing {package}")
    install_it = [apt, "install", "-y", "-qq", "--no-install-recommends", package]
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": sys.stderr}
    if subprocess.run(install_it, **quiet, check=False).returncode != 0:
        subprocess.run([apt, "update", "-qq"], **quiet, check=False)
        subprocess.run(install_it, **quiet, check=True)


def install(lock: Path) -> None:
    """Install exactly what the lock says, then this checkout itself."""
    with tempfile.TemporaryDirectory() as folder:
        installer = Path(folder) / "uv.lock"
        installer.write_text(pins_of("uv", lock))
        pip("--require-hashes", "-r", str(installer))
    environment = {**os.environ, **registries(), "VIRTUAL_ENV": str(VENV)}
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet"]
    synced = subprocess.run(
        [*uv, "--require-hashes", "-r", str(lock)], env=environment, check=False
    )
    if synced.returncode != 0:
        say("uv could not install; trying with pip")
        pip("--require-hashes", "-r", str(lock))
    pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))


def pins_of(name: str, lock: Path) -> str:
    """The lines of the lock that pin one package, with their hashes."""
    kept, keeping = [], False
    for line in lock.read_text().splitlines():
        if not line.startswith(" "):
            keeping = line.startswith(f"{name}==")
        if keeping:
            kept.append(line)
    return "\n".join(kept) + "\n"


def registries() -> dict[str, str]:
    """uv's environment for the registry that pip is told to use; uv reads none of pip's files."""
    asked = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    # Any registry may serve any file, as with pip: the hash in the lock says whether it is right.
    told = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for line in asked.stdout.splitlines():
        key, _, value = line.partition("=")
        name = key.rpartition(".")[2]
        if name == "index-url":
            told["UV_DEFAULT_INDEX"] = value.strip("'\"")
        elif name == "extra-index-url":
            told["UV_INDEX"] = " ".join(value.strip("'\"").split("\\n"))
        elif name == "cert":
            told["SSL_CERT_FILE"] = value.strip("'\"")
    return {key: value for key, value in told.items() if key not in os.environ}


def pip(*words: str) -> None:
    """pip, quietly; what it says when it fails is shown."""
    quiet = ["-qq", "--disable-pip-version-check", "--no-warn-script-location"]
    subprocess.run([PYTHON, "-m", "pip", "install", *quiet, *words], check=True)


def runs(*command: str | Path) -> bool:
    """Whether a command runs and ends well."""
    words = command if len(command) > 1 else (*command, "-c", "")
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def say(line: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except subprocess.CalledProcessError as trouble:
        sys.exit(f"  the environment could not be set up: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
