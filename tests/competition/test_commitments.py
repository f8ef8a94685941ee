from __future__ import annotations

import hashlib
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhorse.competition.commitments import Opening, Openings, broken_seals, commitment, seal, write_seals
from unhorse.competition.competition import Competition, canonical
from unhorse.core.errors import CompetitionError, RecordError

RULES = Competition(
    name="trial",
    opens=datetime(2026, 1, 1, tzinfo=UTC),
    closes=datetime(2026, 3, 1, tzinfo=UTC),
    vocabulary={"fork": ("dinner fork",), "spoon": (), "jelly_beans": ("sweets", "Jelly Babies")},
)
SECRETS = {"secret_one": "fork", "secret_two": "jelly_beans"}
OPENING = Opening(secret="s", answer="Fork", synonyms=("dinner_fork", "pitchfork"), nonce="00" * 32)


def test_the_commitment_is_the_hash_that_the_documentation_tells() -> None:
    literal = b'["unhorse competition secret 1","trial",1,"s","fork",["dinner fork","pitchfork"],"' + b"00" * 32 + b'"]'
    assert commitment("trial", 1, OPENING) == hashlib.sha256(literal).hexdigest()


def test_spelling_and_the_order_of_synonyms_change_no_commitment_and_everything_else_does() -> None:
    same = OPENING.model_copy(update={"answer": " FORK ", "synonyms": ("Pitchfork", "dinner  fork", "fork")})
    assert commitment("trial", 1, same) == commitment("trial", 1, OPENING)
    others = [
        commitment("other", 1, OPENING),
        commitment("trial", 2, OPENING),
        *(
            commitment("trial", 1, OPENING.model_copy(update=change))
            for change in ({"secret": "t"}, {"answer": "spoon"}, {"synonyms": ("pitchfork",)}, {"nonce": "01" + "00" * 31})
        ),
    ]
    assert len({commitment("trial", 1, OPENING), *others}) == 7


@given(st.lists(st.tuples(st.text(max_size=3), st.lists(st.text(max_size=3), max_size=3)), min_size=2, max_size=2))
def test_two_answers_share_a_commitment_only_when_they_are_the_same_words(pair: list[tuple[str, list[str]]]) -> None:
    def words(answer: str, synonyms: list[str]) -> tuple[str, frozenset[str]]:
        return canonical(answer), frozenset(map(canonical, synonyms)) - {canonical(answer)}

    digests = [commitment("trial", 1, OPENING.model_copy(update={"answer": answer, "synonyms": tuple(synonyms)})) for answer, synonyms in pair]
    assert (digests[0] == digests[1]) is (words(*pair[0]) == words(*pair[1]))


def test_what_was_sealed_holds_and_the_public_part_tells_no_answer() -> None:
    public, private = seal(RULES, SECRETS)
    assert broken_seals(RULES, public, private.openings) == []
    assert list(public.digests) == list(SECRETS)
    text = public.model_dump_json()
    assert not any(word in text for word in ("fork", "jelly", *(opening.nonce for opening in private.openings)))


def test_sealing_twice_gives_other_commitments_so_that_answers_cannot_be_tried() -> None:
    assert set(seal(RULES, SECRETS)[0].digests.values()).isdisjoint(seal(RULES, SECRETS)[0].digests.values())


def test_every_change_after_the_sealing_is_told() -> None:
    public, private = seal(RULES, SECRETS)
    one, two = private.openings
    longer = RULES.model_copy(update={"closes": RULES.closes + timedelta(seconds=1)})
    next_version = RULES.model_copy(update={"rules_version": 2})
    for rules, openings, said in (
        (RULES, (one.model_copy(update={"answer": "spoon"}), two), "the opening of secret_one does not give its commitment"),
        (RULES, (one, two.model_copy(update={"synonyms": ("sweets",)})), "the opening of secret_two"),
        (RULES, (one.model_copy(update={"nonce": two.nonce}), two), "the opening of secret_one"),
        (RULES, (one,), "openings of secret_one; sealed were secret_one, secret_two"),
        (RULES, (), "openings of nothing"),
        (RULES, (one, one, two), "openings of secret_one, secret_one, secret_two"),
        (longer, (one, two), "the rules were changed after the sealing"),
        (next_version, (one, two), "not of trial, rules version 2"),
    ):
        (fault,) = broken_seals(rules, public, openings)
        assert said in fault


