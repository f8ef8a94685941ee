"""Changes that share a commit on SQLite: in a process of their own, where Django is set up for one study."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from shared_commits import crowds
from studies import build, write_run


def test_changes_that_wait_share_a_commit_a_bad_one_is_undone_alone_and_a_failed_commit_is_told_to_all(tmp_path: Path) -> None:
    study = build(tmp_path / "study", write_run(tmp_path / "run")).study
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.submit(crowds, study.folder).result(timeout=120)
    assert found["told"] == ["0", "1", "ValueError", "3", "4", "5"]
    assert found["kept"] == ["0", "1", "3", "4", "5"]
    assert found["makers"] == 1, "one thread made them all, in one transaction"
    assert found["told of the commit"] == ["IntegrityError", "IntegrityError"]
    assert found["kept at the end"] == found["kept"]
