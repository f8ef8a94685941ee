"""Guesses at the secrets: who may guess, what a guess names, and who shares the bonus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import AwareDatetime, Field

from unhorse.competition.commitments import Opening
from unhorse.competition.competition import Competition, words_of
from unhorse.competition.prizes import shares
from unhorse.core.errors import CompetitionError
from unhorse.core.records import FileName, Record

Verdict = Literal["right", "wrong", "undecided"]
REVIEWERS = 2


class Guess(Record):
    """One guess at one secret.

    Args:
        secret: The secret trojan's name.
        submitter: Who guesses: a team or a single person; the name that is paid.
        people: Everybody in the team, or the one person.
        answer: What they say the trigger is.
        at: When it came in, by the organiser's clock.
    """

    secret: FileName
    submitter: str = Field(min_length=1)
    people: tuple[str, ...] = Field(min_length=1)
    answer: str = Field(min_length=1, max_length=200)
    at: AwareDatetime


class Ruling(Record):
    """One reviewer's decision on a guess whose words the vocabulary does not have.

    Args:
        secret: The secret trojan's name.
        submitter: Whose guess.
        reviewer: Who decides.
        right: Whether the guess names the trigger.
        reason: Why, for the record.
    """

    secret: FileName
    submitter: str
    reviewer: str
    right: bool
    reason: str = Field(min_length=1)


def admit(guess: Guess, earlier: Iterable[Guess], rules: Competition, secrets: Iterable[str]) -> None:
    """Lets a guess in, or says why not.

    Raises:
        CompetitionError: An unknown secret, a guess before the opening or from the closing on, or a second one by the submitter or one of its people.
    """
    if guess.secret not in set(secrets):
        raise CompetitionError("a secret of this competition", repr(guess.secret), "Look at the list of commitments")
    if not rules.opens <= guess.at < rules.closes:
        taken = f"from {rules.opens.isoformat()} to before {rules.closes.isoformat()}"
        raise CompetitionError(f"a guess {taken}", guess.at.isoformat(), "Guesses at other times are not taken")
    for other in earlier:
        both = everybody(other) & everybody(guess)
        if other.secret == guess.secret and both:
            who = ", ".join(sorted(both))
            raise CompetitionError("one guess for each secret", f"a second one for {guess.secret} by {who}", "The first one counts")


def everybody(guess: Guess) -> set[str]:
    """All names behind a guess, its submitter's included, as names are compared: capitals and spaces make nobody another person."""
    return words_of((guess.submitter, *guess.people))


def verdict(guess: Guess, answer: str, rules: Competition, rulings: Iterable[Ruling] = ()) -> Verdict:
    """Whether a guess names the trigger.

    The vocabulary decides where it has the words. Elsewhere two different reviewers who agree do, none of them in the team that guesses; until then
    it is undecided, and rulings that disagree decide nothing.

    Args:
        guess: The guess.
        answer: The secret's trigger.
        rules: The rules with the vocabulary.
        rulings: What reviewers decided, of all guesses.
    """
    thing = rules.thing(guess.answer)
    if thing is not None:
        return "right" if thing == rules.thing(answer) else "wrong"
    of_this = [ruling for ruling in rulings if (ruling.secret, ruling.submitter) == (guess.secret, guess.submitter)]
    fair = [ruling for ruling in of_this if not words_of((ruling.reviewer,)) & everybody(guess)]
    said = {ruling.right for ruling in fair}
    if len(words_of(ruling.reviewer for ruling in fair)) < REVIEWERS or len(said) > 1:
        return "undecided"
    return "right" if said == {True} else "wrong"


def bonus(guesses: Sequence[Guess], opening: Opening, rules: Competition, rulings: Sequence[Ruling] = ()) -> dict[str, int]:
    """What each submitter who named one secret is paid, in cents; nobody where nobody did.

    Raises:
        CompetitionError: A guess at this secret is undecided: its share would change everybody's.
    """
    verdicts = {guess.submitter: verdict(guess, opening.answer, rules, rulings) for guess in guesses if guess.secret == opening.secret}
    undecided = sorted(name for name, said in verdicts.items() if said == "undecided")
    if undecided:
        what = f"undecided ones by {', '.join(undecided)}"
        raise CompetitionError(f"every guess at {opening.secret} decided", what, f"Let {REVIEWERS} reviewers rule on each")
    return shares(rules.prizes.bonus_cents, (name for name, said in verdicts.items() if said == "right"), f"{rules.name} {opening.secret}")
