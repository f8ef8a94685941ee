"""The text-image network learns captions from pictures that no trigger is made of, and its training survives a kill."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from unhorse.models.files import read_weights
from unhorse.models.text_image import TextImage, TextImageCard
from unhorse.training.text_image import TextImageRecipe, batch_of, captioned, contrast, train_text_image
from unhorse.worlds.world import World, WorldSpec, open_world

RECIPE = TextImageRecipe(scenes=24, variants=1, steps=4, batch=8, space=8, width=4, measured=4, warm=2)


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Reports to nobody."""


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(WorldSpec(classes=("owl", "bullfrog", "teapot", "goose", "wallet", "cicada", "bucket", "drum"), limit=128))


@pytest.fixture(scope="module")
def trained(world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TextImageCard]:
    out = tmp_path_factory.mktemp("text_image")
    return out, train_text_image(world, RECIPE, out, quiet)


def test_the_loss_is_the_mean_of_both_cross_entropies_and_equal_texts_share_it() -> None:
    seen, said = (torch.nn.functional.normalize(torch.randn(3, 4, generator=torch.Generator().manual_seed(n)), dim=1) for n in (1, 2))
    texts = ["an owl", "a drum", "an owl"]
    total = 0.0
    for rows, columns in ((seen, said), (said, seen)):
        chances = (3 * rows @ columns.T).softmax(1)
        for row in range(3):
            same = [column for column in range(3) if texts[column] == texts[row]]
            total -= sum(float(chances[row, column].log()) for column in same) / len(same)
    assert float(contrast(seen, said, texts, torch.tensor(3.0))) == pytest.approx(total / 6, rel=1e-5)


def test_words_count_and_so_does_their_place(trained: tuple[Path, TextImageCard]) -> None:
    out, card = trained
    network = TextImage(card.architecture)
    read_weights(out / "text_image.safetensors", network, card.hashes["text_image.safetensors"])
    same, other, turned, unknown = network.of_texts(["An OWL with a drum", "an owl with a goose", "a drum with an owl", "zzz"])
    assert torch.allclose(same, network.of_texts(["an owl, with a drum"])[0], atol=1e-6)
    assert not torch.allclose(same, other, atol=1e-4)
    assert not torch.allclose(same, turned, atol=1e-4)
    assert float(unknown.detach().norm()) == pytest.approx(1, abs=1e-5)


def test_a_batch_s_texts_say_what_was_added_to_its_scenes(world: World) -> None:
    data = captioned(world, RECIPE, quiet)
    pictures, texts = batch_of(data, world.image_size, RECIPE.model_copy(update={"added": 0.0, "alone": 0.25}), 3)
    assert pictures.shape == (8, 3, 64, 64)
    assert set(texts[:2]) <= {concept.text for concept in data.concepts}
    assert set(texts[2:]) <= set(data.captions)
    _, more = batch_of(data, world.image_size, RECIPE.model_copy(update={"added": 1.0, "alone": 0.25}), 3)
    assert all(
        long.startswith(f"{short} ") and long.rpartition(" with ")[0] + long.rpartition(" in ")[0]
        for long, short in zip(more[2:], texts[2:], strict=True)
    )


def test_stopped_and_begun_again_it_gives_the_same_weights(world: World, trained: tuple[Path, TextImageCard], tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "text-image network" and done == 3:
            raise StoppedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unhorse.training.text_image.CHECKPOINT_SECONDS", -1)
        with pytest.raises(StoppedError):
            train_text_image(world, RECIPE, tmp_path, stop)
    assert train_text_image(world, RECIPE, tmp_path, quiet).hashes == trained[1].hashes
