"""What a process that runs foreign queries gives up: the network, memory beyond a bound, and outliving its parent.

All of it is Linux's; elsewhere nothing is given up and only deadlines hold.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_SET_DEATH_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER_MODE = 2
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how the kernel names it in a filter, and its number of the call `socket`."""


class _Step(ctypes.Structure):
    """A step of a classic BPF program."""

    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def give_up_network() -> bool:
    """Leave the machine's network for an empty one where that is allowed, and open no socket from now on.

    True when at least one of the two is in force. What is open stays open.
    """
    if sys.platform != "linux":
        return False
    left = any(_call("unshare", flags) for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))
    return _refuse_sockets() or left


def _refuse_sockets() -> bool:
    """Let the kernel answer `socket` with "permission denied", in this process and those it forks."""
    if os.uname().machine not in _MACHINES:
        return False
    machine, socket_call = _MACHINES[os.uname().machine]
    steps = (_Step * 6)(
        _Step(_LOAD, 0, 0, 4), _Step(_IF_EQUAL, 0, 2, machine),
        _Step(_LOAD, 0, 0, 0), _Step(_IF_EQUAL, 1, 0, socket_call),
        _Step(_RETURN, 0, 0, _ALLOW), _Step(_RETURN, 0, 0, _DENY),
    )  # fmt: skip
    program = _Program(len(steps), steps)
    return _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) and _call(
        "prctl", _SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0
    )


def end_with_parent() -> None:
    """Be killed when the process that forked this one ends, and leave no core file."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _call("prctl", _SET_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)


def bound_memory(more_bytes: int) -> None:
    """Allow so many bytes of addresses more than this process holds now; what asks for more is aborted."""
    if sys.platform == "linux":
        import resource

        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = held + more_bytes if most == resource.RLIM_INFINITY else min(held + more_bytes, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _call(name: str, *values: object) -> bool:
    """Whether a call of the C library succeeded."""
    with suppress(OSError, AttributeError):
        longs = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in values]
        return int(getattr(ctypes.CDLL(None), name)(*longs)) == 0
    return False
