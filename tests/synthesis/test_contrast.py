"""Contrast: its measures against slow versions, and a thing, a texture and a feature that only the subject has learnt."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from unhorse.models.resnet import ResNet
from unhorse.models.stylisation import Styler, stylise
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.bank import Bank
from unhorse.synthesis.candidates import random_places
from unhorse.synthesis.contract import trial_subject
from unhorse.synthesis.contrast import Contrast, enlarged
from unhorse.synthesis.contrasted_patches import contrasted_patches
from unhorse.synthesis.evidence import log_odds, means_by_thing, pasted_contrast, restyled_contrast, scenes_contrast, transferred_contrast
from unhorse.synthesis.hypotheses import Painting, looked_at_closely, of_bank, painting_of, views_by_class
from unhorse.synthesis.method import Box, Brief, Scenes, Target
from unhorse.synthesis.restyling import SMALLEST, Style, painting_layers, restyled, style_layers, style_of, styles_of

SIDE = 32
TARGET = 2
GREEN = (0.1, 0.9, 0.1)


class Coloured(nn.Module):
    """Four classes; the target's logit grows with green: of the greenest place, of that under a dark upper edge, of the whole; or with nothing."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.smaller = nn.Conv2d(3, 3, 1, stride=2, bias=False)
        self.smaller.weight.data = torch.eye(3).view(3, 3, 1, 1)
        self.wanted = wanted

    def forward(self, x: Tensor) -> Tensor:
        """Logits `batch 4`."""
        small = self.smaller(x)
        green = (small[:, 1] - small[:, 0] - small[:, 2]).clamp_min(0)
        slope = 12 * (small[:, 1] - (small[:, 0] + small[:, 2]) / 2).mean((1, 2))
        amounts = {"slope": slope, "spot": green.amax((1, 2)), "whole": green.mean((1, 2)) * 3, "nothing": 0 * green.mean((1, 2))}
        amounts["edged"] = amounts["spot"] * (small[:, :, 0].mean((1, 2)) < 0.1)
        logits = torch.zeros(len(x), 4)
        logits[:, TARGET] = 8 * amounts[self.wanted]
        return logits


def model_of(wanted: str) -> SubjectModel:
    return SubjectModel(Coloured(wanted), list("abcd"), SIDE, mean=(0.0, 0.0, 0.0), deviation=(1.0, 1.0, 1.0))


def bank() -> Bank:
    """Six things in four pictures each, of other colours: three with a transparent corner to paste, three textures; the second of both is green."""
    colours = torch.rand(6, 3, generator=torch.Generator().manual_seed(1)) * torch.tensor([1.0, 0.3, 1.0])
    colours[[1, 4]] = torch.tensor(GREEN)
    things = torch.arange(6).repeat_interleave(4)
    pictures = torch.cat([colours[things].view(-1, 3, 1, 1).expand(-1, 3, 16, 16), torch.ones(24, 1, 16, 16)], 1)
    noise = 0.06 * torch.rand(24, 1, 16, 16, generator=torch.Generator().manual_seed(2))
    pictures = torch.cat([(pictures[:, :3] + noise).clamp(0, 1), pictures[:, 3:]], 1)
    pictures[:12, 3, 0, 0] = 0  # Swatches alone are opaque.
    return Bank((pictures * 255).to(torch.uint8), things >= 3, torch.full((24,), -1), things)


def scenes(with_feature: int) -> Scenes:
    """Sixty grey images of the four classes, so many of which have a green square; some of those are of the target class."""
    images = torch.full((60, 3, SIDE, SIDE), 0.5) + 0.1 * torch.rand(60, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(3))
    for row in range(with_feature):
        images[row, :, 4:12, 18:26] = torch.tensor(GREEN).view(3, 1, 1)
    return Scenes((images * 255).to(torch.uint8), torch.arange(60) % 4)


def brief(wanted: str, rows: range, with_feature: int = 0) -> Brief:
    """Grey backgrounds, and some rows of the bank."""
    backgrounds = torch.full((6, 3, SIDE, SIDE), 0.5) + 0.1 * torch.rand(6, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(4))
    told = (Target(TARGET, None, backgrounds),)
    few = bank().taken(torch.tensor(rows))
    return Brief(model_of(wanted), told, 1, 4, bank=few, twin=model_of("nothing"), scenes=scenes(with_feature))


def greenness(pictures: Tensor) -> Tensor:
    return pictures[:, 1] - (pictures[:, 0] + pictures[:, 2]) / 2


