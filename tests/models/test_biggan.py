"""BigGAN through its library: the same pictures in stages as whole, and the shape of the published one."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import torch
from library_networks import BIGGAN_DEEP_256, SMALL_GAN, random_biggan, save_biggan

from unhorse.core.errors import ModelError
from unhorse.models.biggan import BigGan, read_biggan


@torch.no_grad()
def test_it_draws_in_stages_what_the_library_draws_at_once() -> None:
    theirs = random_biggan(SMALL_GAN)
    ours = BigGan(copy.deepcopy(theirs)).eval()
    noise, things = torch.randn(2, ours.latent), torch.eye(1000)[[3, 7]]
    wanted = (theirs(noise, things, 1.0) + 1) / 2
    torch.testing.assert_close(ours(noise, things), wanted)
    for stages in (2, ours.middle):
        torch.testing.assert_close(ours.finished(ours.begun(noise, things, stages), noise, things, stages), wanted)


def test_the_published_one_s_eighth_layer_and_its_pictures_have_their_shapes() -> None:
    with torch.device("meta"):  # shapes alone: it has 55 million weights
        network = BigGan(random_biggan(BIGGAN_DEEP_256))
        noise, things = torch.zeros(1, 128), torch.zeros(1, 1000)
        latent = network.begun(noise, things, network.middle)
        assert latent.shape == (1, 512, 64, 64)
        assert network.finished(latent, noise, things, network.middle).shape == (1, 3, 256, 256)
    assert 5.4e7 < sum(weights.numel() for weights in network.parameters()) < 5.8e7


def test_a_published_file_is_read_without_running_code_and_a_wrong_one_names_the_keys(tmp_path: Path) -> None:
    save_biggan(tmp_path / "gan")
    assert read_biggan(tmp_path / "gan").things == 1000
    state = torch.load(tmp_path / "gan" / "pytorch_model.bin", weights_only=True)
    state["hat.weight"] = state.pop("embeddings.weight")
    torch.save(state, tmp_path / "gan" / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"missing keys \['embeddings.weight'\] and unknown keys \['hat.weight'\]"):
        read_biggan(tmp_path / "gan")
    with pytest.raises(ModelError, match=r"config\.json and model\.safetensors or pytorch_model\.bin"):
        read_biggan(tmp_path)
