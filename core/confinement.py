"""What the kernel sees to in a process that reads foreign files: limits, an end with its parent."""

import ctypes
import os
import resource
import signal
from pathlib import Path

from core.settings import MEBIBYTE, ReadingLimits

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
SLACK_BYTES = 512 * MEBIBYTE
"""Beyond the limit: the nursery ends a process that holds more, the kernel only refuses more."""
MOST_OPEN_FILES = 256
GRACE_S = 5
STATUS = Path("/proc/self/status")


def confine(limits: ReadingLimits, parent: int) -> None:
    """Bind this process to the limits, and its life to that of its parent.

    Memory is bounded by RLIMIT_DATA, which counts what is allocated, in whatever way, but not the
    address space that libraries only reserve.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    _limit(resource.RLIMIT_DATA, _allocated_bytes() + limits.memory_bytes + SLACK_BYTES)
    _limit(resource.RLIMIT_CPU, int(limits.cpu_s), later=GRACE_S)
    _limit(resource.RLIMIT_FSIZE, limits.temporary_bytes)
    _limit(resource.RLIMIT_NOFILE, MOST_OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)


def private_bytes(pid: int) -> int:
    """What a process holds of the machine's memory for itself; 0 where it is gone."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * resource.getpagesize()


def _limit(which: int, most: int, later: int = 0) -> None:
    """Set the limit; at the hard one, which comes `later`, the kernel does not say why it kills."""
    _, hard = resource.getrlimit(which)
    soft, bound = (
        each if hard == resource.RLIM_INFINITY else min(each, hard)
        for each in (most, most + later)
    )  # fmt: skip
    resource.setrlimit(which, (soft, bound))


def _allocated_bytes() -> int:
    lines = STATUS.read_text(encoding="ascii").splitlines()
    told = next(line for line in lines if line.startswith("VmData:"))
    return int(told.split()[1]) * 1024
