"""CLIP through open_clip: a small network, trained for seconds to name colours, in the folder layout in which open_clip's networks are published."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import torch
from planted_patch import declare_torchvision_operators
from safetensors.torch import save_file
from skips import CLIP
from torch.nn import functional

from unhorse.core.errors import ModelError, PackageError, RecordError, RespondentError
from unhorse.core.questions import NONE, Option, Pixels, Question
from unhorse.core.records import validated
from unhorse.respondents.clip import Clip, _loaded

COLOURS = {
    "red": (220, 30, 30),
    "green": (30, 200, 30),
    "blue": (30, 30, 220),
    "bright_yellow": (230, 230, 20),
    "white": (250, 250, 250),
    "black": (5, 5, 5),
    "pink": (250, 130, 220),
    "cyan": (20, 220, 220),
}
TEMPLATE, SIDE = "a picture of a {}", 32
NETWORK = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": SIDE, "layers": 1, "width": 32, "patch_size": 16, "head_width": 16},
    "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1},
}
installed = pytest.mark.skipif(find_spec("open_clip") is None, reason=CLIP)


def pictures(colour: str, count: int, seed: int) -> Pixels:
    """Noisy squares of a colour, `count 48 48 3`: not the network's size."""
    noise = np.random.default_rng([seed, *COLOURS[colour]]).integers(-40, 41, (count, 48, 48, 3))
    return np.clip(np.array(COLOURS[colour]) + noise, 0, 255).astype(np.uint8)


