"""The queue's own rules, on both databases: every way, quota, races, fences, places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from workers import all_apart, apart, bare_zip, opened, set_up

from unhorse.competition.competition import Competition
from unhorse.competition.folder import RULES
from unhorse.competition.states import ABOUT, QUEUED, WAYS, Event, State
from unhorse.core.errors import CompetitionError, SubmissionError

LONG = 600.0
AT_ONCE = 4


def test_every_way_of_the_table_is_taken_by_the_queue_with_its_job_and_a_step(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial")

    def story() -> None:
        set_up(folder, database)
        from unhorse.web.workshop import queue
        from unhorse.web.workshop.models import Entry, Job, JobState, Step

        rules = Competition.from_toml(folder / RULES)
        paths = {
            State.WAITING: (),
            State.CHECKING: (Event.START,),
            State.CHECKED: (Event.START, Event.PASS),
            State.RUNNING: (Event.START, Event.PASS, Event.START),
            State.REPRODUCED: (Event.START, Event.PASS, Event.START, Event.PASS),
        }
        held: list[queue.Claim] = []

        def take(entry: int, event: Event, attempts: int = 3) -> None:
            if event == Event.START:
                found = queue.claim("w", LONG)
                assert found is not None
                assert found.entry == entry
                held.append(found)
            elif event in (Event.PASS, Event.FAIL):
                assert queue.finish(held[-1], event == Event.PASS, "because", "results/1", "w")
            elif event == Event.GIVE_BACK:
                assert queue.give_back(held[-1], "no memory", "w", LONG)
            elif event == Event.GIVE_UP:
                assert queue.give_back(held[-1], "no memory", "w", attempts=1)
            elif event == Event.CANCEL:
                queue.cancel(entry)
            else:
                (queue.accept if event == Event.ACCEPT else queue.refuse)(entry, "organiser", "decided")

        assert set(paths) == set(WAYS)
        for state, path in paths.items():
            for event, expected in WAYS[state].items():
                archive = bare_zip(tmp_path / f"{state}_{event}.zip", f"{state} {event}")
                number = queue.hand_in("ada", archive, rules).pk
                for before in (*path, event):
                    take(number, before)
                entry = Entry.objects.get(pk=number)
                assert entry.state == expected.to
                assert entry.counted == ABOUT[expected.to].counts
                steps = list(Step.objects.filter(entry=entry).order_by("pk").values_list("event", "state"))
                assert [step for step, _ in steps] == ["hand_in", *path, event]
                assert steps[-1][1] == entry.state
                open_jobs = Job.objects.filter(entry=entry, state__in=(JobState.WAITING, JobState.CLAIMED)).count()
                assert open_jobs == (entry.state in QUEUED)
                if entry.state in WAYS:
                    queue.cancel(number)
        with pytest.raises(CompetitionError, match="Possible now: nothing more"):
            queue.cancel(number)
        with pytest.raises(CompetitionError, match="an entry of the queue"):
            queue.cancel(10_000)
        assert queue.claim("w", LONG) is None

    apart(story, tmp_path)


def test_a_worker_whose_lease_has_ended_writes_nothing_and_after_three_attempts_it_is_the_platforms_fault(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial")

    def story() -> None:
        set_up(folder, database)
        from unhorse.web.workshop import queue
        from unhorse.web.workshop.models import Entry, Job

        entry = queue.hand_in("ada", bare_zip(tmp_path / "one.zip", "1"), Competition.from_toml(folder / RULES))
        late = queue.claim("late", 0.0)
        assert late is not None
        # The lease has ended, though nobody else has come yet.
        assert not queue.renew(late, LONG)
        second = queue.claim("second", LONG)
        assert second is not None
        assert (second.job, second.fence) == (late.job, 2)
        for refused in (
            queue.renew(late, LONG),
            queue.finish(late, True, "", "late", "late"),
            queue.give_back(late, "", "late"),
            queue.put_back(late, "late"),
        ):
            assert not refused
        assert Job.objects.get(pk=late.job).result == ""
        assert Entry.objects.get(pk=entry.pk).state == State.CHECKING
        # A worker that is told to stop has made no attempt.
        assert queue.put_back(second, "second")
        assert Job.objects.get(pk=late.job).attempts == 1
        assert [queue.claim(name, 0.0) is not None for name in ("b", "c", "d")] == [True, True, False]
        found = Entry.objects.get(pk=entry.pk)
        assert (found.state, found.counted) == (State.PLATFORM_FAULT, False)
        assert found.reason == "the worker's lease ended, 3 times"

    apart(story, tmp_path)


def test_what_is_handed_in_at_the_same_moment_is_counted_once_and_never_above_the_quota(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial", per_team=3)
    apart(lambda: set_up(folder, database), tmp_path)
    zips = [bare_zip(tmp_path / f"{number}.zip", str(number)) for number in range(6)]

    def hands_in(*paths: Path) -> list[str]:
        set_up(folder, database)
        from unhorse.web.workshop import queue

        told = []
        for path in paths:
            try:
                told.append(queue.hand_in("ada", path, Competition.from_toml(folder / RULES)).state)
            except CompetitionError as fault:
                told.append(fault.came)
        return told

    same = all_apart([lambda: hands_in(zips[0])] * AT_ONCE, tmp_path)
    assert Counter(said for told in same for said in told) == {"waiting": 1, "the same zip once more by 'ada'": AT_ONCE - 1}
    others = all_apart([lambda number=number: hands_in(zips[number], zips[(number % 5) + 1]) for number in range(1, 1 + AT_ONCE)], tmp_path)  # type: ignore[misc]
    assert sum(said == "waiting" for told in others for said in told) == 2
    assert all(said == "waiting" or "'ada'" in said for told in others for said in told)


def test_workers_that_race_get_each_job_once(tmp_path: Path, database: str) -> None:
    folder, many = opened(tmp_path / "trial"), 24

    def story() -> None:
        set_up(folder, database)
        from unhorse.web.workshop import queue

        for number in range(many):
            queue.hand_in("ada", bare_zip(tmp_path / f"{number}.zip", str(number)), Competition.from_toml(folder / RULES))

    def claims() -> list[int]:
        set_up(folder, database)
        from unhorse.web.workshop import queue

        got = []
        while (held := queue.claim("w", LONG)) is not None:
            got.append(held.job)
        return got

    apart(story, tmp_path)
    got = [job for one in all_apart([claims] * AT_ONCE, tmp_path) for job in one]
    assert len(got) == len(set(got)) == many


def test_a_place_in_the_queue_moves_up_and_its_time_is_what_recent_jobs_took(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial")

    def story() -> None:
        set_up(folder, database)
        from django.db.models import F

        from unhorse.web.workshop import queue
        from unhorse.web.workshop.models import Entry, Job
        from unhorse.web.workshop.outlook import Outlook, outlook

        rules = Competition.from_toml(folder / RULES)
        first, second, third = (queue.hand_in("ada", bare_zip(tmp_path / f"{number}.zip", str(number)), rules).pk for number in range(3))

        def seen(number: int) -> Outlook:
            return outlook(Entry.objects.get(pk=number))

        assert seen(third) == (3, None)
        for _ in range(2):  # the first entry's checks and re-run come before the second's
            held = queue.claim("w", LONG)
            assert held is not None
            assert held.entry == first
            queue.finish(held, True, "", "results", "w")
        from datetime import timedelta

        Job.objects.filter(kind="check", entry=first).update(ended_at=F("claimed_at") + timedelta(seconds=2))
        Job.objects.filter(kind="rerun", entry=first).update(ended_at=F("claimed_at") + timedelta(seconds=30))
        assert seen(first) == (0, None)
        assert seen(second) == (1, 32.0)
        assert seen(third) == (2, 64.0)
        queue.cancel(second)
        assert seen(third) == (1, 32.0)

    apart(story, tmp_path)


def test_what_cannot_be_handed_in_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = opened(tmp_path / "trial")

    def story() -> None:
        set_up(folder, "")
        from unhorse.web.workshop import queue

        rules, archive = Competition.from_toml(folder / RULES), bare_zip(tmp_path / "one.zip", "1")
        closed = rules.model_copy(update={"opens": rules.closes, "closes": rules.closes.replace(year=rules.closes.year + 1)})
        with pytest.raises(CompetitionError, match="Entries at other times are not taken"):
            queue.hand_in("ada", archive, closed)
        with pytest.raises(SubmissionError, match="a zip that can be read"):
            queue.hand_in("ada", tmp_path / "absent.zip", rules)
        for name in ("", "a" * 101):
            with pytest.raises(CompetitionError, match="a team's name of 1 to 100 characters"):
                queue.hand_in(name, archive, rules)

    apart(story, tmp_path)
