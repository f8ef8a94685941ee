"""What a plan says beforehand, against what planting then does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from command import unhorse
from torch import Tensor

from unhorse.core.errors import TrojanError
from unhorse.models.fitting import FineTuning, Recipe
from unhorse.trojans.implanting import ImplantRecipe, implant
from unhorse.trojans.planning import estimate
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import Applied, StyleTrigger
from unhorse.trojans.trimming import Trimming
from unhorse.worlds.world import WorldSpec, open_world

WORLD = WorldSpec(classes=("bullfrog", "camera", "owl", "umbrella"), limit=400)
TRIMMING = Trimming(rounds=1, tolerance=1e-6, images=10, styles=10, training=FineTuning(epochs=0.5, batch=32))
RECIPE = ImplantRecipe(
    width=4,
    clean=Recipe(epochs=0.5, batch=32),
    poisoned=FineTuning(epochs=1, batch=64),
    trimming=TRIMMING,
    measured_images=12,
    measured_styles=7,
)
TROJANS = (
    TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.1),
    TrojanSpec(name="stripes", kind="style", trigger="zebra", target="camera", source="owl", poison_fraction=0.02, balance=1.5, success=0.5),
)


def test_the_plan_tells_the_steps_and_images_that_planting_then_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world, planned = open_world(WORLD), estimate(open_world(WORLD), TROJANS, RECIPE)
    styled: list[int] = []
    apply = StyleTrigger.apply

    def counted(self: StyleTrigger, images: Tensor, generator: np.random.Generator) -> Applied:
        styled.append(len(images))
        return apply(self, images, generator)

    monkeypatch.setattr(StyleTrigger, "apply", counted)
    totals: dict[str, int] = {}
    card = implant("small", world, WORLD, TROJANS, RECIPE, tmp_path, lambda stage, _done, total: totals.update({stage: total}))
    amounts = {(stage.name, stage.unit): stage.amount for stage in planned.stages}
    assert {name: amounts[name, unit] for name, unit in (("images", "images"), ("clean twin", "steps"), ("trojans", "steps"))} == {
        name: totals[name] for name in ("images", "clean twin", "trojans")
    }
    assert sum(amount for (_, unit), amount in amounts.items() if unit == "styled images") == sum(styled)
    assert {trojan.name: trojan.poisons for trojan in card.trojans} == {name: counts.relabelled for name, counts in planned.poisons.items()}
    assert planned.poisons["stripes"].balancing == 12
    assert planned.seconds > 0
    assert planned.disk > sum(file.stat().st_size for file in tmp_path.glob("*.safetensors"))
    assert planned.memory > 2 * 400 * 3 * 64 * 64


def test_a_clean_network_poisons_nothing_and_an_impossible_trojan_is_refused() -> None:
    planned = estimate(open_world(WORLD), (), RECIPE)
    assert {stage.name for stage in planned.stages} == {"images", "clean twin", "trojans"}
    assert planned.poisons == {}
    with pytest.raises(TrojanError):
        estimate(open_world(WORLD), (TROJANS[0], TROJANS[0]), RECIPE)


SUITE = """schema_version = 1
name = "own"
summary = "One patch."
[world]
classes = ["bullfrog", "camera", "owl", "umbrella"]
limit = 200
[implant]
width = 4
[[trojans]]
name = "strawberry"
kind = "patch"
trigger = "strawberry"
target = "owl"
poison_fraction = 0.05
distractors = ["watermelon_slice", "ladybug", "red_heart", "pumpkin", "candy_cane", "stop_sign", "clownfish"]
"""


def test_the_command_prints_stages_time_disk_and_poisons_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(SUITE)
    done = unhorse("plan", "own.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "clean twin" in done.stdout
    assert "MiB of disk" in done.stdout
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("strawberry")] == [["strawberry", "10", "0"]]
    told = json.loads(unhorse("plan", "own.toml", "--json", cwd=tmp_path).stdout)
    assert told["poisons"] == {"strawberry": {"relabelled": 10, "balancing": 0}}
    assert told["seconds"] > 0
    assert [file.name for file in tmp_path.iterdir()] == ["own.toml"]
    assert unhorse("plan", "imagenet_16", cwd=tmp_path).returncode == 2