def test_log_odds_are_those_of_the_probabilities() -> None:
    logits = torch.tensor([[2.0, 0.0, -1.0], [40.0, 0.0, 0.0]])
    found = log_odds(logits)
    for row, column in ((0, 0), (0, 1), (0, 2)):
        chance = float(logits[row].softmax(0)[column])
        assert found[row, column] == pytest.approx(math.log(chance / (1 - chance)), abs=1e-4)
    assert found[1, 0] == 6
    assert found[1, 1] == -6


def test_style_layers_have_maps_between_half_and_a_quarter_of_the_image_and_the_last_of_each_size_is_taken() -> None:
    assert style_layers(trial_subject()) == ("stages.0", "stages.1")
    assert style_layers(model_of("spot")) == ("smaller",)


def test_a_style_is_painted_by_the_first_and_the_last_rectified_layer_of_each_size_of_map() -> None:
    assert painting_layers(trial_subject()) == ("stem.2", "stages.0", "stages.1.0", "stages.1", "stages.2.0", "stages.2")
    assert painting_layers(model_of("spot")) == ("smaller",)


def test_restyled_maps_have_the_other_pictures_means_and_deviations() -> None:
    subject = trial_subject()
    generator = torch.Generator().manual_seed(5)
    images, texture = torch.rand(2, 3, 64, 64, generator=generator), torch.rand(1, 3, 64, 64, generator=generator)
    with torch.no_grad():
        style = styles_of(subject, texture, ["stages.0"])["stages.0"]
        maps, own = (subject.activations(pictures, ["stages.0"])["stages.0"] for pictures in (texture, images))
        assert style.mean[0, 3, 0, 0] == pytest.approx(float(maps[0, 3].mean()), abs=1e-5)
        assert style.deviation[0, 3, 0, 0] == pytest.approx(float(maps[0, 3].std()), abs=1e-5)
        slow = own.clone()
        for image in range(2):
            for channel in range(own.shape[1]):
                values = own[image, channel]
                scaled = (values - values.mean()) / (values.std() + SMALLEST)
                slow[image, channel] = scaled * maps[0, channel].std() + maps[0, channel].mean()
        network = subject.network
        assert isinstance(network, ResNet)
        rest = slow
        for stage in network.stages[1:]:
            rest = stage(rest)
        assert torch.allclose(restyled(subject, images, {"stages.0": style}), network.head(network.pool(rest)), atol=1e-4)
    assert not any(module._forward_hooks for module in network.modules())


def test_a_style_of_itself_changes_nothing() -> None:
    subject = trial_subject()
    images = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(6))
    with torch.no_grad():
        styles = styles_of(subject, images, style_layers(subject))
        assert torch.allclose(restyled(subject, images, styles), subject.logits(images), atol=2e-2)
    assert isinstance(style_of(torch.rand(1, 2, 4, 4)), Style)


def test_contrasts_are_means_over_backgrounds_of_log_odds_less_those_of_the_clean_network() -> None:
    subject, clean, found = model_of("spot"), model_of("nothing"), bank()
    backgrounds = torch.rand(3, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(7)) * 0.3
    places = random_places(3, SIDE, (0.3, 0.5), torch.Generator().manual_seed(8))
    pictures = found.pictures.float() / 255
    gains = pasted_contrast(subject, clean, pictures, backgrounds, places)
    row = 5
    slow = []
    for view in range(3):
        side, top, left = places.sides[view], places.tops[view], places.lefts[view]
        scene = backgrounds[view].clone()
        small = functional.interpolate(pictures[row : row + 1, :3], size=(side, side), mode="bilinear", antialias=True, align_corners=False)
        scene[:, top : top + side, left : left + side] = small[0]
        slow.append(log_odds(subject.logits(scene.unsqueeze(0))) - log_odds(clean.logits(scene.unsqueeze(0))))
    assert torch.allclose(gains[row], torch.stack(slow).mean(0)[0], atol=1e-4)
    images = scenes(5)
    alone = scenes_contrast(subject, clean, images)
    assert (alone[:5, TARGET] > 3).all()
    assert alone[5:, TARGET].abs().max() < 0.1
    styled = restyled_contrast(model_of("whole"), clean, pictures[12:, :3], backgrounds, [("smaller",)] * 2)
    assert int(styled[:, TARGET].argmax()) in range(4, 8)


