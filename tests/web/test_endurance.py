"""What a queue must bear: a job that never ends, a team that hands in without end, and no worker at all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from workers import SUBJECT, apart, bare_zip, opened, rows, set_up

from unhorse.competition.competition import Competition
from unhorse.competition.folder import RULES, Folder
from unhorse.competition.sandbox.trust import Probe, Sandbox
from unhorse.core.errors import CompetitionError


def test_a_job_that_never_ends_is_ended_and_is_the_platforms_fault_after_three_attempts(tmp_path: Path) -> None:
    folder = opened(tmp_path / "trial")

    def story() -> None:
        set_up(folder, "")
        from unhorse.web.workshop import queue
        from unhorse.web.workshop.jobs import Workshop
        from unhorse.web.workshop.models import Kind
        from unhorse.web.workshop.worker import Worker

        class Endless(Workshop):
            def longest_seconds(self, _: Kind) -> float:
                return 0.3

            def do(self, *_: object) -> None:
                time.sleep(60)

        queue.hand_in("ada", bare_zip(tmp_path / "1.zip", "1"), Competition.from_toml(folder / RULES))
        wall = Sandbox((Probe("none", True, "nothing is run behind it here"),))
        worker = Worker(Endless(Folder(folder), SUBJECT, wall), 0.9, 0.01, lambda *_: None)
        while rows(folder, "", "select state from workshop_entry") == [("waiting",)]:
            worker.work(once=True)
            time.sleep(0.01)

    apart(story, tmp_path)
    assert rows(folder, "", "select state, counted, reason from workshop_entry") == [
        ("platform_fault", 0, "the process that did the job was ended, or took too long, 3 times")
    ]


def test_a_team_that_hands_in_and_takes_back_without_end_is_stopped_for_the_day(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial", per_team=1)

    def story() -> None:
        set_up(folder, database)
        from datetime import timedelta

        from django.db.models import F

        from unhorse.web.workshop import desk, queue
        from unhorse.web.workshop.models import Entry

        rules = Competition.from_toml(folder / RULES)
        for number in range(queue.HAND_INS):
            queue.cancel(queue.hand_in("ada", bare_zip(tmp_path / f"{number}.zip", str(number)), rules).pk)
        more = bare_zip(tmp_path / "more.zip", "more")
        with pytest.raises(CompetitionError, match=r"at most 10 hand-ins of a team within 24 hours; got one more by 'ada'"):
            queue.hand_in("ada", more, rules)
        with pytest.raises(CompetitionError, match="at most 10 hand-ins"):
            desk.hand_in(Folder(folder), more.read_bytes(), (), "ada", queue.moment())
        queue.hand_in("grace", more, rules)
        Entry.objects.update(handed_in_at=F("handed_in_at") - timedelta(days=1))
        queue.hand_in("ada", more, rules)

    apart(story, tmp_path)


def test_nobody_is_promised_a_time_while_no_worker_works(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial")

    def story() -> None:
        set_up(folder, database)
        from datetime import timedelta

        from unhorse.web.workshop import queue
        from unhorse.web.workshop.models import Entry, Job
        from unhorse.web.workshop.outlook import SERVED_SECONDS, outlook

        rules = Competition.from_toml(folder / RULES)
        numbers = [queue.hand_in("ada", bare_zip(tmp_path / f"{number}.zip", str(number)), rules).pk for number in range(3)]
        for _ in range(2):
            held = queue.claim("w", 600)
            assert held is not None
            queue.finish(held, True, "", "results", "w")
        last = Entry.objects.get(pk=numbers[-1])
        assert outlook(last).seconds is not None
        Job.objects.filter(state="waiting").update(lease_until=queue.moment() - timedelta(seconds=SERVED_SECONDS + 1))
        assert outlook(last) == (2, None)
        assert queue.claim("w", 600) is not None
        assert outlook(last).seconds is not None

    apart(story, tmp_path)
