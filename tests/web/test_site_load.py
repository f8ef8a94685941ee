"""A small crowd at the real servers; `make soak` sends a large one."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest
from crowds import PUBLIC, Browser, Seen, User, looks, people, running
from sites import Made
from studies import PROLIFIC, build, served, write_run
from workers import entry_files

from unhorse.competition.folder import Folder

USERS = 5


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_people_who_look_answer_hand_in_and_take_back_at_once_see_no_failed_page_and_all_that_was_acknowledged_is_kept(
    site: Made, tmp_path: Path
) -> None:
    people(site, USERS)
    study = build(tmp_path / "study", write_run(tmp_path / "run"), panel=PROLIFIC.model_dump())
    seen = Seen()

    async def crowd(address: str, survey: str) -> None:
        users = [User(number, address, survey, entry_files("Gratings"), seen) for number in range(USERS)]
        await asyncio.gather(*(user.sign_in() for user in users))
        answering = asyncio.gather(*(_answers(user) for user in users))
        await asyncio.gather(*(user.hand_in() for user in users))
        await asyncio.gather(*(user.cancel() for user in users[1:]), looks(address, "/board", seen, [time.perf_counter()] * 20))
        await answering
        stranger = Browser(address, USERS, seen)
        for path in PUBLIC:
            await stranger.page("browse", path)
        await asyncio.gather(stranger.close(), *(user.close() for user in users))

    with running(site.folder) as address, served(study) as survey:
        asyncio.run(crowd(address, survey.address))
        answers = survey.rows("select count(*) from survey_given")[0][0]
    assert seen.failed == Counter()
    desk = Folder(site.folder).desk()
    assert Counter(str(entry.state) for entry in desk.values()) == {"received": 1, "cancelled": USERS - 1}
    assert len(seen.seconds["/board"]) == 20
    assert seen.acknowledged["answers"] == answers > 0


async def _answers(user: User) -> None:
    for _ in range(8):
        await user.answer()
