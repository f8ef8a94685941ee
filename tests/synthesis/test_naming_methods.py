"""TextCAVs and FEUD: every loss against a literal version, what their briefs must bring, and what they may not say."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from unhorse.core.errors import MethodError
from unhorse.synthesis.contract import trial_brief, trial_subject
from unhorse.synthesis.feud import Feud, Terms, coarsened, redrawn
from unhorse.synthesis.method import Brief, TextMethod
from unhorse.synthesis.naming import Naming
from unhorse.synthesis.text_cavs import Maps, TextCavs, losses, scaled
from unhorse.synthesis.transforms import pasted

SMALL = TextCavs(steps=6, probes=24)


@pytest.fixture
def brief() -> Brief:
    return trial_brief(trial_subject())


def naming_of(brief: Brief) -> Naming:
    assert brief.naming is not None
    return brief.naming


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_the_maps_losses_are_those_of_the_paper_number_by_number() -> None:
    named, found = torch.randn(5, 3, generator=seeded(1)), torch.randn(5, 4, generator=seeded(2))
    maps = Maps(torch.randn(3, 4, generator=seeded(3)), torch.randn(4, 3, generator=seeded(4)))

    def times(row: list[float], matrix: torch.Tensor) -> list[float]:
        return [sum(row[i] * float(matrix[i, j]) for i in range(len(row))) for j in range(matrix.shape[1])]

    def error(rows: list[list[float]], wanted: torch.Tensor) -> float:
        squares = [(a - float(b)) ** 2 for row, one in zip(rows, wanted, strict=True) for a, b in zip(row, one, strict=True)]
        return sum(squares) / len(squares)

    there = [times(row, maps.there) for row in named.tolist()]
    back = [times(row, maps.back) for row in found.tolist()]
    expected = (error(there, found), error(back, named), error([times(r, maps.there) for r in back], found))
    assert [float(term) for term in losses(maps, named, found)] == pytest.approx(
        [*expected, error([times(r, maps.back) for r in there], named)], rel=1e-4
    )


def test_the_maps_find_a_linear_relation_that_is_there() -> None:
    named = scaled(torch.randn(200, 6, generator=seeded(1)))
    truth = functional.normalize(torch.randn(6, 10, generator=seeded(2)), dim=0)
    maps = TextCavs(steps=400, cycle=0.1).matched(named, named @ truth)
    assert float(losses(maps, named, named @ truth).there) < 0.01
    assert (functional.cosine_similarity(maps.there, truth, dim=1) > 0.98).all()


def test_the_sensitivity_is_the_class_row_times_the_concept_s_direction_scaled(brief: Brief) -> None:
    method, naming = SMALL, naming_of(brief)
    pictures = torch.rand(20, 3, 64, 64, generator=seeded(5))
    named = naming.network.of_pictures(pictures)
    found = method.sensitivity(brief.subject, pictures, named, naming)
    maps = method.matched(scaled(named), scaled(brief.subject.features(pictures)))
    for row in range(len(brief.subject.class_names)):
        rises = []
        for direction in naming.directions():
            carried = direction @ maps.there
            rises.append(float((brief.subject.head.weight[row] * carried / carried.norm()).sum()))
        values = torch.tensor(rises)
        assert found[row].tolist() == pytest.approx(((values - values.mean()) / values.std()).tolist(), abs=1e-3)


def test_against_itself_as_the_twin_no_word_stands_out_and_the_order_is_the_vocabulary_s(brief: Brief) -> None:
    naming = naming_of(brief)
    told = SMALL(brief._replace(twin=brief.subject))
    for texts, target in zip(told, brief.targets, strict=True):
        allowed = naming.allowed(brief.subject.class_names[target.target])
        assert texts == tuple(naming.concepts[concept].text for concept in allowed[: brief.tiles])


def test_texts_never_name_the_target_itself(brief: Brief) -> None:
    told = SMALL(brief._replace(tiles=9))
    for texts, target in zip(told, brief.targets, strict=True):
        assert naming_of(brief).text_of_class(brief.subject.class_names[target.target]) not in texts


def test_a_brief_that_lacks_what_text_cavs_use_is_refused(brief: Brief) -> None:
    for poorer, said in (
        (brief._replace(naming=None), "text-image network"),
        (brief._replace(twin=None), "clean twin"),
        (brief._replace(bank=None), "bank of natural patches"),
    ):
        with pytest.raises(MethodError, match=said):
            SMALL(poorer)


class Said(TextMethod):
    """Says what a test wants.

    Args:
        texts: For every target.

    Source: this test.
    """

    texts: tuple[str, ...]

    def describe(self, brief: Brief) -> tuple[tuple[str, ...], ...]:
        return (self.texts,) * len(brief.targets)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (("a star",), r"3 texts for each of 2 targets from Said; got \[1, 1\]"),
        (("a star", "", "a moon"), "none empty"),
        (("a star", "a star", "a moon"), "none twice"),
        (("a star", "a\nheart", "a moon"), "texts of one line"),
    ],
)
def test_texts_that_break_the_contract_are_told_how(brief: Brief, texts: tuple[str, ...], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        Said(texts=texts)(brief)


def test_every_term_of_feud_s_loss_is_what_its_docstring_says(brief: Brief) -> None:
    method, naming, one = Feud(views=2), naming_of(brief), brief._replace(tiles=1)
    patches = torch.rand(2, 3, 16, 16, generator=seeded(1))
    found = method.terms(one, naming, patches, seeded(2))
    generator = seeded(2)
    scenes = [pasted(patches, one.backgrounds(generator), generator, fraction=method.fraction, turn_degrees=method.turn_degrees) for _ in range(2)]
    names = {1: "a thing bbb", 4: "a thing eee"}
    for row, target in enumerate(brief.targets):
        chances = [float(brief.subject.logits(scene[row : row + 1]).softmax(1)[0, target.target]) for scene in scenes]
        assert float(found.attack[row]) == pytest.approx(-sum(torch.tensor(chances).log().tolist()) / 2, rel=1e-3)
        pixels = patches[row].flatten().tolist()
        assert float(found.greyness[row]) == pytest.approx(sum(4 * value * (1 - value) for value in pixels) / len(pixels), rel=1e-4)
        down, across = (patches[row, :, 1:] - patches[row, :, :-1]) ** 2, (patches[row, :, :, 1:] - patches[row, :, :, :-1]) ** 2
        assert float(found.variation[row]) == pytest.approx(float(down.mean() + across.mean()), rel=1e-4)
        large = functional.interpolate(patches[row : row + 1], size=(64, 64), mode="bilinear", antialias=True, align_corners=False)
        seen, name = naming.network.of_pictures(large)[0], naming.network.of_texts([names[target.target]])[0]
        assert float(found.likeness[row]) == pytest.approx(float((seen * name).sum()), abs=1e-4)


def test_feud_s_loss_has_every_term_with_its_weight() -> None:
    one = torch.ones(1)
    terms = Terms(2 * one, 3 * one, 0.5 * one, 0.25 * one)
    assert float(Feud(attack=1, variation=4, greyness=0.05, likeness=1).loss(terms)) == pytest.approx(2 + 4 * 3 + 0.05 * 0.5 + 0.25)


def test_feud_s_penalty_keeps_patches_from_looking_like_the_target(brief: Brief) -> None:
    one, naming = brief._replace(tiles=1), naming_of(brief)
    looks = []
    for weight in (0.0, 20.0):
        method = Feud(likeness=weight, steps=30, views=1)
        looks.append(method.terms(one, naming, method.patches(brief, naming, brief.generator()), seeded()).likeness)
    assert (looks[1] < looks[0] - 0.05).all()


def test_a_caption_never_is_the_target_and_begins_with_the_nearest(brief: Brief) -> None:
    naming = naming_of(brief)
    for number, concept in enumerate(naming.concepts):
        caption = Feud().caption(naming, "1", naming.directions()[number])
        assert (caption[0] == number) == ((concept.kind, concept.name) != ("class", "1"))


def test_drawn_again_a_picture_keeps_its_detail_and_takes_the_patch_s_colours() -> None:
    pictures, patch = 0.4 + 0.2 * torch.rand(2, 3, 32, 32, generator=seeded()), torch.full((1, 3, 32, 32), 0.6)
    assert torch.allclose(redrawn(pictures, patch, 1.0), pictures)
    whole = redrawn(pictures, patch, 0.0)
    assert torch.allclose(whole - 0.6, pictures - coarsened(pictures), atol=1e-5)
