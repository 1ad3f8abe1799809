"""Walls around a process that reads a stranger's file: limits, no network, no other files, no escape from its group.

Everything is asked of the kernel without privileges. What this kernel cannot do is found out by `child.has_network` and
`child.sees_files`, so that `doctor` can say it. Knows no document format.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.work.landlock import Ruleset, confine, draw_up

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_SET_DUMPABLE = 1, 38, 22, 4
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION = 0x20080522
_GO_AND_READ = 1 << 2  # CAP_DAC_READ_SEARCH
_LD_WORD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_KILL, _ALLOW, _REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | 1  # refuse: EPERM
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_FIRST_ARGUMENT_AT, _LOCAL = 16, 1
_X32_BIT = 0x40000000

# By processor: the number that names it to the kernel, and which of the two columns below is its own.
_PROCESSORS = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
# Calls that are refused: the network and what can open it behind our back; leaving the group that is killed as one;
# looking into or signalling other processes; changing how the machine looks.
_REFUSED = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "setpgid": (109, 154),
    "setsid": (112, 157),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "swapon": (167, 224),
}
_NEEDED_LOCALLY = ("socket", "socketpair", "bind", "listen", "kill", "tkill")
# Calls that begin a process or a thread, or turn into another program; the last column has no fork.
_BEGINNING = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "fork": (57, 220),
    "vfork": (58, 220),
    "execve": (59, 221),
    "execveat": (322, 281),
}
_PROCESSES_LEFT = 64  # what a child with programs may add to the machine's processes and threads


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. Processes it starts (Tesseract) inherit all but the wall, which covers them together."""

    memory_bytes: int = 512 * 1024 * 1024  # address space of each process
    cpu_seconds: int = 8  # of each process
    wall_seconds: float = 10.0
    file_bytes: int = 64 * 1024 * 1024
    open_files: int = 64
    result_bytes: int = 64 * 1024 * 1024
    # Private memory of each process; an office suite maps much more than it fills.
    data_bytes: int | None = None
    # Whether it may start programs, as many readers do not.
    programs: bool = True
    # An office suite talks to itself over local sockets and signals; the network stays out of reach all the same.
    local_sockets: bool = False
    # Whether it is given a folder to write in, its TMPDIR; no other place can be written to.
    writes: bool = False


@cache
def find_kernel() -> ctypes.CDLL:
    """The door to the kernel's calls."""
    return ctypes.CDLL(None, use_errno=True)


def get_ready() -> None:
    """Find, before forking, what costs a child nothing then."""
    find_kernel()
    for programs in (False, True):
        for local_sockets in (False, True):
            _filter_for(platform.machine(), programs=programs, local_sockets=local_sockets)


def prepare() -> Ruleset | None:
    """What can be done in a child before it is told its limits; to be given to `enter`."""
    libc = find_kernel()
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _lower(resource.RLIMIT_CORE, 0, 0)
    return draw_up(libc)


def enter(prepared: Ruleset | None, limits: Limits, *, scratch: str | None = None) -> None:
    """Put the calling process behind the walls; `scratch` is the folder it may write in. There is no way back.

    Call in a single-threaded child only.
    """
    libc = find_kernel()
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        _lower(kind, most, most)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1)
    if limits.data_bytes is not None:
        _lower(resource.RLIMIT_DATA, limits.data_bytes, limits.data_bytes)
    if limits.programs:
        _bound_processes()
    _give_up_privileges(libc)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if prepared is not None:
        confine(libc, prepared, scratch=scratch)
    _forbid_calls(libc, limits)


@contextmanager
def at_most_cpu(seconds: int) -> Iterator[None]:
    """Inside, the calling process dies once it has used `seconds` more of processor time; its own limit stays."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    if soft != resource.RLIM_INFINITY:
        most = min(most, soft)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, never above the one already there."""
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def _give_up_privileges(libc: ctypes.CDLL) -> None:
    """Run as root, in a container perhaps, a child keeps root's name and of its power only this: to go through closed folders.

    Our own code may lie in one, in the home of somebody else; what can be read is Landlock's to say. Limits cannot be
    raised again.
    """
    header = struct.pack("=Ii", _CAPABILITY_VERSION, 0)
    if libc.capset(header, struct.pack("=6I", _GO_AND_READ, _GO_AND_READ, 0, 0, 0, 0)) != 0:
        libc.capset(header, bytes(24))


def _bound_processes() -> None:
    """The limit counts all of the user's processes: those of the whole machine, and some, are an honest bound for it."""
    try:
        running = int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].split("/")[1])
    except (OSError, ValueError, IndexError):
        return
    _lower(resource.RLIMIT_NPROC, running + _PROCESSES_LEFT, running + _PROCESSES_LEFT)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


@cache
def _filter_for(machine: str, *, programs: bool, local_sockets: bool) -> bytes | None:
    """The kernel's filter program (classic BPF) for this kind of processor, or None when we have no list for it."""
    known = _PROCESSORS.get(machine)
    if known is None:
        return None
    architecture, column = known
    spared = _NEEDED_LOCALLY if local_sockets else ()
    refused = _REFUSED if programs else {**_REFUSED, **_BEGINNING}
    calls = sorted({numbers[column] for name, numbers in refused.items() if name not in spared})
    local_only = (
        [
            (_JUMP_IF_EQUAL, 0, 2, _REFUSED["socket"][column]),
            (_LD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
            (_JUMP_IF_EQUAL, 0, 1, _LOCAL),
        ]
        if local_sockets
        else []
    )
    to_the_end = len(calls) + len(local_only)
    body = [
        (_LD_WORD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_IF_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LD_WORD, 0, 0, _NUMBER_AT),
        # The second set of call numbers of 64-bit processors would pass by the list.
        (_JUMP_IF_AT_LEAST, to_the_end + 1, 0, _X32_BIT),
    ]
    for index, call in enumerate(calls):
        body.append((_JUMP_IF_EQUAL, to_the_end - index, 0, call))
    body += local_only
    body += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in body)


def _forbid_calls(libc: ctypes.CDLL, limits: Limits) -> None:
    program = _filter_for(platform.machine(), programs=limits.programs, local_sockets=limits.local_sockets)
    if program is None:
        return  # no list for this processor
    buffer = ctypes.create_string_buffer(program, len(program))
    header = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    # A kernel built without filters refuses; the limits stand all the same.
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(header), 0, 0)
