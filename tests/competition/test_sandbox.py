"""What hostile code tries behind the wall, each attempt a test; the machine that runs the tests must be one on which every probe holds."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

import unhorse
from unhorse.competition.sandbox import intruder, trust
from unhorse.competition.sandbox.collect import collect
from unhorse.competition.sandbox.group import Group
from unhorse.competition.sandbox.job import MEBIBYTE, Job, JobLimits, Result
from unhorse.competition.sandbox.run import run_job
from unhorse.competition.sandbox.system_calls import ALLOWED, PROBED, REFUSED, number
from unhorse.competition.sandbox.trust import SMALL, Probe, Sandbox, host, probes, told_to_intruder
from unhorse.core.errors import SandboxError

FILLING = """size = 0
try:
    with open("%s/big", "wb", buffering=0) as file:
        while True: size += file.write(bytes(65536))
except OSError as fault: print(size, fault.errno)
"""
SOURCE = str(Path(unhorse.__file__).parents[1])


def ran(text: str, *outputs: str, grouped: bool = True, **limits: float) -> Result:
    """A program behind the wall, within small limits."""
    return run_job(Job(arguments=("-c", text), outputs=outputs, limits=JobLimits.model_validate({**SMALL.model_dump(), **limits})), grouped=grouped)


def test_every_property_of_the_wall_holds_on_this_machine() -> None:
    found = list(probes())
    assert [probe for probe in found if not probe.holds] == []
    assert len({probe.name for probe in found}) == len(found) == 24


def test_every_probe_of_an_intruder_fails_where_there_is_hardly_a_wall(tmp_path: Path) -> None:
    bwrap = shutil.which("bwrap")
    assert bwrap is not None
    canary, (keyboard, terminal), (pipe, _) = "canary-of-a-test", os.openpty(), os.pipe()
    with host(canary) as (host_file, port, _):
        told = json.dumps(told_to_intruder(canary, host_file, port))
        # The machine's files cannot be written here either, but everything else is open.
        open_to_all = ["--unshare-user", "--uid", "0", "--cap-add", "ALL", "--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev", "--tmpfs", "/mnt"]
        command = [bwrap, *open_to_all, sys.executable, "-c", Path(intruder.__file__).read_text().replace("/out/", "/mnt/"), told]
        text = command[-2].replace('"/entry"', '"/mnt"') + "\nprint(Path('/mnt/probes.json').read_text())"
        command[-2] = text
        done = subprocess.run(command, stdin=terminal, capture_output=True, text=True, pass_fds=(pipe,), timeout=60, check=False)
    os.close(keyboard)
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == dict.fromkeys((probe.__name__ for probe in intruder.PROBES), False)


def test_the_probes_of_limits_fail_where_the_limits_are_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = {"disk_bytes": 16 << 20, "files": 300, "processes": 60, "cpu_seconds": 500, "memory_bytes": 512 << 20, "wall_seconds": 3.0}

    def lax(job: Job) -> Result:
        limits = job.limits.model_copy(update={**wide, "printed_bytes": 1 << 30, "output_bytes": 1 << 20})
        return run_job(job.model_copy(update={"limits": limits}))

    monkeypatch.setattr(trust, "run_job", lax)
    found = {probe.name: probe.holds for group in (trust.filling, trust.leaving, trust.processor, trust.memory) for probe in group()}
    assert found == dict.fromkeys(found, False)
    assert len(found) == 9


def test_foreign_code_is_refused_where_one_probe_failed_or_none_was_made() -> None:
    with pytest.raises(SandboxError, match="limit_of_memory: exited"):
        Sandbox((Probe("no_network", True, ""), Probe("limit_of_memory", False, "exited")))
    with pytest.raises(SandboxError, match="no probe"):
        Sandbox(())


def test_a_machine_that_forbids_name_spaces_says_so() -> None:
    tried = "from unhorse.competition.sandbox.trust import Sandbox; Sandbox.tested()"
    own = {**os.environ, "PYTHONPATH": SOURCE}
    # Root without the right to mount, as in most containers; for an ordinary user the same, inside a name space of its own.
    command = [*([] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user"]), "setpriv", "--bounding-set=-sys_admin"]
    done = subprocess.run([*command, sys.executable, "-c", tried], env=own, capture_output=True, text=True, timeout=60, check=False)
    assert "unshare failed: Operation not permitted" in done.stderr
    assert "Foreign code is not run on this machine" in done.stderr


def test_a_machine_without_bubblewrap_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("unhorse.competition.sandbox.run.SEARCH", str(tmp_path))
    with pytest.raises(SandboxError, match="apt-get install bubblewrap"):
        ran("pass")


def test_an_ordinary_program_runs_reads_its_files_and_leaves_outputs() -> None:
    text = "import pathlib, numpy; print(numpy.arange(3).sum()); pathlib.Path('/out/copy').write_bytes(pathlib.Path('data/in').read_bytes())"
    ended, outputs = run_job(Job(arguments=("code/run.py",), outputs=("copy",), limits=SMALL), {"code/run.py": text.encode(), "data/in": b"\0\1"})
    assert (ended.ending, ended.status, ended.printed) == ("exited", 0, "3\n")
    assert outputs == {"copy": b"\0\1"}


def test_no_socket_leads_to_the_machine_or_out() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        place = listening.getsockname()
        with socket.create_connection(place):  # it does listen
            ended, _ = ran(f"import socket; socket.create_connection({place}, 2)")
    assert "PermissionError" in ended.printed
    assert "PermissionError" in ran("import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))")[0].printed
    assert "PermissionError" in ran("import socket; socket.socketpair()")[0].printed


def test_no_process_shows_the_callers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHORSE_SECRET", "swordfish")
    text = """import os
