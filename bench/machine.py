"""Which machine this is, and what its processes have used."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def described(postgresql: str) -> dict[str, object]:
    """Names and versions that a figure means nothing without."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "postgresql": postgresql,
        "django": version("django"),
        "granian": version("granian"),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def cpu_seconds(pid: int) -> float:
    """Processor time of one process so far, its threads included."""
    # The name in brackets may hold blanks; what counts comes after it.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found, parents = [pid], {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(place.parent.name)] = int(fields[1])
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def cpu_of_family(pid: int) -> float:
    """Processor time of a process and its living descendants."""
    return sum(cpu_seconds(each) for each in family(pid))