def question(colour: str, texts: tuple[str, ...] = (), tiles: int = 10, none_option: bool = False) -> Question:
    options = tuple(Option(name, pictures(name, 1, 7)[0]) for name in COLOURS)
    return Question(f"{colour} {tiles} {texts}", pictures(colour, tiles, 3), texts, options, none_option)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    declare_torchvision_operators()
    import open_clip

    made = tmp_path_factory.mktemp("clip")
    (made / "open_clip_config.json").write_text(json.dumps({"model_cfg": NETWORK, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.25] * 3}}))
    torch.manual_seed(0)
    network = open_clip.CLIP(**NETWORK)
    words = open_clip.get_tokenizer(f"local-dir:{made}")([TEMPLATE.replace("{}", name.replace("_", " ")) for name in COLOURS])
    # Its 49,408 rows would take most of the time; random ones do, once they are large enough to tell words apart.
    torch.nn.init.normal_(network.token_embedding.weight).requires_grad_(False)
    optimiser = torch.optim.Adam([weights for weights in network.parameters() if weights.requires_grad], 3e-3)
    for step in range(120):
        seen = np.stack([pictures(name, 1, 100 + step)[0, :SIDE, :SIDE] for name in COLOURS])
        images = (torch.from_numpy(seen).permute(0, 3, 1, 2).float() / 255 - 0.5) / 0.25
        logits = network.logit_scale.exp() * functional.normalize(network.encode_image(images)) @ functional.normalize(network.encode_text(words)).T
        loss = functional.cross_entropy(logits, torch.arange(8)) + functional.cross_entropy(logits.T, torch.arange(8))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
    save_file({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, made / "open_clip_model.safetensors")
    assert loss < 0.1
    return made


@installed
@pytest.mark.parametrize("options", ["pictures", "texts"])
def test_it_names_what_it_was_trained_to_name_by_pictures_and_by_names(options: str, folder: Path) -> None:
    asked = [question(name) for name in COLOURS]
    who = Clip.model_validate({"file": folder, "options": options})
    assert [answer.option for answer in who(asked)] == list(COLOURS)
    turned = [each._replace(options=each.options[3:] + each.options[:3]) for each in asked]
    assert [answer.option for answer in who(turned)] == list(COLOURS)
    assert [answer.option for answer in who([question("blue", tiles=90)])] == ["blue"]
    assert {answer.respondent for answer in who(asked)} == {"clip:1"}


@installed
def test_pictures_are_compared_with_pictures_and_names_with_names_alone(folder: Path) -> None:
    asked = question("red")
    swapped = asked._replace(options=tuple(option._replace(name=option.name[::-1]) for option in asked.options))
    by_pictures, by_names = (Clip.model_validate({"file": folder, "options": options}) for options in ("pictures", "texts"))
    assert torch.equal(by_pictures.probabilities(asked), by_pictures.probabilities(swapped))
    assert not torch.allclose(by_names.probabilities(asked), by_names.probabilities(swapped))
    repainted = asked._replace(options=tuple(option._replace(picture=255 - option.picture) for option in asked.options))
    assert torch.equal(by_names.probabilities(asked), by_names.probabilities(repainted))


@installed
def test_probabilities_are_the_mean_over_tiles_of_open_clip_s_own_softmax(folder: Path) -> None:
    import open_clip
    from PIL import Image

    network, prepare = open_clip.create_model_from_pretrained(f"local-dir:{folder}")
    words = open_clip.get_tokenizer(f"local-dir:{folder}")([TEMPLATE.replace("{}", name.replace("_", " ")) for name in COLOURS])
    asked, expected = question("pink"), torch.zeros(8)
    with torch.no_grad():
        for tile in asked.tiles:
            logits, _ = network.eval().get_logits(prepare(Image.fromarray(tile))[None], words)
            expected += logits[0].softmax(0) / 10
    assert torch.allclose(Clip(file=folder, options="texts").probabilities(asked), expected, atol=1e-5)


@installed
def test_texts_are_read_where_there_are_no_pictures_and_none_of_these_where_nothing_fits(folder: Path) -> None:
    texts = tuple(["a picture of a cyan"] * 10)
    (answer,) = Clip(file=folder, options="texts")([question("red", texts, tiles=0)])
    assert answer.option == "cyan"
    with pytest.raises(RespondentError, match="a question with pictures or texts"):
        Clip(file=folder)([question("red", tiles=0)])
    for none_below, option in ((0, "red"), (1, NONE)):
        (answer,) = Clip(file=folder, options="texts", none_below=none_below)([question("red", none_option=True)])
        assert answer.option == option
    (answer,) = Clip(file=folder, options="texts", none_below=1)([question("red")])
    assert answer.option == "red", "none of these was not offered"


@installed
def test_loading_leaves_the_global_generator_alone(folder: Path) -> None:
    _loaded.cache_clear()
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    Clip(file=folder)([question("red")])
    assert torch.equal(torch.rand(3), expected)


@installed
def test_names_and_files_that_open_clip_cannot_load_are_one_clear_error(folder: Path, tmp_path: Path) -> None:
    declare_torchvision_operators()
    (tmp_path / "damaged.pt").write_bytes(b"no checkpoint")
    (tmp_path / "empty").mkdir()
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "open_clip_config.json").write_text((folder / "open_clip_config.json").read_text())
    for given in (
        {"model": "ViT-B-32", "pretrained": "nobodys"},
        {"model": "ViT-Z", "pretrained": "openai"},
        {"model": "RN50", "file": tmp_path / "damaged.pt"},
        {"model": "RN50", "file": tmp_path / "absent.pt"},
        {"file": tmp_path / "empty"},
        {"file": tmp_path / "bare"},
        {"file": folder / "open_clip_model.safetensors"},
    ):
        with pytest.raises(ModelError, match=r"expected (weights for CLIP|a network and weights that open_clip can load)"):
            Clip.model_validate(given)([question("red")])


def test_where_open_clip_is_absent_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    _loaded.cache_clear()
    monkeypatch.setitem(sys.modules, "open_clip", None)
    with pytest.raises(PackageError, match=r"pip install 'unhorse\[clip\]'"):
        Clip(model="ViT-B-32", pretrained="openai")([question("red")])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "either `pretrained`"),
        ({"model": "ViT-B-32"}, "either `pretrained`"),
        ({"model": "ViT-B-32", "pretrained": "openai", "file": "weights.pt"}, "either `pretrained`"),
        ({"pretrained": "openai"}, "expected `model`"),
        ({"model": "m", "pretrained": "p", "template": "no place"}, "template"),
    ],
)
def test_settings_without_weights_or_with_two_are_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        validated(Clip, given, "the settings")