def test_the_hash_of_the_rules_ignores_time_zones_and_the_order_of_keys_alone() -> None:
    elsewhere = RULES.model_copy(update={"opens": RULES.opens.astimezone(timezone(timedelta(hours=5)))})
    reordered = RULES.model_copy(update={"vocabulary": dict(reversed(RULES.vocabulary.items()))})
    assert RULES.digest() == elsewhere.digest() == reordered.digest()
    assert RULES.digest() != RULES.model_copy(update={"threshold": 0.51}).digest()


def test_the_opening_is_readable_by_its_owner_alone_and_no_seal_is_overwritten(tmp_path: Path) -> None:
    public, private = seal(RULES, SECRETS)
    files = tmp_path / "commitments.json", tmp_path / "opening" / "opening.json"
    write_seals(public, private, *files)
    assert stat.S_IMODE(files[1].stat().st_mode) == 0o600
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o644
    assert Openings.from_json(files[1]) == private
    before = [file.read_bytes() for file in files]
    with pytest.raises(CompetitionError, match="what was published stays"):
        write_seals(*seal(RULES, SECRETS), *files)
    assert [file.read_bytes() for file in files] == before


def test_an_answer_that_no_guess_could_name_is_not_sealed_and_the_message_does_not_tell_it() -> None:
    with pytest.raises(CompetitionError, match="none for the secret 'secret_one'") as caught:
        seal(RULES, {"secret_one": "umbrella"})
    assert "umbrella" not in str(caught.value)
    with pytest.raises(CompetitionError, match="at least one secret"):
        seal(RULES, {})


def test_rules_from_before_there_was_a_currency_load_keep_their_sealed_hash_and_another_currency_is_another_rule() -> None:
    text = 'name = "a"\nopens = 2026-01-01T00:00:00Z\ncloses = 2026-02-01T00:00:00Z\n[prizes]\nmain_cents = 123456\n[vocabulary]\nfork = []\n'
    old = Competition.from_toml_text(text.encode(), "here")
    assert old.digest() == "5accf7ab0b744bf1991f5099f84994e6a2a64592651e2d19aa8d4d5d81aa38f3", "as the version before wrote it into commitments"
    assert old.prizes.amount(old.prizes.main_cents) == "1,234.56 USD"
    euros = Competition.from_toml_text(text.replace("[prizes]", '[prizes]\ncurrency = "EUR"').encode(), "here")
    assert euros.prizes.amount(5) == "0.05 EUR"
    assert euros.digest() != old.digest()


def test_rules_that_contradict_themselves_are_refused() -> None:
    good = 'name = "a"\nopens = 2026-01-01T00:00:00Z\ncloses = 2026-02-01T00:00:00Z\n[vocabulary]\nfork = ["dinner fork"]\n'
    assert Competition.from_toml_text(good.encode(), "here").thing("Dinner_Fork") == "fork"
    for text, kind, said in (
        (good.replace("2026-02", "2025-02"), CompetitionError, "an opening before the closing"),
        (good + 'spoon = ["DINNER  fork"]\n', CompetitionError, "each word for one thing"),
        (good + 'spoon = [" "]\n', CompetitionError, "each word for one thing"),
        (good.replace("00Z\nc", "00\nc"), RecordError, "timezone"),
        (good.replace("[voc", "threshold = 0.0\n[voc"), RecordError, "greater than 0"),
        (good.replace("[voc", "prizes = {main_cents = -1}\n[voc"), RecordError, "greater than or equal to 0"),
        (good.replace("[voc", 'prizes = {currency = "Euro"}\n[voc'), RecordError, "should match pattern"),
    ):
        with pytest.raises(kind, match=said):
            Competition.from_toml_text(text.encode(), "here")