for name in os.listdir("/proc"):
    if name.isdigit():
        try: print(name, open(f"/proc/{name}/environ").read())
        except OSError as fault: print(name, fault)
"""
    printed = ran(text)[0].printed
    assert printed.startswith("1 ")
    assert "swordfish" not in printed
    assert "UNHORSE_SECRET" not in ran("import os; print(dict(os.environ))")[0].printed


def test_forking_without_end_stops_at_the_number_of_processes() -> None:
    ended, _ = ran("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", wall_seconds=3.0)
    assert ended.ending == "wall"
    assert 10 <= ended.used.processes <= SMALL.processes + 2
    assert left() == []


def test_threads_count_as_processes() -> None:
    text = "import threading, time\nn = 0\ntry:\n    while True: threading.Thread(target=time.sleep, args=(9,), daemon=True).start(); n += 1\n"
    ended, _ = ran(text + "except RuntimeError: print(n); __import__('os')._exit(0)")
    assert 10 <= int(ended.printed) <= SMALL.processes


@pytest.mark.parametrize("folder", ["/out", "/tmp", "/dev/shm"])
def test_filling_a_folder_ends_at_the_limit_of_all_of_them(folder: str) -> None:
    ended, _ = ran(FILLING % (folder,))
    size, fault = map(int, ended.printed.split())
    assert size == SMALL.disk_bytes
    assert fault in (errno.ENOSPC, errno.EFBIG)


def test_two_folders_together_hold_no_more_than_one() -> None:
    ended, _ = ran("".join(FILLING % (folder,) for folder in ("/out", "/tmp", "/dev/shm")))
    assert sum(int(line.split()[0]) for line in ended.printed.splitlines()) == SMALL.disk_bytes


def test_files_links_and_folders_end_at_the_number_of_files() -> None:
    made = ran("import os\nn = 0\ntry:\n    while True: os.symlink('x' * 60, f'/dev/shm/{n}'); n += 1\nexcept OSError: print(n)")[0].printed
    assert 50 <= int(made) <= SMALL.files


def test_what_ignores_signals_is_killed_at_the_limit() -> None:
    text = "import signal, time\nfor n in set(range(1, 65)) - {9, 19, 32, 33}: signal.signal(n, signal.SIG_IGN)\nwhile True: time.sleep(1)"
    ended, _ = ran(text, wall_seconds=0.7)
    assert ended.ending == "wall"
    assert left() == []


def test_a_daemon_dies_with_the_program_that_started_it() -> None:
    text = """import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 3)
        while True:
            open("/out/alive", "w").write("x"); time.sleep(0.01)
    os._exit(0)
