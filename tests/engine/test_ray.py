"""What is said of the Ray engine beyond the contract of all engines: killed workers, threads, GPUs, clusters, Ctrl-C."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import torch
from safetensors.numpy import load_file

from unhorse.core.errors import EngineError, JobError, PackageError, RecordError
from unhorse.engine.job import SECONDS, Job, Result, Store
from unhorse.engine.local import Engine, LocalEngine, SerialEngine, engine_from_settings
from unhorse.engine.ray import THREADS, RayEngine, remotely_attempted, source_hash

PATIENCE_SECONDS = 60


def quiet(*_: object) -> None:
    """No progress."""


def drawing(number: int) -> Job:
    return Job("jobs_for_tests:draw", {"name": f"thing {number}"}, number, f"thing {number}")


def waited_for(happened: Any) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def files(folder: Path) -> dict[str, dict[str, str]]:
    """Every file of a store as the hashes of its arrays, but for the time that a job took."""
    found = {}
    for file in sorted(folder.iterdir()):
        arrays = load_file(file)
        del arrays[SECONDS]
        found[file.name] = {name: hashlib.sha256(f"{a.dtype}{a.shape}".encode() + a.tobytes()).hexdigest() for name, a in arrays.items()}
    return found


def test_serial_local_and_ray_leave_the_same_files(cluster: str, tmp_path: Path) -> None:
    jobs = [drawing(number) for number in range(6)]
    engines: dict[str, Engine] = {"serial": SerialEngine(), "local": LocalEngine(workers=2), "ray": RayEngine()}
    for name, engine in engines.items():
        engine.run(jobs, Store(tmp_path / name), quiet)
    assert len(files(tmp_path / "ray")) == 6
    assert files(tmp_path / "serial") == files(tmp_path / "local") == files(tmp_path / "ray")


def test_a_worker_that_is_killed_loses_one_job_which_is_run_again(cluster: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log, others = tmp_path / "log", tmp_path / "others"
    context = {"log": str(others)}
    killed = Job("jobs_for_tests:first_waits", {}, 3, "the one that is killed", {"log": str(log)})
    jobs = [killed, *(drawing(number)._replace(context=context) for number in range(4))]
    steps: list[tuple[str, int, int]] = []

    def kill() -> None:
        # When all the others have ended, so that no worker but the right one can be hit.
        waited_for(lambda: log.exists() and log.read_text().endswith("\n") and len(steps) == len(jobs))
        os.kill(int(log.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    results = RayEngine().run(jobs, Store(tmp_path / "results"), lambda *step: steps.append(step))
    killer.join()
    first, second = log.read_text().split()
    assert first != second
    assert np.array_equal(results[0]["drawn"], np.random.default_rng(3).normal(size=5))
    assert sorted(others.read_text().splitlines()) == [f"thing {number}" for number in range(4)]
    assert steps == [("jobs", done, 5) for done in range(6)]
    assert "the one that is killed: its worker died; it is run again (1 of 2)" in caplog.text


def test_a_job_that_ends_its_worker_every_time_is_named_after_all_its_retries_and_spares_the_rest(cluster: str, tmp_path: Path) -> None:
    jobs = [drawing(1), Job("jobs_for_tests:die", {}, 1, "deadly"), drawing(2)]
    with pytest.raises(JobError, match=r"1 of 3 failed \(deadly\): its worker died, 2 times in all") as caught:
        RayEngine(retries=1).run(jobs, Store(tmp_path), quiet)
    assert caught.value.do == "Mend it and run again: the rest is kept"
    assert {job.title for job in jobs if Store(tmp_path).get(job) is not None} == {"thing 1", "thing 2"}


def told(engine: RayEngine, folder: Path) -> tuple[dict[str, str], Result]:
    """The environment that a worker of the engine has, and the whole result."""
    job = Job("jobs_for_tests:surroundings", {"names": [*THREADS, "CUDA_VISIBLE_DEVICES"]}, 1, "surroundings")
    (result,) = engine.run([job], Store(folder), quiet)
    return dict(pair.split("=") for pair in result["text"].tobytes().decode().split(",")), result


def test_a_worker_has_as_many_threads_as_its_job_has_cores_and_sees_no_gpu_that_it_was_not_lent(cluster: str, tmp_path: Path) -> None:
    environment, result = told(RayEngine(), tmp_path)
    assert environment == {**dict.fromkeys(THREADS, "1"), "CUDA_VISIBLE_DEVICES": ""}
    assert result["threads"] == 1


def test_jobs_share_a_gpu_and_a_job_may_have_more_cores(cluster: str, tmp_path: Path) -> None:
    environment, result = told(RayEngine(gpus=0.5, cpus=2), tmp_path)
    assert environment == {**dict.fromkeys(THREADS, "2"), "CUDA_VISIBLE_DEVICES": "0"}
    assert result["threads"] == 2


@pytest.mark.parametrize(("settings", "asked"), [({"gpus": 2}, "cpus=1 and gpus=2"), ({"cpus": 3}, "cpus=3 and gpus=0")])
def test_what_no_machine_has_is_refused_at_once(cluster: str, tmp_path: Path, settings: dict[str, float], asked: str) -> None:
    with pytest.raises(EngineError, match=rf"expected a machine with {asked} for a job; got cpus=2 and gpus=1\. Ask for fewer"):
        engine_from_settings("ray", settings).run([drawing(1)], Store(tmp_path), quiet)


def test_another_unhorse_on_a_machine_is_a_fault_and_gives_no_result() -> None:
    before = torch.get_num_threads()
    assert "is not the one here: install the same on every machine" in remotely_attempted(drawing(1), 1, "another").fault
    assert torch.get_num_threads() == before
    assert remotely_attempted(drawing(1), before, source_hash()).fault == ""


def test_without_ray_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(PackageError, match=r"Install it: python -m pip install 'ray>=2\.40'"):
        engine_from_settings("ray", {})


def test_settings_are_checked() -> None:
    assert engine_from_settings("ray", {"address": "auto", "gpus": "0.25", "cpus": "2"}) == RayEngine(address="auto", gpus=0.25, cpus=2)
    for settings, message in (
        ({"adress": "auto"}, "Did you mean 'address'"),
        ({"gpus": "1.5"}, "at most 1, or a whole number"),
        ({"retries": "-1"}, "greater than or equal to 0"),
    ):
        with pytest.raises(RecordError, match=message):
            engine_from_settings("ray", settings)


def test_an_address_where_no_cluster_answers_says_so_at_once_and_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound, and nobody listens
        address = f"127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(EngineError, match=rf"expected a Ray cluster at the address '{address}'; got ConnectionRefusedError.*`ray start --head`"):
            RayEngine(address=address).run([drawing(1)], Store(tmp_path), quiet)


ELSEWHERE = """
import sys
from pathlib import Path
from unhorse.engine.job import Job, Store
from unhorse.engine.ray import RayEngine

