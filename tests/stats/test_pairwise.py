from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_ind
from simulated_people import Panel
from statsmodels.stats.multitest import multipletests

from unhorse.stats.comparison import paired_permutation
from unhorse.stats.pairwise import compare_arms, compare_by_trojan

LOGITS = {"a": 1.5, "b": 0.0, "c": 0.0, "d": -1.5}


def arms(seed: int, people: int = 60) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    generator = np.random.default_rng(seed)
    return {name: Panel(np.full(12, logit), 1.0).rates(people, generator).ravel() for name, logit in LOGITS.items()}


def test_every_pair_is_compared_once_with_welchs_test_and_adjusted_for_all_pairs() -> None:
    asked = arms(0)
    found = compare_arms(asked)
    assert [(pair.first, pair.second) for pair in found] == [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    for pair in found:
        assert pair.p_value == pytest.approx(float(ttest_ind(asked[pair.first], asked[pair.second], equal_var=False).pvalue))
        assert pair.difference == pytest.approx(asked[pair.first].mean() - asked[pair.second].mean())
    assert [pair.adjusted for pair in found] == pytest.approx(multipletests([pair.p_value for pair in found], method="fdr_bh")[1])


def test_of_the_pairs_claimed_to_differ_at_most_about_five_percent_are_equal() -> None:
    false_parts, claimed_true, waves = [], 0, 300
    for seed in range(waves):
        claimed = [{pair.first, pair.second} for pair in compare_arms(arms(seed)) if pair.adjusted < 0.05]
        false_parts.append(({"b", "c"} in claimed) / max(1, len(claimed)))
        claimed_true += sum(pair != {"b", "c"} for pair in claimed)
    assert np.mean(false_parts) <= 0.05
    assert claimed_true / waves > 4.9


def test_machine_respondents_rows_are_compared_trojan_by_trojan() -> None:
    generator = np.random.default_rng(1)
    rows = {"a": list(generator.random(12)), "b": list(generator.random(12)), "c": [0.0] * 12}
    found = compare_by_trojan(rows)
    assert [pair.p_value for pair in found] == [
        paired_permutation(rows["a"], rows["b"]),
        paired_permutation(rows["a"], rows["c"]),
        paired_permutation(rows["b"], rows["c"]),
    ]
    assert [pair.adjusted for pair in found] == pytest.approx(multipletests([pair.p_value for pair in found], method="fdr_bh")[1])


def test_one_method_alone_has_no_pairs() -> None:
    assert compare_arms({"a": [0.5, 0.4]}) == compare_by_trojan({"a": [0.5, 0.4]}) == []


def test_rows_of_different_trojans_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected one rate for every trojan in each row; got \{'a': 2, 'b': 1\}"):
        compare_by_trojan({"a": [0.5, 0.4], "b": [0.5]})
