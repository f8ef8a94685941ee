"""Prizes and guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhorse.competition.commitments import Opening
from unhorse.competition.competition import Competition, Prizes
from unhorse.competition.guesses import Guess, Ruling, admit, bonus, verdict
from unhorse.competition.prizes import shares
from unhorse.core.errors import CompetitionError

NAMES = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)
REORDERED = NAMES.flatmap(lambda names: st.tuples(st.just(names), st.permutations(names)))
OPENS, CLOSES = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
RULES = Competition(
    name="trial", opens=OPENS, closes=CLOSES, prizes=Prizes(bonus_cents=1000), vocabulary={"fork": ("dinner fork",), "spoon": (), "jelly_beans": ()}
)
OPENING = Opening(secret="secret_one", answer="fork", synonyms=("dinner fork",), nonce="00" * 32)


def guess(submitter: str, answer: str = "fork", secret: str = "secret_one", at: datetime = OPENS, people: tuple[str, ...] = ()) -> Guess:
    return Guess(secret=secret, submitter=submitter, people=people or (submitter,), answer=answer, at=at)


def ruling(submitter: str, reviewer: str, right: bool) -> Ruling:
    return Ruling(secret="secret_one", submitter=submitter, reviewer=reviewer, right=right, reason="it looks like one")


@given(st.integers(0, 10**9), REORDERED)
def test_shares_sum_to_the_pot_differ_by_a_cent_at_most_and_do_not_depend_on_the_order(cents: int, both: tuple[list[str], list[str]]) -> None:
    names, reordered = both
    paid = shares(cents, names, "prize")
    assert sum(paid.values()) == (cents if names else 0)
    assert set(paid) == set(names)
    assert not paid or max(paid.values()) - min(paid.values()) <= 1
    assert shares(cents, reordered, "prize") == paid


def test_the_cents_left_over_go_to_others_in_another_prize_and_favour_no_alphabet() -> None:
    names = [f"team {letter}" for letter in "abc"]
    lucky = [next(name for name, cents in shares(100, names, f"prize {number}").items() if cents == 34) for number in range(300)]
    assert all(60 < lucky.count(name) < 140 for name in names)


def test_a_prize_without_winners_stays_unpaid_and_a_name_given_twice_is_refused() -> None:
    assert shares(100, [], "prize") == {}
    for cents, names in ((100, ["a", "a"]), (-1, ["a"])):
        with pytest.raises(CompetitionError, match="each name once"):
            shares(cents, names, "prize")


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        (OPENS - timedelta(milliseconds=1), False),
        (OPENS, True),
        (CLOSES - timedelta(milliseconds=1), True),
        (CLOSES, False),
        (CLOSES + timedelta(milliseconds=1), False),
    ],
)
def test_guesses_are_taken_from_the_opening_on_and_before_the_closing(at: datetime, taken: bool) -> None:
    if taken:
        admit(guess("ada", at=at), [], RULES, ["secret_one"])
    else:
        with pytest.raises(CompetitionError, match="Guesses at other times are not taken"):
            admit(guess("ada", at=at), [], RULES, ["secret_one"])


def test_there_is_one_guess_for_each_secret_by_each_submitter_also_through_a_team() -> None:
    secrets = ["secret_one", "secret_two"]
    team = guess("the team", people=("ada", "charles"))
    admit(guess("ada", secret="secret_two"), [team], RULES, secrets)
    admit(guess("grace"), [team], RULES, secrets)
    for second in (guess("the team", "spoon", people=("grace",)), guess("ada", "spoon"), guess("others", people=("grace", "charles"))):
        with pytest.raises(CompetitionError, match="a second one for secret_one"):
            admit(second, [guess("mary"), team], RULES, secrets)
    with pytest.raises(CompetitionError, match="a secret of this competition"):
        admit(guess("ada", secret="secret_three"), [], RULES, secrets)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["ada", "Ada ", "grace", "team", "TEAM"]), st.sets(st.sampled_from(["ada", "grace", "mary"])), st.booleans()),
        max_size=12,
    )
)
def test_however_people_guess_alone_and_in_teams_nobody_has_two_guesses_at_one_secret_and_nobody_is_refused_without_one(
    tried: list[tuple[str, set[str], bool]],
) -> None:
    secrets, taken = ("secret_one", "secret_two"), list[Guess]()
    for submitter, people, first in tried:
        new = guess(submitter, secret=secrets[first], people=tuple(sorted(people)))
        names = {name.strip().casefold() for name in (submitter, *new.people)}
        before = {name.strip().casefold() for old in taken if old.secret == new.secret for name in (old.submitter, *old.people)}
        try:
            admit(new, taken, RULES, secrets)
        except CompetitionError:
            assert names & before
        else:
            assert not names & before
            taken.append(new)


def test_one_reviewer_under_two_spellings_is_one_and_so_is_one_of_the_team() -> None:
    near = guess("The Team", "a thing with prongs", people=("ada",))
    for reviewers in (("rose", "Rose "), ("rose", "ADA"), ("rose", "the team"), ("ro_se", "ro se")):
        assert verdict(near, OPENING.answer, RULES, [ruling("The Team", reviewer, True) for reviewer in reviewers]) == "undecided"


@pytest.mark.parametrize(
    ("answer", "said"),
    [("fork", "right"), (" Dinner_FORK ", "right"), ("\uff46ork", "right"), ("spoon", "wrong"), ("jelly beans", "wrong"), ("cutlery", "undecided")],
)
def test_the_vocabulary_decides_where_it_has_the_words(answer: str, said: str) -> None:
    rulings = [ruling("ada", reviewer, right=said != "right") for reviewer in ("rose", "max")]
    assert verdict(guess("ada", answer), OPENING.answer, RULES) == said
    if said != "undecided":
        assert verdict(guess("ada", answer), OPENING.answer, RULES, rulings) == said, "reviewers do not overrule it"


def test_two_different_reviewers_who_agree_decide_the_rest() -> None:
    near = guess("ada", "a thing with prongs", people=("ada", "charles"))
    rose, max_, against = ruling("ada", "rose", True), ruling("ada", "max", True), ruling("ada", "max", False)
    for rulings, said in (
        ([rose], "undecided"),
        ([rose, rose], "undecided"),
        ([rose, max_], "right"),
        ([rose, against], "undecided"),
        ([against, rose, max_], "undecided"),
        ([ruling("ada", "rose", False), against], "wrong"),
        ([rose, ruling("ada", "charles", True)], "undecided"),
        ([rose, ruling("grace", "max", True)], "undecided"),
    ):
        assert verdict(near, OPENING.answer, RULES, rulings) == said
        assert verdict(near, OPENING.answer, RULES, list(reversed(rulings))) == said


def test_the_bonus_is_shared_by_all_who_named_the_secret_and_by_nobody_else() -> None:
    guesses = [
        guess("ada"),
        guess("grace", "dinner fork"),
        guess("mary", "spoon"),
        guess("zoe", "fork", secret="secret_two"),
        guess("rita", "prongs"),
    ]
    with pytest.raises(CompetitionError, match="undecided ones by rita"):
        bonus(guesses, OPENING, RULES)
    right = [ruling("rita", "rose", True), ruling("rita", "max", True)]
    paid = bonus(guesses, OPENING, RULES, right)
    assert set(paid) == {"ada", "grace", "rita"}
    assert sum(paid.values()) == 1000
    assert bonus(list(reversed(guesses)), OPENING, RULES, right) == paid
    assert bonus([guess("mary", "spoon")], OPENING, RULES) == {}
