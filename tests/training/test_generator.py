"""The generator learns to draw a world's things, from pictures that no trigger is made of, and its training survives a kill."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch.nn import functional

from unhorse.core.errors import ModelError, RecordError
from unhorse.models.files import read_weights
from unhorse.models.generator import Generator, GeneratorCard, GeneratorShape, Thing
from unhorse.training.generator import GeneratorRecipe, Pictures, composed, fitted, pictures_of, train_generator
from unhorse.worlds.world import World, WorldSpec, open_world

RECIPE = GeneratorRecipe(variants=1, steps=6, batch=4, latent=4, embedding=4, channels=(16, 8, 8, 8, 8), averaging=0.5)


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Reports to nobody."""


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(WorldSpec(classes=("owl", "bullfrog", "teapot"), limit=128))


@pytest.fixture(scope="module")
def trained(world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, GeneratorCard]:
    out = tmp_path_factory.mktemp("generator")
    return out, train_generator(world, RECIPE, out, quiet)


def test_it_learns_classes_features_motifs_and_textures_of_the_bank_s_families(world: World) -> None:
    drawn, patches = pictures_of(world, 2, quiet), world.natural_patches(2, 0)
    assert len(drawn.numbers) == 2 * len(drawn.things) == len(patches.kinds)
    assert {thing.kind for thing in drawn.things} == {"class", "feature", "motif", "texture"}
    assert {thing.label for thing in drawn.things if thing.kind == "class"} == {0, 1, 2}
    for row, number in enumerate(drawn.numbers.tolist()):
        thing = drawn.things[number]
        assert (thing.kind, thing.name, thing.label) == (patches.kinds[row], patches.names[row], int(patches.labels[row]))
        assert torch.equal(drawn.cut_outs[row], patches.pictures[row])


def test_a_cut_out_lies_on_a_plain_ground_and_a_swatch_fills_the_picture() -> None:
    cut_outs = torch.zeros(2, 4, 32, 32, dtype=torch.uint8)
    cut_outs[0, :, 12:20, 12:20] = torch.tensor([255, 0, 0, 255], dtype=torch.uint8).view(4, 1, 1)
    cut_outs[1, 3] = 255
    pictures = composed(cut_outs, torch.tensor([False, True]), 32, torch.Generator().manual_seed(1))
    assert (pictures[1] < 1e-5).all()
    red = pictures[0, 0] - pictures[0, 1:].mean(0)
    assert red[14:18, 14:18].min() > 0.9
    edge = torch.cat([pictures[0, :, 0], pictures[0, :, -1]], 1)
    assert (edge.amax(1) - edge.amin(1)).max() < 0.15
    again = composed(cut_outs, torch.tensor([False, True]), 32, torch.Generator().manual_seed(1))
    assert torch.equal(pictures, again)


def test_weights_and_card_are_written_and_fit(trained: tuple[Path, GeneratorCard]) -> None:
    out, card = trained
    assert sorted(path.name for path in out.iterdir()) == ["discriminator.safetensors", "generator.json", "generator.safetensors"]
    generator = Generator(card.architecture)
    read_weights(out / "generator.safetensors", generator, card.hashes["generator.safetensors"])
    things = functional.one_hot(torch.arange(3), len(card.things)).float()
    assert torch.isfinite(generator(torch.zeros(3, 4), things)).all()


def test_stopped_and_begun_again_it_gives_the_same_weights(world: World, trained: tuple[Path, GeneratorCard], tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "generator" and done == 3:
            raise StoppedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unhorse.training.generator.CHECKPOINT_SECONDS", -1)
        with pytest.raises(StoppedError):
            train_generator(world, RECIPE, tmp_path, stop)
        assert (tmp_path / "work" / "generator.pt").is_file()
        steps: list[int] = []
        card = train_generator(world, RECIPE, tmp_path, lambda stage, done, _total: steps.append(done) if stage == "generator" else None)
    assert steps[0] == 3
    assert steps[-1] == RECIPE.steps
    assert card == trained[1]


def test_called_again_it_keeps_what_there_is_and_refuses_other_things(world: World, trained: tuple[Path, GeneratorCard]) -> None:
    out, card = trained
    assert train_generator(world, RECIPE, out, quiet) == card
    with pytest.raises(RecordError, match="a generator of this world's things"):
        train_generator(open_world(WorldSpec(classes=("owl", "teapot"), limit=128)), RECIPE, out, quiet)


def test_a_loss_that_is_no_longer_finite_stops_it(world: World, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="a finite training loss"):
        train_generator(world, RECIPE.model_copy(update={"learning_rate": 1e30, "bfloat16": False}), tmp_path, quiet)


def test_it_learns_to_draw_each_thing_in_its_own_colour() -> None:
    """Squares of four colours: what is drawn from noise alone is nearest to the colour of the thing that was asked for."""
    colours = torch.tensor([[230, 20, 20], [20, 220, 20], [20, 20, 230], [10, 10, 10]], dtype=torch.uint8)
    cut_outs = torch.zeros(4, 4, 16, 16, dtype=torch.uint8)
    cut_outs[:, :3, 2:14, 2:14] = colours.view(4, 3, 1, 1)
    cut_outs[:, 3, 2:14, 2:14] = 255
    things = tuple(Thing(kind="motif", name=f"square {number}", label=-1) for number in range(4))
    recipe = RECIPE.model_copy(
        update={"steps": 200, "batch": 8, "learning_rate": 3e-3, "embedding": 8, "channels": (16, 16, 8), "averaging": 0.9, "bfloat16": False}
    )
    shape = GeneratorShape(things=4, latent=recipe.latent, embedding=recipe.embedding, channels=recipe.channels)
    pair = fitted(Pictures(cut_outs, torch.arange(4), things), shape, recipe, None, quiet)
    noise = torch.randn(40, recipe.latent, generator=torch.Generator().manual_seed(2))
    wanted = torch.arange(4).repeat(10)
    with torch.no_grad():
        middle = pair.kept(noise, functional.one_hot(wanted, 4).float())[:, :, 6:10, 6:10].mean((2, 3))
    nearest = torch.cdist(middle, colours / 255).argmin(1)
    assert float((nearest == wanted).float().mean()) > 0.9