while not os.path.exists("/out/alive"): time.sleep(0.01)
"""
    ended, outputs = ran(text, "alive")
    assert ended.ending == "exited"
    assert set(outputs) == {"alive"}
    assert left() == []


@pytest.mark.parametrize("grouped", [True, False], ids=["as_the_machine_can", "by_the_watch"])
def test_memory_of_all_processes_together_is_limited_though_each_is_small(grouped: bool) -> None:
    text = "import os, time\nfor _ in range(3): os.fork()\nheld = bytearray(os.urandom(1) * (30 << 20)); time.sleep(30)"
    ended, _ = ran(text, grouped=grouped)
    assert ended.ending == "memory"
    assert ended.used.memory_bytes >= SMALL.memory_bytes
    assert grouped or ended.memory_by == "watch"


@pytest.mark.parametrize("grouped", [True, False], ids=["as_the_machine_can", "by_the_watch"])
def test_memory_that_children_share_counts_once(grouped: bool) -> None:
    text = "import os, time\nheld = bytearray(b'x' * (60 << 20))\nfor _ in range(3): os.fork()\ntime.sleep(0.5)"
    assert ran(text, grouped=grouped)[0].ending == "exited"


def test_memory_in_the_writable_folders_counts() -> None:
    text = "open('/dev/shm/a', 'wb').write(bytes(40 << 20)); held = b'x' * (30 << 20); __import__('time').sleep(9)"
    assert ran(text, grouped=False, disk_bytes=48 << 20, memory_bytes=64 << 20)[0].ending == "memory"


def test_a_group_is_taken_away_and_so_is_one_whose_maker_was_killed() -> None:
    group = Group.made(SMALL.memory_bytes, SMALL.processes)
    if group is not None:  # where the machine has no memory controller the watch holds memory, which other tests show
        assert not group.killed()
        group.remove()
        assert not group.folder.exists()
        left_behind = group.folder.with_name("unhorse-4194303")  # above any process number of this kernel's default
        left_behind.mkdir()
        ran("pass")
        assert not left_behind.exists()


def test_a_group_of_version_2_gets_its_limits_and_tells_of_kills(tmp_path: Path) -> None:
    group = Group(tmp_path, 2)
    assert group._limited(1 << 20, 10)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "memory.max": "1048576",
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": "14",
    }
    (tmp_path / "memory.events").write_text("low 0\nhigh 0\nmax 7\noom 1\noom_kill 2\n")
    (tmp_path / "memory.peak").write_text("1048576\n")
    assert group.killed()
    assert group.most_bytes() == 1 << 20


def test_one_process_gets_a_memory_error_beyond_the_limit() -> None:
    assert "MemoryError" in ran("bytearray(200 << 20)")[0].printed


CALLS = ("memfd_create", "shmget", "io_uring_setup", "userfaultfd", "unshare", "mount", "keyctl", "bpf", "ptrace", "socketpair")


@pytest.mark.parametrize("call", CALLS)
def test_calls_that_hide_memory_or_reach_further_are_refused(call: str) -> None:
    text = f"import ctypes; c = ctypes.CDLL(None, use_errno=True); print(c.syscall({number(call)}, 0, 0, 0, 0, 0), ctypes.get_errno())"
    assert ran(text)[0].printed == "-1 1\n"


def test_the_lists_of_calls_are_apart() -> None:
    assert not set(ALLOWED) & set(REFUSED)
    assert not set(ALLOWED) & set(PROBED)
    assert not {"clone3", "ioctl", "clone"} & {*ALLOWED, *REFUSED}


def test_a_terminal_cannot_be_typed_into() -> None:
    text = "import fcntl, termios\ntry: fcntl.ioctl(0, termios.TIOCSTI, b'x')\nexcept OSError as fault: print(fault.errno)"
    assert ran(text)[0].printed == "38\n"


def test_a_job_s_session_gives_way_to_others_as_much_as_its_caller() -> None:
    looking = "import time; time.sleep(0.5); print(open('/proc/self/autogroup').read())"
    calling = (
        "import os; from unhorse.competition.sandbox.job import Job; from unhorse.competition.sandbox.run import run_job; "
        "from unhorse.competition.sandbox.trust import SMALL; os.nice(7); "
        f"print(run_job(Job(arguments=('-c', {looking!r}), limits=SMALL)).ended.printed)"
    )
    done = subprocess.run([sys.executable, "-c", calling], env={**os.environ, "PYTHONPATH": SOURCE}, capture_output=True, text=True, check=True)
    assert ("nice 7" in done.stdout) == Path("/proc/self/autogroup").exists(), done.stdout


def test_processor_time_of_all_processes_together_is_limited() -> None:
    ended, _ = ran("import os\nfor _ in range(3): os.fork()\nwhile True: pass", cpu_seconds=1)
    assert ended.ending == "cpu"
    assert ended.used.cpu_seconds >= 1


def test_endless_printing_is_cut_with_beginning_and_end_kept() -> None:
    ended, _ = ran("print('begun')\nfor _ in range(500): print('x' * 100_000)\nprint('done')")
    assert ended.printed_bytes > 50_000_000
    assert len(ended.printed) < 2 * SMALL.printed_bytes
    assert ended.printed.startswith("begun")
    assert ended.printed.endswith("done\n")
    assert "bytes left out" in ended.printed


def test_links_pipes_and_large_files_are_no_outputs() -> None:
    text = """import os, socket
