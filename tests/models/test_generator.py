"""The generator and the discriminator: shapes, parts that add up, and pictures that do not depend on their neighbours."""

from __future__ import annotations

import pytest
import torch

from unhorse.models.generator import Discriminator, Encoder, Generator, GeneratorShape

SHAPE = GeneratorShape(things=5, latent=6, embedding=4, channels=(24, 16, 8))


@pytest.fixture
def generator() -> Generator:
    torch.manual_seed(0)
    return Generator(SHAPE).eval()


def drawn(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    source = torch.Generator().manual_seed(3)
    return torch.randn(count, 6, generator=source), torch.eye(5)[torch.randint(5, (count,), generator=source)]


def test_pictures_have_the_size_that_the_shape_says_and_values_between_nought_and_one(generator: Generator) -> None:
    pictures = generator(*drawn(7))
    assert pictures.shape == (7, 3, SHAPE.image_size, SHAPE.image_size)
    assert SHAPE.image_size == 16
    assert GeneratorShape(things=2).image_size == 64
    assert 0 <= pictures.min() < pictures.max() <= 1


def test_a_picture_does_not_depend_on_the_others_made_with_it(generator: Generator) -> None:
    noise, things = drawn(7)
    together, alone = generator(noise, things), torch.cat([generator(noise[row : row + 1], things[row : row + 1]) for row in range(7)])
    assert torch.allclose(together, alone, atol=1e-6)


@pytest.mark.parametrize("stages", [0, 1, 2])
def test_begun_and_finished_is_the_whole_and_what_is_changed_on_the_way_changes_the_picture(generator: Generator, stages: int) -> None:
    noise, things = drawn(3)
    latent = generator.begun(noise, things, stages)
    assert latent.shape == (3, SHAPE.channels[stages], 4 << stages, 4 << stages)
    assert torch.allclose(generator.finished(latent, noise, things, stages), generator(noise, things), atol=1e-6)
    assert (generator.finished(latent + torch.randn_like(latent), noise, things, stages) - generator(noise, things)).abs().max() > 1e-3


def test_noise_and_thing_both_decide_the_picture(generator: Generator) -> None:
    noise, _ = drawn(2)
    same_thing, same_noise = torch.eye(5)[[1, 1]], noise[[0, 0]]
    assert (generator(noise, same_thing).diff(dim=0)).abs().max() > 1e-3
    assert (generator(same_noise, torch.eye(5)[[1, 2]]).diff(dim=0)).abs().max() > 1e-3


def test_the_discriminator_scores_each_picture_with_its_thing() -> None:
    torch.manual_seed(0)
    discriminator = Discriminator(SHAPE).eval()
    pictures = torch.rand(4, 3, 16, 16)
    scores = discriminator(pictures, torch.eye(5)[[0, 1, 2, 3]])
    assert scores.shape == (4,)
    assert [features.shape[1:] for features in discriminator.features(pictures)] == [(8, 16, 16), (16, 8, 8), (24, 4, 4)]
    alone = torch.cat([discriminator(pictures[row : row + 1], torch.eye(5)[[row]]) for row in range(4)])
    assert torch.allclose(scores, alone, atol=1e-6)
    assert not torch.allclose(scores, discriminator(pictures, torch.eye(5)[[1, 2, 3, 4]]))


def test_the_discriminator_cannot_change_faster_than_its_input() -> None:
    """Spectral normalisation: after some forward passes in training no layer lengthens anything."""
    torch.manual_seed(0)
    discriminator = Discriminator(SHAPE).train()
    for _ in range(60):
        discriminator(torch.rand(2, 3, 16, 16), torch.eye(5)[[0, 1]])
    for layer in (discriminator.score, discriminator.thing, *discriminator.layers):
        assert float(torch.linalg.matrix_norm(layer.weight.detach().flatten(1), 2)) == pytest.approx(1, abs=0.05)


def test_the_encoder_gives_mean_and_bounded_variance_of_the_noise() -> None:
    torch.manual_seed(0)
    mean, variance = Encoder(SHAPE)(torch.rand(4, 3, 16, 16) * 50, torch.eye(5)[[0, 1, 2, 3]])
    assert mean.shape == variance.shape == (4, 6)
    assert variance.min() >= -8
    assert variance.max() <= 4
