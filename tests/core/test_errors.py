from __future__ import annotations

import pickle

import pytest

from unhorse.core import errors
from unhorse.core.errors import JobError, StorageError, UnhorseError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, UnhorseError)]


def test_a_message_says_what_was_expected_what_came_and_what_to_do() -> None:
    assert str(UnhorseError("a number above 0", "-3", "Give a larger one")) == "expected a number above 0; got -3. Give a larger one"


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_survives_the_way_back_from_another_process(kind: type[UnhorseError]) -> None:
    fault = pickle.loads(pickle.dumps(kind("this", "that", "Do so")))
    assert type(fault) is kind
    assert (fault.expected, fault.came, fault.do) == ("this", "that", "Do so")
    assert str(fault) == str(kind("this", "that", "Do so"))


def test_a_failed_job_and_a_full_disk_have_exit_codes_of_their_own_and_all_others_share_one() -> None:
    assert JobError.exit_code == 3
    assert StorageError.exit_code == 4
    assert {kind.exit_code for kind in KINDS if kind not in (JobError, StorageError)} == {2}