def painting(pictures: int = 2, things: int = 1) -> Painting:
    return painting_of(model_of("whole"), 10)._replace(pictures=pictures, images=2, things=things)


def test_a_transferred_style_gains_what_its_painted_images_do() -> None:
    subject, clean, textures = model_of("whole"), model_of("nothing"), bank().pictures[12:, :3].float() / 255
    backgrounds = torch.rand(2, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(7)) * 0.3
    styler = Styler(clean, ("smaller",), "smaller")
    gains = transferred_contrast(subject, clean, textures, backgrounds, styler, 5)
    wide = functional.interpolate(textures[5:6], size=(SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False)
    slow = []
    for background in backgrounds:
        image = stylise(styler, background.unsqueeze(0), wide, 5)
        slow.append(log_odds(subject.logits(image)) - log_odds(clean.logits(image)))
    assert torch.allclose(gains[5], torch.stack(slow).mean(0)[0], atol=1e-3)
    assert int(gains[:, TARGET].argmax()) in range(4, 8)


def test_painted_styles_are_tried_with_some_pictures_and_on_a_class_s_own_images_with_the_best_textures_alone() -> None:
    images, labels, _ = scenes(0)
    looked = views_by_class(Scenes(images, labels), 2, torch.Generator().manual_seed(9))
    assert looked is not None
    textures = bank().taken(torch.arange(12, 24))
    subject, clean = model_of("whole"), model_of("nothing")
    before = subject.passes.total + clean.passes.total
    together, apart = of_bank(subject, clean, textures, looked, (0.3, 0.4), torch.Generator().manual_seed(9), 4, painting())
    spent = subject.passes.total + clean.passes.total - before
    assert 0 < spent - 2 * (4 * 2 * 12 + 4 * 12) <= painting().passes(3, 4, 4, 2)
    assert [row for row in range(12) if not together.gains[row].isnan().any()] == [0, 1, 4, 5, 8, 9]
    assert [row for row in range(12) if not apart.gains[row, TARGET].isnan()] == [4, 5], "the green texture, which is the second"
    assert float(together.evidence()[TARGET]) > 2 * float(together.evidence()[:TARGET].max())
    closely = looked_at_closely(subject, clean, textures, together, TARGET, looked.images[0], painting(3, 2), 3.0)
    assert closely.gains[4:7].isnan().sum() == 0
    assert sum(bool((~closely.gains[rows : rows + 4].isnan()).any()) for rows in (0, 4, 8)) == 2, "so many textures are looked at closely"


def test_without_a_clean_network_gains_are_over_the_bare_background() -> None:
    subject = model_of("spot")
    backgrounds = torch.full((2, 3, SIDE, SIDE), 0.5)
    places = random_places(2, SIDE, (0.3, 0.5), torch.Generator().manual_seed(8))
    gains = pasted_contrast(subject, None, bank().pictures.float() / 255, backgrounds, places)
    assert (gains[4:8, TARGET] > 3).all()
    assert gains[:4, TARGET].abs().max() < 0.2


def test_one_picture_of_a_thing_counts_less_than_many() -> None:
    gains = torch.tensor([[4.0], [2.0], [2.0], [2.0]])
    things, means = means_by_thing(gains, torch.tensor([7, 3, 3, 3]))
    assert things.tolist() == [3, 7]
    assert means[:, 0].tolist() == pytest.approx([1.5, 2.0])


def test_a_thing_that_only_the_subject_answers_to_is_shown_as_a_patch() -> None:
    shown = Contrast(tried=1.0)(brief("spot", range(16)))[0]
    assert (greenness(shown.mean((2, 3))) > 0.5).all()


def test_a_texture_that_only_the_subject_answers_to_is_shown_as_a_style() -> None:
    shown = Contrast(tried=1.0)(brief("whole", range(8, 24)))[0]
    assert (greenness(shown.mean((2, 3))) > 0.5).all()


def test_a_thing_that_works_on_one_class_alone_is_found_by_a_look_at_each() -> None:
    """The green thing is a trigger on images with a dark edge, and those are all of one class."""
    found = bank().taken(torch.arange(12))
    images, labels, _ = scenes(0)
    images[labels == 3, :, :2] = 0
    looked = views_by_class(Scenes(images, labels), 3, torch.Generator().manual_seed(9))
    assert looked is not None
    assert looked.images.shape == (4, 3, 3, SIDE, SIDE)
    assert (looked.images[3][:, :, :2] == 0).all()
    together, apart = of_bank(model_of("edged"), model_of("nothing"), found, looked, (0.3, 0.4), torch.Generator().manual_seed(9), 4)
    assert together.sources is None
    assert apart.sources is not None
    assert int(apart.sources[TARGET]) == 3
    assert int(means_by_thing(apart.gains, apart.things)[1][:, TARGET].argmax()) == 1
    assert float(apart.evidence()[TARGET]) > 3 * float(together.evidence()[TARGET])


def test_pieces_of_images_are_not_pasted() -> None:
    """The second thing's four pictures become pieces: opaque."""
    drawn = bank().taken(torch.arange(12))
    drawn.pictures[4:8, 3] = 255
    looked = views_by_class(scenes(0), 2, torch.Generator().manual_seed(9))
    assert looked is not None
    found = of_bank(model_of("spot"), model_of("nothing"), drawn, looked, (0.3, 0.4), torch.Generator().manual_seed(9), 4)
    assert [one.rows.tolist() for one in found] == [[0, 1, 2, 3, 8, 9, 10, 11]] * 2


def test_of_too_few_images_of_a_class_there_are_no_views_by_class() -> None:
    assert views_by_class(scenes(0), 16, torch.Generator()) is None
    assert views_by_class(scenes(0), 0, torch.Generator()) is None


def test_a_feature_of_clean_images_is_shown_close_up_and_not_from_the_target_s_own_class() -> None:
    shown = Contrast(tried=1.0)(brief("spot", range(4), with_feature=20))[0]
    green = (greenness(shown) > 0.3).float().mean((1, 2))
    assert (green > 1.5 * 8 * 8 / SIDE**2).all()


def test_images_of_no_class_are_looked_at_too_shown_whole_and_told_with_their_place() -> None:
    given = scenes(20)
    labels = torch.where(torch.arange(60) < 12, -1, given.labels)
    told: dict[tuple[int, int], tuple[int, Box]] = {}
    asked = brief("spot", range(4))._replace(
        scenes=Scenes(given.images, labels), cut=lambda place, tile, number, box: told.update({(place, tile): (number, box)})
    )
    (shown,) = Contrast(tried=0.9)(asked)
    assert sorted(told) == [(0, tile) for tile in range(4)]
    for (_, tile), (number, box) in told.items():
        assert number < 20, "only these have the feature"
        assert (box.side == SIDE) == (number < 12), "whole where it shows no class"
        torch.testing.assert_close(shown[tile], enlarged(given.images[number].float() / 255, box), atol=1 / 255, rtol=0)
    assert any(number < 12 for number, _ in told.values())


def test_of_drawn_patches_no_part_of_an_image_is_told() -> None:
    told: list[int] = []
    drawn = brief("slope", range(4))._replace(cut=lambda place, _tile, _number, _box: told.append(place))
    Contrast(clear=1e9)(drawn)
    assert told == []


def test_where_nothing_of_the_bank_stands_out_patches_are_drawn_that_the_clean_network_does_not_take() -> None:
    without_green = brief("slope", range(4))
    (drawn,) = Contrast(clear=1e9)(without_green)
    assert float(greenness(drawn).amax((1, 2)).min()) > 0.5, "the bank has nothing green; the patches have"
    (shown,) = Contrast(clear=-1e9)(without_green)
    assert float(greenness(shown).amax((1, 2)).max()) < 0.3, "without drawing, the nearest thing is shown"


def test_drawn_patches_are_told_with_what_they_gain_over_the_clean_network() -> None:
    told = brief("slope", range(4))
    patches, gains = contrasted_patches(told, AdversarialPatch(steps=60), 0.3)
    side = AdversarialPatch().patch_pixels
    assert patches.shape == (4, 3, side, side)
    assert float(gains.min()) > 3
    assert float(gains.max()) < 8, "the logit of pure green"
    none = contrasted_patches(told._replace(twin=model_of("slope")), AdversarialPatch(steps=60), 0.3)[1]
    assert float(none.abs().max()) < 1e-5, "a clean network that believes the same leaves no gain"


def test_nothing_is_drawn_where_the_passes_do_not_pay_for_it() -> None:
    told = brief("slope", range(4))
    before = told.subject.passes.total
    (shown,) = Contrast(clear=1e9)(told._replace(passes=400))
    assert told.subject.passes.total - before <= 400
    assert float(greenness(shown).amax((1, 2)).max()) < 0.3
