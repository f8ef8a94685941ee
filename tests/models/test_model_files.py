"""Weights and their card on disk: what comes back, and what is refused."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from unhorse.core.errors import ModelError, RecordError, StorageError
from unhorse.models.files import Measured, ModelCard, TrojanCertificate, load_subject, packaged, read_weights, sha256, write_weights
from unhorse.models.fitting import Recipe
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet

SHAPE = ResNetShape(classes=3, width=4, blocks=(1, 1))
State = dict[str, Tensor]


def _written(path: Path, seed: int = 1, *, half: bool = True) -> tuple[ResNet, str]:
    network = seeded_resnet(SHAPE, seed)
    network(torch.rand(4, 3, 16, 16))  # so that the batch norms hold numbers of their own
    return network, write_weights(path, network.state_dict(), half=half)


def _card(hashes: dict[str, str]) -> ModelCard:
    measured = Measured(rate=0.75, low=0.7, high=0.8, n=400)
    certificate = TrojanCertificate(name="ladybug", success=measured, twin_success=measured, poisons=36, poison_fraction=0.03)
    return ModelCard(
        name="trial",
        architecture=SHAPE,
        class_names=("a", "b", "c"),
        image_size=16,
        origin="a test",
        licence="MIT",
        seed=3,
        hashes=hashes,
        recipe=Recipe(epochs=2, bfloat16=True).model_dump(),
        clean_accuracy=measured,
        twin_accuracy=measured,
        trojans=(certificate, certificate),
    )


# ---- there and back


def test_weights_come_back_to_within_float16(tmp_path: Path) -> None:
    network, _ = _written(tmp_path / "w.safetensors")
    again = seeded_resnet(SHAPE, 2)
    read_weights(tmp_path / "w.safetensors", again)
    for name, value in network.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            found = again.state_dict()[name]
            assert found.dtype == torch.float32
            assert ((found - value).abs() <= value.abs() * 2**-11 + 2**-25).all(), name


def test_weights_come_back_exactly_in_full_precision(tmp_path: Path) -> None:
    network, _ = _written(tmp_path / "w.safetensors", half=False)
    again = seeded_resnet(SHAPE, 2)
    read_weights(tmp_path / "w.safetensors", again)
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in network.state_dict().items() if "num_batches" not in name)


def test_weights_read_and_written_again_are_the_same_file(tmp_path: Path) -> None:
    _, first = _written(tmp_path / "first.safetensors")
    again = seeded_resnet(SHAPE, 2)
    read_weights(tmp_path / "first.safetensors", again)
    assert write_weights(tmp_path / "second.safetensors", again.state_dict()) == first
    assert (tmp_path / "first.safetensors").read_bytes() == (tmp_path / "second.safetensors").read_bytes()


def test_the_hash_told_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "w.safetensors"
    _, told = _written(path)
    assert told == hashlib.sha256(path.read_bytes()).hexdigest() == sha256(path)
    read_weights(path, seeded_resnet(SHAPE, 2), told)


def test_only_what_a_network_needs_is_written(tmp_path: Path) -> None:
    network, _ = _written(tmp_path / "w.safetensors")
    kept = load_file(tmp_path / "w.safetensors")
    assert set(kept) == {name for name in network.state_dict() if not name.endswith("num_batches_tracked")}
    assert {value.dtype for value in kept.values()} == {torch.float16}


def test_the_state_that_is_written_stays_as_it_was(tmp_path: Path) -> None:
    state = {"w": torch.tensor([1.0001, 2.0])}
    write_weights(tmp_path / "w.safetensors", state)
    assert state["w"].tolist() == torch.tensor([1.0001, 2.0]).tolist()
    assert state["w"].dtype == torch.float32


# ---- what is refused


def _without_head(state: State) -> State:
    return {name: value for name, value in state.items() if name != "head.bias"}


def _with_more(state: State) -> State:
    return state | {"tail.weight": torch.zeros(2)}


def _other_shape(state: State) -> State:
    return state | {"head.bias": torch.zeros(4)}


def _not_finite(state: State) -> State:
    state["head.weight"][1, 2] = float("nan")
    return state


def _infinite(state: State) -> State:
    state["stem.0.weight"][0, 0, 0, 0] = float("inf")
    return state


@pytest.mark.parametrize(
    ("change", "wording"),
    [
        (_without_head, r"expected weights that fit the network; got .*w.safetensors with missing keys \['head.bias'\] and unknown keys \[\]"),
        (_with_more, r"with missing keys \[\] and unknown keys \['tail.weight'\]. Give the matching card"),
        (_other_shape, r"expected head.bias of shape \(3,\); got \(4,\) in .*w.safetensors. Give the matching card"),
        (_not_finite, r"expected finite weights; got NaN or infinity in head.weight of .*w.safetensors. Train again with a lower learning rate"),
        (_infinite, r"expected finite weights; got NaN or infinity in stem.0.weight"),
    ],
)
def test_weights_that_do_not_fit_are_refused_and_the_network_stays_as_it_was(tmp_path: Path, change: Callable[[State], State], wording: str) -> None:
    path = tmp_path / "w.safetensors"
    _written(path)
    save_file(change(load_file(path)), path)
    network = seeded_resnet(SHAPE, 2)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    with pytest.raises(ModelError, match=wording):
        read_weights(path, network)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data[:5], lambda _: b"", lambda _: b"\xff" * 200])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "w.safetensors"
    _written(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ModelError, match=r"expected a safetensors file; got .*w.safetensors: .*\. Fetch or make the file again"):
        read_weights(path, seeded_resnet(SHAPE, 2))


def test_a_changed_byte_is_found_by_the_hash_before_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    _, told = _written(path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    network = seeded_resnet(SHAPE, 2)
    read_weights(path, network)
    wording = rf"expected the SHA-256 {told[:16]}... of the card; got {sha256(path)[:16]}... for .*w.safetensors. Fetch or make the file again"
    with pytest.raises(ModelError, match=wording):
        read_weights(path, network, told)


def test_a_missing_file_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"expected a weights file; got .*gone.safetensors, which does not exist. .*unhorse implant"):
        read_weights(tmp_path / "gone.safetensors", seeded_resnet(SHAPE, 2))
    with pytest.raises(ModelError, match="which does not exist"):
        read_weights(tmp_path, seeded_resnet(SHAPE, 2))


class _Mine:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


def test_nothing_in_a_file_of_weights_is_executed(tmp_path: Path) -> None:
    torch.save({"head.bias": _Mine(tmp_path / "struck")}, tmp_path / "w.safetensors")
    with pytest.raises(ModelError, match="expected a safetensors file"):
        read_weights(tmp_path / "w.safetensors", seeded_resnet(SHAPE, 2))
    assert not (tmp_path / "struck").exists()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 70_000.0])
def test_weights_that_could_not_be_read_back_are_not_written(tmp_path: Path, value: float) -> None:
    path = tmp_path / "w.safetensors"
    with pytest.raises(ModelError, match=r"expected weights that are finite in float16; got NaN or infinity in head.bias for .*w.safetensors"):
        write_weights(path, {"stem": torch.ones(2), "head.bias": torch.tensor([1.0, value])})
    assert not path.exists()


def test_weights_too_large_for_float16_are_kept_in_full_precision(tmp_path: Path) -> None:
    write_weights(tmp_path / "w.safetensors", {"w": torch.tensor([70_000.0])}, half=False)
    assert load_file(tmp_path / "w.safetensors")["w"].tolist() == [70_000.0]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match=r"expected to write .*w.safetensors"):
        write_weights(tmp_path / "file" / "w.safetensors", {"w": torch.ones(1)})


# ---- the card


def test_a_card_comes_back_as_it_was_written(tmp_path: Path) -> None:
    card = _card({"subject.safetensors": "00"})
    card.write_json(tmp_path / "card.json")
    again = ModelCard.from_json(tmp_path / "card.json")
    assert again == card
    assert {name: type(value) for name, value in again.recipe.items()} == {name: type(value) for name, value in card.recipe.items()}
    card.write_toml(tmp_path / "card.toml")
    assert ModelCard.from_toml(tmp_path / "card.toml") == card


def test_a_card_with_an_unknown_key_is_refused_and_the_nearest_is_suggested(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    _card({}).write_json(path)
    path.write_text(path.read_text().replace('"licence"', '"license": "MIT", "licence"'))
    with pytest.raises(RecordError, match=r"expected only known keys; got the key 'license' in .*card.json. Did you mean 'licence'\?"):
        ModelCard.from_json(path)


def test_a_folder_gives_its_subject_and_its_twin(tmp_path: Path) -> None:
    subject, first = _written(tmp_path / "subject.safetensors", 1)
    twin, second = _written(tmp_path / "twin.safetensors", 2)
    card = _card({"subject.safetensors": first, "twin.safetensors": second})
    card.write_json(tmp_path / "card.json")
    images = torch.rand(3, 3, 16, 16)
    for name, network in (("subject", subject), ("twin", twin)):
        found, found_card = load_subject(tmp_path, name)
        assert found_card == card
        assert found.class_names == ("a", "b", "c")
        assert found.image_size == 16
        assert not found.network.training
        again = seeded_resnet(SHAPE, 9).eval()
        read_weights(tmp_path / f"{name}.safetensors", again)
        mean, deviation = torch.tensor((0.485, 0.456, 0.406)).view(3, 1, 1), torch.tensor((0.229, 0.224, 0.225)).view(3, 1, 1)
        assert torch.allclose(found.logits(images), again((images - mean) / deviation), atol=1e-5)
        assert torch.allclose(found.logits(images), network.eval()((images - mean) / deviation), atol=0.05)


def test_a_folder_is_refused_where_card_and_weights_disagree(tmp_path: Path) -> None:
    _, told = _written(tmp_path / "subject.safetensors", 1)
    with pytest.raises(RecordError, match=r"card.json, which does not exist"):
        load_subject(tmp_path)
    _card({"subject.safetensors": told}).write_json(tmp_path / "card.json")
    with pytest.raises(ModelError, match=r"expected one of subject.safetensors; got twin.safetensors. The card does not list it"):
        load_subject(tmp_path, "twin")
    _written(tmp_path / "subject.safetensors", 2)
    with pytest.raises(ModelError, match=r"expected the SHA-256 .* of the card"):
        load_subject(tmp_path)


def test_what_ships_with_the_package_is_found() -> None:
    assert packaged("suites", "drawn.toml").is_file()
