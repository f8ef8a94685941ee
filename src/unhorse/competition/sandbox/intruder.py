"""What the self-test runs behind the wall: it tries what a hostile entry would, and prints as JSON what it could do.

It is sent as a text and imports nothing of this package. Every function gives true where the wall holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONSTANTS = {"user": 0x10000000, "mount": 0x00020000, "network": 0x40000000, "processes": 0x20000000}
REFUSALS = (errno.EPERM, errno.ENOSYS)


def no_network(told: dict[str, Any]) -> bool:
    """No socket of any kind, no interface that leads anywhere, and nothing that listens on the machine is reached."""
    reached = []
    for family, address in ((socket.AF_INET, tuple(told["listening"])), (socket.AF_UNIX, "\0" + told["canary"])):
        with contextlib.suppress(OSError), socket.socket(family) as end:
            end.settimeout(2)
            end.connect(address)
            reached.append(address)
    kinds = []
    for family, kind in ((socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET6, socket.SOCK_STREAM), (socket.AF_NETLINK, socket.SOCK_RAW)):
        with contextlib.suppress(OSError), socket.socket(family, kind):
            kinds.append(family)
    interfaces = {line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]}
    # Tunnels that some kernels make in every network are there, without an address and down; only loopback may carry anything.
    routes = Path("/proc/net/route").read_text().splitlines()[1:]
    return not reached and not kinds and "lo" in interfaces and not routes


def empty_environment(told: dict[str, Any]) -> bool:
    """The caller's environment is in no process's."""
    texts = [json.dumps(dict(os.environ))]
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            texts.append((folder / "environ").read_text(errors="replace") if folder.name.isdigit() else "")
    return not any(told["canary"] in text for text in texts)


def unprivileged_user(_: dict[str, Any]) -> bool:
    """No part of the user or group is root's, and none can be taken."""
    for take in (os.setuid, os.setgid):
        with contextlib.suppress(OSError):
            take(0)
    groups = [number for number in os.getgroups() if number == 0]
    return 0 not in (*os.getresuid(), *os.getresgid()) and not groups


def read_only_root(told: dict[str, Any]) -> bool:
    """Nothing can be written but in the three writable folders."""
    written = []
    for folder in ("/", "/usr", "/usr/lib", "/dev", "/proc", "/proc/sys/kernel", "/entry", "/package", *told["shown"]):
        with contextlib.suppress(OSError):
            file = Path(folder) / told["canary"]
            file.touch()
            written.append(folder)
            file.unlink()
    with contextlib.suppress(OSError):
        os.close(os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY))  # opening is enough to know, and changes nothing where the wall is open
        written.append("core_pattern")
    return not written


def no_host_files(told: dict[str, Any]) -> bool:
    """The machine's own folders, the caller's files and its other disks are not there."""
    there = [
        path
        for path in (told["host_file"], "/etc", "/home", "/var", "/sys", "/run", "/boot", "/opt", "/mnt", "/dev/sda", "/dev/vda")
        if os.path.lexists(path)
    ]
    top = set(_names("/"))
    devices = {name for name in _names("/dev") if stat.S_ISCHR(os.lstat(f"/dev/{name}").st_mode) or stat.S_ISBLK(os.lstat(f"/dev/{name}").st_mode)}
    # A process of the machine would lead back through /proc/PID/root and /proc/PID/cwd.
    others = []
    for name in _names("/proc"):
        with contextlib.suppress(OSError):
            if name.isdigit() and os.lstat(f"/proc/{name}/root/etc"):
                others.append(name)
    return not there and top <= set(told["top"]) and devices <= set(told["devices"]) and not others


def own_processes_only(told: dict[str, Any]) -> bool:
    """No process of the machine is seen, and none can be signalled."""
    numbers = [int(name) for name in _names("/proc") if name.isdigit()]
    with contextlib.suppress(OSError):
        os.kill(told["host_process"], 0)
        return told["host_process"] in numbers and max(numbers) < 50
    return len(numbers) < 10 and max(numbers) < 50


def no_nested_namespaces(_: dict[str, Any]) -> bool:
    """No further name space can be made, by either call."""
    system = ctypes.CDLL(None, use_errno=True)
    made = [name for name, flag in CONSTANTS.items() if system.unshare(flag) == 0]
    return not made and _clone_refused(system)


def no_capabilities(_: dict[str, Any]) -> bool:
    """Every set of capabilities is empty, and no program can bring one back."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    empty = all(int(status[name], 16) == 0 for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
    return empty and status["NoNewPrivs"].strip() == "1"


def filtered_calls(told: dict[str, Any]) -> bool:
    """The kernel filters system calls, and each dangerous one is refused before it looks at its arguments."""
    status = Path("/proc/self/status").read_text()
    system = ctypes.CDLL(None, use_errno=True)
    open_calls = []
    for name, number in told["calls"].items():
        ctypes.set_errno(0)
        if system.syscall(number, 0, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() not in REFUSALS:
            open_calls.append(name)
    return "Seccomp:\t2" in status and not open_calls


def new_session(_: dict[str, Any]) -> bool:
    """There is no terminal to type into, and the session began behind the wall."""
    with contextlib.suppress(OSError):
        os.close(os.open("/dev/tty", os.O_RDWR))
        return False
    return os.getsid(0) > 0 and not any(os.isatty(number) for number in range(3))


def no_open_files(_: dict[str, Any]) -> bool:
    """No file of the caller's is open."""
    kinds = []
    for name in _names("/proc/self/fd"):
        with contextlib.suppress(OSError):
            if int(name) > 2:
                os.fstat(int(name))
                kinds.append(name)
    return not kinds


def _names(folder: str) -> list[str]:
    return [path.name for path in Path(folder).iterdir()]


def _clone_refused(system: ctypes.CDLL) -> bool:
    calls = {"x86_64": 56, "aarch64": 220}
    number = calls.get(os.uname().machine)
    if number is None:
        return True
    ctypes.set_errno(0)
    child = system.syscall(number, CONSTANTS["user"] | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    return bool(child == -1)


PROBES: tuple[Callable[[dict[str, Any]], bool], ...] = (
    no_network,
    empty_environment,
    unprivileged_user,
    read_only_root,
    no_host_files,
    own_processes_only,
    no_nested_namespaces,
    no_capabilities,
    filtered_calls,
    new_session,
    no_open_files,
)


def main() -> None:
    """Runs every probe; one that breaks has not held."""
    told = json.loads(sys.argv[1])
    found = {}
    for probe in PROBES:
        try:
            found[probe.__name__] = probe(told)
        except Exception as fault:  # noqa: BLE001  # whatever goes wrong, the property was not shown
            found[probe.__name__] = False
            print(probe.__name__, repr(fault), file=sys.stderr)  # noqa: T201
    Path("/out/probes.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main()
