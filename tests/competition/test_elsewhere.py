"""Foreign code behind a wall of another make: a command gets a job's folder, and what it leaves is read as warily as what the sandbox leaves."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from unhorse.competition.sandbox import elsewhere
from unhorse.competition.sandbox.elsewhere import Elsewhere, engine_job, parameters_of, result_of, run_folder
from unhorse.competition.sandbox.job import Job
from unhorse.competition.sandbox.trust import SMALL, Sandbox
from unhorse.core.errors import SandboxError

PROGRAM = b"import sys; open('/out/copy', 'wb').write(open('data/in', 'rb').read()[::-1]); print('ran', *sys.argv[1:])"
JOB = Job(arguments=("code/run.py", "seven"), outputs=("copy", "absent"), limits=SMALL)
FILES = {"code/run.py": PROGRAM, "data/in": b"\0\1\2"}
OTHER_END = (
    "import sys; from pathlib import Path; from unhorse.competition.sandbox.elsewhere import run_folder; "
    "from unhorse.competition.sandbox.trust import Sandbox; run_folder(Path(sys.argv[1]), Sandbox.tested())"
)


def command(text: str) -> Elsewhere:
    return Elsewhere.of(shlex.join([sys.executable, "-c", text]))


def leaving(text: str) -> Elsewhere:
    """A command that leaves an end as if the job had run, and what else it is told to."""
    ended = '{"ending": "exited", "status": 0, "printed": "", "printed_bytes": 0}'
    return command(f"import os, sys; folder = sys.argv[1]; open(folder + '/ended.json', 'w').write({ended!r}); {text}")


def test_a_job_gives_elsewhere_what_it_gives_in_this_machine_s_sandbox() -> None:
    here, there = Sandbox.tested().run(JOB, FILES), command(OTHER_END).run(JOB, FILES)
    assert there.outputs == here.outputs == {"copy": b"\2\1\0"}
    assert (there.ended.ending, there.ended.status, there.ended.printed) == (here.ended.ending, here.ended.status, "ran seven\n")
    assert there.ended.missing == ("absent",)


def test_an_engine_s_job_gives_the_same_and_is_known_by_its_files() -> None:
    found = result_of(engine_job(parameters_of(JOB, FILES), 0, {"files": FILES}))
    assert found.outputs == {"copy": b"\2\1\0"}
    assert found.ended.printed == "ran seven\n"
    assert parameters_of(JOB, FILES) != parameters_of(JOB, {**FILES, "data/in": b"\0"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("print('no such machine'); raise SystemExit(4)", "exit status 4; it said: no such machine"),
        ("print('done')", r"none that can be read .*it said: done"),
        ("import os, sys; os.symlink('/etc/hostname', sys.argv[1] + '/ended.json')", "a symbolic link as ended.json"),
        ("import sys; open(sys.argv[1] + '/ended.json', 'w').write('{}')", "ValidationError"),
        ("import sys; open(sys.argv[1] + '/ended.json', 'w').write(' ' * 2_000_000)", "ended.json"),
    ],
)
def test_a_command_that_fails_or_leaves_no_end_is_the_platform_s_fault(text: str, told: str) -> None:
    with pytest.raises(SandboxError, match=told) as fault:
        command(text).run(JOB, FILES)
    assert "the entry is not at fault" in str(fault.value)


def test_outputs_are_plain_files_that_were_asked_for_up_to_a_size() -> None:
    found = leaving("os.symlink('/etc/hostname', folder + '/out/copy'); open(folder + '/out/more', 'w').write('x')").run(JOB, FILES)
    assert found.outputs == {}
    assert found.ended.refused == {"copy": "a symbolic link", "more": "a file, not asked for"}
    large = leaving(f"open(folder + '/out/copy', 'wb').write(bytes({SMALL.output_bytes + 1}))").run(JOB, FILES)
    assert large.outputs == {}
    assert "copy" in large.ended.refused


def test_a_command_that_never_ends_is_ended_with_all_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "SPARE_SECONDS", 1.0)
    job = JOB.model_copy(update={"limits": SMALL.model_copy(update={"wall_seconds": 0.5})})
    with pytest.raises(SandboxError, match="one still at work after 2 s"):
        command("import subprocess, time; subprocess.Popen(['sleep', '98.7654']); time.sleep(98)").run(job, FILES)
    assert not [process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"] == ["sleep", "98.7654"]]


def test_a_command_ends_with_its_caller(tmp_path: Path) -> None:
    calling = (
        "from unhorse.competition.sandbox.elsewhere import Elsewhere; from unhorse.competition.sandbox.job import Job; "
        "Elsewhere.of('sleep 87.6543').run(Job(arguments=('-c', '')), {})"
    ).replace("sleep 87.6543", shlex.join(["sh", "-c", f"touch {tmp_path}/begun; exec sleep 87.6543"]).replace("'", "\\'"))
    caller = subprocess.Popen([sys.executable, "-c", calling])
    until = time.monotonic() + 60
    while not (tmp_path / "begun").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert (tmp_path / "begun").exists()
    os.kill(caller.pid, signal.SIGKILL)
    caller.wait()
    while (left := [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", "87.6543"]]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


@pytest.mark.parametrize(("text", "told"), [("", "got ''"), ("no_such_program run", "a program that is installed"), ("sh 'x", "Close its quotes")])
def test_a_command_that_cannot_be_one_is_refused_at_once(text: str, told: str) -> None:
    with pytest.raises(SandboxError, match=told):
        Elsewhere.of(text)


def test_a_folder_without_a_job_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=r"a folder with a job\.json"):
        run_folder(tmp_path, Sandbox.tested())