folder = Path(sys.argv[1])
for address in sys.argv[2:]:
    jobs = [Job("jobs_for_tests:draw", {"name": "thing 1"}, 1, "thing 1")]
    jobs.append(Job("jobs_for_tests:first_waits", {}, 3, "long", {"log": str(folder / f"log_{address}")}))
    try:
        RayEngine(address=address).run(jobs, Store(folder / "results"), lambda *step: print(address, *step, flush=True))
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_ctrl_c_ends_what_runs_here_or_on_another_cluster_keeps_the_rest_and_another_engine_goes_on(cluster: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ELSEWHERE, str(tmp_path), "local", cluster]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    results = tmp_path / "results"
    for address in ("local", cluster):
        log = tmp_path / f"log_{address}"
        waited_for(lambda log=log: log.exists() and log.read_text().endswith("\n") and list(results.glob("[!.]*.safetensors")))
        begun = [psutil.Process(int(log.read_text())), *psutil.Process(run.pid).children(recursive=True)]
        os.killpg(run.pid, signal.SIGINT)
        waited_for(lambda begun=begun: all(gone(process) for process in begun))
    said, _ = run.communicate(timeout=PATIENCE_SECONDS)
    assert said.splitlines() == ["local jobs 0 2", "local jobs 1 2", "stopped", f"{cluster} jobs 1 2", "stopped"]
    (kept,) = results.iterdir()
    written = kept.stat().st_mtime_ns
    jobs = [drawing(1), Job("jobs_for_tests:first_waits", {}, 3, "long", {"log": str(tmp_path / "log_local")})]
    assert len(SerialEngine().run(jobs, Store(results), quiet)) == 2
    assert kept.stat().st_mtime_ns == written