os.symlink("/proc/self/environ", "/out/link"); os.symlink("/usr/lib", "/out/strips"); os.mkfifo("/out/pipe"); os.mkdir("/out/folder")
open("/out/large", "w").write("x" * 5000); open("/out/first", "w").write("1"); os.link("/out/first", "/out/second")
os.mknod("/out/socket", 0o140644); os.truncate("/out/large", 4_000_000)
open("/out/other", "w").write("1")
"""
    ended, outputs = ran(text, "link", "strips/os-release", "pipe", "folder", "large", "first", "socket", "absent")
    assert outputs == {}
    assert ended.missing == ("absent",)
    assert ended.refused["link"] == "a symbolic link"
    assert ended.refused["strips/os-release"] == "strips is no folder"
    assert ended.refused["pipe"] == "a pipe"
    assert ended.refused["folder"] == "a folder"
    assert ended.refused["large"] == "4,000,000 bytes; 4,096 are allowed"
    assert ended.refused["first"] == "a file with 2 names (hard links)"
    assert ended.refused["socket"] == "a socket"
    assert ended.refused["other"] == "a file, not asked for"


def test_a_file_name_that_is_no_text_is_told_all_the_same() -> None:
    ended, _ = ran("open(b'/out/\\xff\\n\\x1b[31m', 'w')")
    assert ended.status == 0
    assert ended.refused == {"\\udcff\\n\\x1b[31m": "a file, not asked for"}


def test_code_that_breaks_the_first_process_of_its_name_space_has_not_ended_well() -> None:
    text = """line = next(line for line in open("/proc/1/maps") if " r-xp " in line and "bwrap" in line)
start, end = (int(part, 16) for part in line.split()[0].split("-"))
with open("/proc/1/mem", "r+b", buffering=0) as memory:
    memory.seek(start)
    memory.write(b"\\xcc" * (end - start))
print("broken")
"""
    ended, _ = ran(text)
    assert (ended.ending, ended.printed) == ("exited", "broken\n")
    assert ended.status != 0
    assert left() == []


def test_a_folder_full_of_unasked_files_gives_a_short_list(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "deep").mkdir(parents=True)
    for place in range(100):
        (out / str(place)).touch()
        (out / "deep" / str(place)).touch()
    refused, missing = collect(out, ("strips/a.png",), 10, tmp_path / "into")
    assert len(refused) == 20
    assert missing == ("strips/a.png",)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "a/../../b", "", "a\0b"])
def test_an_output_outside_the_folder_cannot_be_asked_for(name: str) -> None:
    with pytest.raises(SandboxError, match="a plain name"):
        Job(arguments=("-c", ""), outputs=(name,))


def test_an_input_outside_the_entry_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="names inside the entry"):
        run_job(Job(arguments=("-c", "")), {f"../../{tmp_path.name}": b"x"})


def test_no_folder_process_or_mount_is_left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # other tests run beside this one, and have jobs of their own
    before = Path("/proc/self/mountinfo").read_text()
    for text in ("pass", "raise SystemExit(3)", "import os; os.kill(os.getpid(), 11)", "import os; os.fork(); os.abort()"):
        ran(text)
    assert list(tmp_path.iterdir()) == []
    assert Path("/proc/self/mountinfo").read_text() == before
    assert left() == []


def test_a_job_ends_with_its_caller_and_the_next_one_clears_its_folder_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(arguments=("-c", "import time; time.sleep(60)"), limits=SMALL).model_dump_json()
    text = "import sys; from unhorse.competition.sandbox.run import run_job; from unhorse.competition.sandbox.job import Job\n"
    text += "run_job(Job.model_validate_json(sys.argv[1]))"
    caller = subprocess.Popen([sys.executable, "-c", text, job], env={**os.environ, "PYTHONPATH": SOURCE, "TMPDIR": str(tmp_path)})
    mine = psutil.Process(caller.pid)
    started = waited(lambda: len([one for one in mine.children(recursive=True) if one.name() == "bwrap"]) == 2)
    everyone = mine.children(recursive=True)
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    assert started
    assert waited(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in everyone))
    (kept,) = tmp_path.iterdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ran("pass")
    assert not kept.exists()


def test_the_program_sees_its_own_processes_alone() -> None:
    found = json.loads(ran("import json, os; print(json.dumps([int(n) for n in os.listdir('/proc') if n.isdigit()]))")[0].printed)
    assert found == [1, 2]


def test_what_the_machine_keeps_free_is_not_used_up() -> None:
    ended, _ = ran("import time; time.sleep(30)", spare_host_bytes=1 << 50)
    assert ended.ending == "host_memory"


def test_limits_must_make_sense() -> None:
    with pytest.raises(ValueError, match="greater than or equal"):
        JobLimits(memory_bytes=MEBIBYTE)


def left() -> list[int]:
    """Sandboxes that still run below this process."""
    return [child.pid for child in psutil.Process().children(recursive=True) if child.name() == "bwrap"]


def waited(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold before very long."""
    for _ in range(200):
        try:
            if holds():
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.1)
    return False
