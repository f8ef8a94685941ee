from __future__ import annotations

import pickle
import sys
from pathlib import Path

import numpy as np
import pytest
from fsspec.core import url_to_fs

sys.path.insert(0, str(Path(__file__).parent))

from unhorse.core.errors import StorageError
from unhorse.engine.job import SECONDS, Job, SharedStore, Store, store_at
from unhorse.engine.local import Engine, LocalEngine, SerialEngine

JOB = Job("jobs_for_tests:draw", {"name": "star", "sides": [1, 2]}, 3, "star, run 1")


def test_the_key_ignores_the_context_and_the_title() -> None:
    moved = JOB._replace(context={"model": "/elsewhere"}, title="another title")
    assert moved.key == JOB.key


@pytest.mark.parametrize(
    "other",
    [
        JOB._replace(function="jobs_for_tests:threads"),
        JOB._replace(seed=4),
        JOB._replace(parameters={"name": "star", "sides": [2, 1]}),
        JOB._replace(parameters={"name": "star"}),
        JOB._replace(parameters={"name": "star", "sides": [1, 2], "more": None}),
    ],
)
def test_whatever_decides_the_result_decides_the_key(other: Job) -> None:
    assert other.key != JOB.key


def test_the_key_does_not_depend_on_the_order_of_the_parameters() -> None:
    assert JOB._replace(parameters={"sides": [1, 2], "name": "star"}).key == JOB.key


def test_the_key_stays_what_it_was_so_that_old_runs_resume() -> None:
    assert JOB.key == "20f29d72967944ec1f0a933470d9c75d"


def test_a_run_calls_the_function_with_all_it_needs_and_adds_the_time(tmp_path: Path) -> None:
    result = JOB._replace(context={"log": str(tmp_path / "log")}).run()
    assert (tmp_path / "log").read_text() == "star\n"
    assert result["one"] == 3 / 7
    assert result[SECONDS].shape == ()
    assert float(result[SECONDS]) >= 0


def test_a_result_comes_back_from_the_store_with_shapes_types_and_values(tmp_path: Path) -> None:
    store, result = Store(tmp_path), JOB.run()
    store.put(JOB, result)
    found = store.get(JOB)
    assert found is not None
    assert found.keys() == result.keys()
    for name, value in result.items():
        assert (found[name].shape, found[name].dtype) == (value.shape, value.dtype), name
        assert np.array_equal(found[name], value), name
    assert [file.name for file in tmp_path.iterdir()] == [f"{JOB.key}.safetensors"]


def test_nothing_is_found_where_nothing_was_put(tmp_path: Path) -> None:
    Store(tmp_path).put(JOB, {"x": np.ones(2)})
    assert Store(tmp_path).get(JOB._replace(seed=4)) is None
    assert Store(tmp_path / "none").get(JOB) is None


def test_a_result_cut_short_anywhere_counts_as_absent_and_is_removed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(JOB, {"x": np.arange(12.0).reshape(3, 4), "one": np.array(1.5)})
    whole = store.path(JOB).read_bytes()
    for length in range(len(whole)):
        store.path(JOB).write_bytes(whole[:length])
        assert store.get(JOB) is None, length
        assert not store.path(JOB).exists(), length
    store.path(JOB).write_bytes(whole)
    assert store.get(JOB) is not None


def test_a_flipped_bit_anywhere_counts_as_damage(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(JOB, {"x": np.arange(12.0).reshape(3, 4), "one": np.array(1.5)})
    whole = store.path(JOB).read_bytes()
    for place in range(len(whole)):
        for bit in (0, 6):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            store.path(JOB).write_bytes(flipped)
            found = store.get(JOB)
            assert found is None or (found["x"].tolist() == np.arange(12.0).reshape(3, 4).tolist() and found["one"] == 1.5), place


def test_a_pickle_in_place_of_a_result_is_not_executed(tmp_path: Path) -> None:
    store = Store(tmp_path / "results")
    store.put(JOB, {"x": np.ones(1)})
    store.path(JOB).write_bytes(f"cos\nsystem\n(S'touch {tmp_path}/executed'\ntR.".encode())
    assert store.get(JOB) is None
    assert not (tmp_path / "executed").exists()


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="to write"):
        Store(tmp_path / "file").put(JOB, {"x": np.ones(1)})


def test_a_shared_store_keeps_what_a_folder_keeps(tmp_path: Path) -> None:
    result = JOB.run()
    for address in ("memory://bucket/run", f"{(tmp_path / 'shared').as_uri()}/run"):
        store = pickle.loads(pickle.dumps(store_at(address)))
        assert isinstance(store, SharedStore)
        assert store.get(JOB) is None
        store.put(JOB, result)
        found = store.get(JOB)
        assert found is not None
        assert all(np.array_equal(found[name], value) for name, value in result.items())
        files, root = url_to_fs(address)
        files.pipe_file(f"{root}/{JOB.key}.safetensors", b"cut short")
        assert store.get(JOB) is None
        assert not files.exists(f"{root}/{JOB.key}.safetensors")


def test_a_shared_store_that_cannot_be_reached_or_that_nobody_knows_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="to reach the results in file:"):
        store_at((tmp_path / "file").as_uri()).put(JOB, {"x": np.ones(1)})
    with pytest.raises(StorageError, match="an address that fsspec knows"):
        store_at("nowhere://bucket/run")


@pytest.mark.parametrize("engine", [SerialEngine(), LocalEngine(workers=2)])
def test_an_engine_puts_results_into_a_shared_store_and_another_run_finds_them(engine: Engine, tmp_path: Path) -> None:
    jobs = [JOB._replace(seed=seed, context={"log": str(tmp_path / "log")}) for seed in (1, 2)]
    address = (tmp_path / "shared").as_uri()
    first, second = (engine.run(jobs, store_at(address), lambda *_: None) for _ in range(2))
    assert len((tmp_path / "log").read_text().splitlines()) == 2
    assert all(np.array_equal(one["normal"], other["normal"]) for one, other in zip(first, second, strict=True))
