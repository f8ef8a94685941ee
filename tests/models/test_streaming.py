"""Streamed training: whoever shares the work, in however many parts, and whenever it is killed, the weights are the same."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from streamed_training import RECIPE, Noise, trained, untrained
from torch import Tensor

from unhorse.core.errors import ModelError
from unhorse.models.streaming import accelerator_for, fit_streamed

SCRIPT = Path(__file__).parents[1] / "support" / "streamed_training.py"


@pytest.fixture(scope="module")
def alone() -> dict[str, Tensor]:
    """The weights that one process gives in one go."""
    return trained(None)


def begun(arguments: list[str], **surroundings: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(SCRIPT.parent), str(SCRIPT.parents[2] / "src"), os.environ.get("PYTHONPATH", "")])
    told = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "ACCELERATE_USE_CPU": "true", **surroundings}
    return subprocess.Popen([sys.executable, str(SCRIPT), *arguments], env=told, stdout=subprocess.PIPE, text=True)


def same(found: dict[str, Tensor], wanted: dict[str, Tensor]) -> None:
    for name, value in wanted.items():
        torch.testing.assert_close(found[name], value, rtol=1e-4, atol=1e-5)


def test_parts_of_a_batch_one_after_another_give_what_the_whole_batch_gives(alone: dict[str, Tensor]) -> None:
    same(trained(None, RECIPE.model_copy(update={"accumulated": 4})), alone)


def test_images_read_by_other_processes_give_the_same_weights(alone: dict[str, Tensor]) -> None:
    same(trained(None, RECIPE.model_copy(update={"workers": 2})), alone)


@pytest.fixture
def another_precision() -> Iterator[None]:
    """A process has one precision for all of accelerate; these tests forget it before and after."""
    from accelerate.state import AcceleratorState

    AcceleratorState._reset_state()
    yield
    AcceleratorState._reset_state()


def test_bfloat16_trains_nearly_the_same_float32_weights_and_leaves_a_float32_network(alone: dict[str, Tensor], another_precision: None) -> None:
    recipe, subject, begun_from = RECIPE.model_copy(update={"bfloat16": True}), untrained(), untrained().network.state_dict()
    fit_streamed(subject, Noise(), recipe, 3, accelerator_for(recipe))
    state = subject.network.state_dict()
    assert {value.dtype for value in state.values() if value.is_floating_point()} == {torch.float32}
    way, wanted = (torch.cat([(weights[name] - begun_from[name]).flatten().float() for name in alone]) for weights in (state, alone))
    assert not torch.equal(way, wanted)
    assert torch.cosine_similarity(way, wanted, dim=0) > 0.9
    plain, images = untrained(), torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    plain.network.load_state_dict(state)
    assert torch.equal(subject.logits(images), plain.logits(images))


def test_two_processes_give_what_one_gives(alone: dict[str, Tensor], tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    arguments = [str(tmp_path / "weights.pt"), str(tmp_path / "checkpoint.pt"), "0"]
    pair = [begun(arguments, RANK=str(rank), LOCAL_RANK=str(rank), WORLD_SIZE="2", MASTER_ADDR="127.0.0.1", MASTER_PORT=port) for rank in (0, 1)]
    said = [process.communicate(timeout=600)[0] for process in pair]
    assert [process.returncode for process in pair] == [0, 0]
    assert said[0].splitlines()[-1] == "48 48"
    assert said[1] == ""
    same(torch.load(tmp_path / "weights.pt", weights_only=True), alone)


def test_killed_and_begun_again_it_ends_as_if_nothing_had_happened(alone: dict[str, Tensor], tmp_path: Path) -> None:
    process = begun([str(tmp_path / "weights.pt"), str(tmp_path / "checkpoint.pt"), "0.02"])
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] < 6
    found = trained(tmp_path / "checkpoint.pt")
    for name, value in alone.items():
        assert torch.equal(found[name], value), name


def test_a_batch_that_cannot_be_shared_is_refused() -> None:
    for changed in ({"accumulated": 3}, {"batch": 32}):
        with pytest.raises(ModelError, match="share evenly"):
            trained(None, RECIPE.model_copy(update=changed))
