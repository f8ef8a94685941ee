from __future__ import annotations

import pytest

from unhorse.core.errors import UnknownNameError
from unhorse.core.names import SHOWN, known


def test_a_known_name_gives_its_index() -> None:
    assert [known(name, ("apple", "bus", "cat"), "class") for name in ("apple", "bus", "cat")] == [0, 1, 2]


def test_an_unknown_name_is_refused_and_the_nearest_is_suggested() -> None:
    with pytest.raises(UnknownNameError) as caught:
        known("aple", ("apple", "bus", "cat"), "class of the world 'drawn'")
    assert str(caught.value) == "expected a class of the world 'drawn' (apple, bus, cat); got 'aple'. Did you mean 'apple'?"


def test_a_name_that_is_near_none_gets_the_advice() -> None:
    with pytest.raises(UnknownNameError) as caught:
        known("zzzz", ("apple", "bus"), "suite", "Give a name or the path of a .toml file")
    assert caught.value.do == "Give a name or the path of a .toml file"


@pytest.mark.parametrize(("count", "cut"), [(SHOWN, False), (SHOWN + 1, True)])
def test_a_long_list_is_cut_after_twelve(count: int, cut: bool) -> None:
    names = [f"name{number:02d}" for number in range(count)]
    with pytest.raises(UnknownNameError) as caught:
        known("zzzz", names, "thing")
    assert (f"{names[SHOWN - 1]}, ...)" in caught.value.expected) is cut
    assert sum(name in caught.value.expected for name in names) == SHOWN
