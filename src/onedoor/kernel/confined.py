"""Work on a stranger's file in a process of its own, with little memory and little time.

What a hostile file can break is that process, and nothing of ours.
"""

import resource
import subprocess
import sys

_MEMORY = 1024**3


def confined(program: str, *arguments: str, given: bytes, seconds: int) -> bytes | None:
    """What this Python program writes when it is given these bytes; None when it fails, is killed
    or takes longer. It sees no environment, writes no file, and is alone with what it was given.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", program, *arguments],
            input=given,
            capture_output=True,
            timeout=seconds,
            preexec_fn=lambda: _limit(seconds),
            env={},
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
