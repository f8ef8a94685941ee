"""Banks and candidates against slow literal versions, and SNAFUE where the right answer is known."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from unhorse.core.errors import MethodError
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.bank import Bank, cut_outs
from unhorse.synthesis.candidates import (
    Places,
    laid_over,
    placed,
    random_places,
    seen,
    seen_bare,
    similarity,
    spread_choice,
    unit_weights,
)
from unhorse.synthesis.contract import trial_bank, trial_brief, trial_subject
from unhorse.synthesis.method import Target
from unhorse.synthesis.snafue import PAPER, Snafue


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


QUICK = Snafue(steps=2, made=4, kept=3, views=2, top=6, tried_on=3)


def test_a_unit_s_weight_is_one_less_its_coefficient_of_variation_and_never_under_nought() -> None:
    features = torch.cat([torch.rand(6, 4, generator=seeded()) + 0.5, torch.zeros(6, 1), torch.eye(6)[:, :1]], 1)
    found = unit_weights(features)
    for unit in range(6):
        values = features[:, unit].tolist()
        mean = sum(values) / 6
        deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / 6)
        literal = max(0.0, 1 - deviation / mean) if mean else 0.0
        assert math.isclose(float(found[unit]), literal, rel_tol=1e-5, abs_tol=1e-6)
    assert found[4] == 0
    assert found[5] == 0
    assert found[:4].min() > 0


def test_similarity_is_the_cosine_of_weighted_features() -> None:
    features, wanted, weights = torch.randn(5, 7, generator=seeded()), torch.randn(7, generator=seeded(1)), torch.rand(7, generator=seeded(2))
    for row in range(5):
        a, b = [[float(x) * float(w) for x, w in zip(vector, weights, strict=True)] for vector in (features[row], wanted)]
        literal = sum(x * y for x, y in zip(a, b, strict=True)) / math.hypot(*a) / math.hypot(*b)
        assert math.isclose(float(similarity(features, wanted, weights)[row]), literal, rel_tol=1e-4, abs_tol=1e-6)


def test_a_pasted_cut_out_covers_what_it_is_opaque_on_and_nothing_else() -> None:
    background = torch.rand(3, 24, 24, generator=seeded())
    cut_out = torch.rand(1, 4, 8, 8, generator=seeded(1))
    cut_out[:, 3] = (cut_out[:, 3] > 0.5).float()
    found = placed(cut_out, background, 8, 5, 11)[0]
    for y in range(24):
        for x in range(24):
            inside = 5 <= y < 13 and 11 <= x < 19 and cut_out[0, 3, y - 5, x - 11] == 1
            literal = cut_out[0, :3, y - 5, x - 11] if inside else background[:, y, x]
            assert torch.allclose(found[:, y, x], literal, atol=1e-5)


def test_a_scaled_cut_out_takes_no_colour_from_what_lies_under_its_transparent_ground() -> None:
    cut_out = torch.zeros(1, 4, 16, 16)
    cut_out[:, 0] = 1  # red everywhere, black only where nothing is seen
    cut_out[:, 3, 4:12, 4:12] = 1
    cut_out[:, 0] *= cut_out[:, 3]
    found = placed(cut_out, torch.ones(3, 9, 9), 7, 1, 1)[0]
    assert torch.allclose(found[0], torch.ones(9, 9), atol=1e-5)
    assert found[1].min() < 0.05


def test_a_swatch_is_blended_over_the_whole_background() -> None:
    background, swatch = torch.rand(3, 6, 6, generator=seeded()), torch.rand(2, 4, 6, 6, generator=seeded(1))
    swatch[:, 3] = 1
    found = laid_over(swatch, background, 0.75)
    assert torch.allclose(found, 0.75 * swatch[:, :3] + 0.25 * background, atol=1e-5)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(16, 224), low=st.floats(0.05, 0.5), more=st.floats(0, 0.5))
def test_every_place_lies_inside_the_image_at_a_size_that_is_asked_for(seed: int, size: int, low: float, more: float) -> None:
    places = random_places(7, size, (low, low + more), seeded(seed))
    for side, top, left in zip(*places, strict=True):
        assert round(low * size) <= side <= max(1, round((low + more) * size))
        assert 0 <= top <= size - side
        assert 0 <= left <= size - side


@pytest.mark.parametrize("overlay", [None, 0.6])
def test_what_the_network_sees_is_a_mean_over_backgrounds_one_pass_each(overlay: float | None) -> None:
    subject, bank = trial_subject(), trial_bank()
    pictures, backgrounds = cut_outs(bank, subject.device)[:3], torch.rand(2, 3, 64, 64, generator=seeded())
    places = Places([20, 31], [3, 30], [40, 1])
    found = seen(subject, pictures, backgrounds, places, overlay)
    assert subject.passes.total == 6
    for row in range(3):
        features, probabilities = torch.zeros(subject.head.weight.shape[1]), torch.zeros(5)
        for view in range(2):
            if overlay is None:
                image = placed(pictures[row : row + 1], backgrounds[view], places.sides[view], places.tops[view], places.lefts[view])
            else:
                image = laid_over(pictures[row : row + 1], backgrounds[view], overlay)
            features += subject.features(image)[0] / 2
            probabilities += subject.logits(image).softmax(1)[0] / 2
        assert torch.allclose(found.features[row], features, atol=1e-4)
        assert torch.allclose(found.probabilities[row], probabilities, atol=1e-5)
    bare = seen_bare(subject, backgrounds)
    assert torch.allclose(bare.probabilities[0], subject.logits(backgrounds).softmax(1).mean(0), atol=1e-5)


def test_without_a_discount_the_largest_gains_are_kept_and_with_one_other_things_come_in() -> None:
    gains, things = torch.tensor([0.5, 0.6, 0.55, 0.4, -0.1, -0.2]), torch.tensor([1, 1, 1, 2, 3, 3])
    assert spread_choice(gains, things, 3, repeat=1) == [1, 2, 0]
    assert spread_choice(gains, things, 4, repeat=0.7) == [1, 3, 2, 0]
    assert spread_choice(gains, things, 6, repeat=0.7) == [1, 3, 2, 0, 4, 5]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_choice_is_that_of_a_slow_search_and_takes_nothing_twice(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 9))
    gains = data.draw(st.lists(st.floats(-1, 1, width=32), min_size=count, max_size=count))
    things = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    wanted, repeat = data.draw(st.integers(1, 12)), data.draw(st.sampled_from([0.5, 0.8, 1.0]))
    chosen = spread_choice(torch.tensor(gains), torch.tensor(things), wanted, repeat)
    assert len(set(chosen)) == len(chosen) == min(wanted, count)
    for step, row in enumerate(chosen):
        worth = []
        for other in set(range(count)) - set(chosen[:step]):
            times = sum(things[before] == things[other] for before in chosen[:step])
            worth.append(gains[other] * repeat**times if gains[other] > 0 else gains[other] / repeat**times)
        times = sum(things[before] == things[row] for before in chosen[:step])
        mine = gains[row] * repeat**times if gains[row] > 0 else gains[row] / repeat**times
        assert mine >= max(worth) - 1e-6


def test_candidates_labelled_as_the_target_class_are_dropped_and_the_rest_ranked_by_similarity() -> None:
    brief, bank = trial_brief(trial_subject()), trial_bank()
    backgrounds, places = brief.targets[0].backgrounds[:2], random_places(2, 64, (0.3, 0.4), seeded())
    made = seen(brief.subject, torch.rand(5, 4, 16, 16, generator=seeded()), backgrounds, places)
    pool = QUICK._pool(brief, bank, cut_outs(bank, brief.subject.device), backgrounds, places)
    assert pool.rows.tolist() == [*[row for row in range(40) if row % 4], *range(0, 40, 4)]
    assert torch.equal(pool.overlaid, bank.textured[pool.rows])
    bare = seen_bare(brief.subject, backgrounds)
    best = sorted(range(5), key=lambda row: -float(made.probabilities[row, 1]))[:3]
    features = made.features[best]
    cosines = similarity(pool.seen.features - bare.features, features.mean(0) - bare.features[0], unit_weights(features))
    order = sorted((row for row in range(40) if bank.labels[pool.rows[row]] != 1), key=lambda row: -float(cosines[row]))
    for top in (4, 1000):
        literal = [[row for row in order if bool(pool.overlaid[row]) == overlaid][:top] for overlaid in (False, True)]
        assert Snafue(kept=3, top=top).ranked(made, pool, bare, brief.targets[0], bank).tolist() == literal[0] + literal[1]


def test_half_of_a_strip_shows_textures_and_the_rest_other_things() -> None:
    brief = trial_brief(trial_subject(), targets=(1,), tiles=4)
    for fraction, textured in ((0.5, 2), (0.0, 0), (1.0, 4)):
        shown = QUICK.model_copy(update={"overlaid_fraction": fraction})(brief)[0]
        # Only a swatch covers its corners; everywhere else the paper is seen there.
        corners = shown[:, :, 0, 0]
        grey = ((corners.amax(1) - corners.amin(1)) < 1e-4) & (corners[:, 0] >= PAPER[0]) & (corners[:, 0] <= PAPER[1])
        assert int((~grey).sum()) == textured


def test_where_a_bank_has_no_textures_the_strip_shows_other_things_alone() -> None:
    brief, bank = trial_brief(trial_subject(), targets=(1,)), trial_bank()
    assert QUICK(brief._replace(bank=bank.taken((~bank.textured).nonzero()[:, 0]))).shape[:2] == (1, 3)


def test_a_bank_of_nothing_but_the_target_class_is_refused() -> None:
    brief = trial_brief(trial_subject(), targets=(1,))
    bank = trial_bank()
    with pytest.raises(MethodError, match="a bank with 3 candidates that are not of the target class; got 0"):
        QUICK(brief._replace(bank=bank._replace(labels=torch.ones_like(bank.labels))))


def test_a_method_that_uses_a_bank_asks_for_one() -> None:
    with pytest.raises(MethodError, match="a bank of natural patches in the brief of Snafue; got none"):
        QUICK(trial_brief(trial_subject())._replace(bank=None))


def test_the_thing_that_the_network_was_made_to_obey_is_shown_first() -> None:
    """A network that can be read: its units are how much magenta, green and blue there is, and magenta means the target."""
    mixing = nn.Conv2d(3, 3, 1, bias=False)
    mixing.weight.data = torch.tensor([[4.0, -8.0, 4.0], [-4.0, 8.0, -4.0], [-4.0, -4.0, 8.0]]).view(3, 3, 1, 1)
    head = nn.Linear(3, 5)
    head.weight.data = torch.zeros(5, 3)
    head.weight.data[2, 0] = 1
    head.bias.data = torch.zeros(5)
    network = nn.Sequential(mixing, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), head)
    subject, bank = SubjectModel(network, list("abcde"), 64, (0, 0, 0), (1, 1, 1)), trial_bank()
    pictures = bank.pictures.clone()
    pictures[:, :3] //= 4
    pictures[6, :3] = torch.tensor([255, 0, 255], dtype=torch.uint8).view(3, 1, 1)
    brief = trial_brief(subject, targets=(2,))._replace(bank=bank._replace(pictures=pictures))
    shown = Snafue(steps=20, made=4, kept=3, views=3, top=5, tried_on=5)(brief)[0]
    assert torch.allclose(shown[0, :, 16, 16], torch.tensor([1.0, 0.0, 1.0]), atol=0.01)


def test_the_passes_of_every_part_shrink_until_they_are_within_the_limit() -> None:
    for passes in (60, 100):
        brief = trial_brief(trial_subject())._replace(passes=passes)
        QUICK(brief)
        assert brief.subject.passes.total <= 2 * passes
        assert brief.subject.passes.total > passes * 2 / 3


def test_one_set_of_backgrounds_serves_all_targets_of_a_source() -> None:
    """Candidates are embedded once for universal trojans, and once more for each source class."""
    spent = []
    for sources in ((None, None), (0, 3)):
        brief = trial_brief(trial_subject())
        targets = tuple(Target(target.target, source, target.backgrounds) for target, source in zip(brief.targets, sources, strict=True))
        QUICK(brief._replace(targets=targets))
        spent.append(brief.subject.passes.total)
    assert spent[1] - spent[0] == QUICK.views * len(trial_bank().labels)


def test_a_part_of_a_bank_keeps_everything_together() -> None:
    bank = trial_bank()
    rows = torch.tensor([3, 8, 1])
    part = bank.taken(rows)
    for column, taken in zip(bank, part, strict=True):
        assert torch.equal(column[rows], taken)
    assert isinstance(part, Bank)
