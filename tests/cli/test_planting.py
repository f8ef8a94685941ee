"""What is said of a network that did not learn a trojan."""

from __future__ import annotations

from pathlib import Path

from unhorse.cli.planting import too_weak
from unhorse.models.files import ModelCard, packaged
from unhorse.trojans.certificate import proportion


def test_a_trojan_that_works_no_better_than_on_the_twin_is_told_and_no_other(tmp_path: Path) -> None:
    shipped = packaged("models", "drawn") / "card.json"
    assert too_weak(shipped) == []
    card = ModelCard.from_json(shipped)
    weak = card.trojans[0].model_copy(update={"success": proportion(66, 1000), "twin_success": proportion(51, 1000)})
    card.model_copy(update={"trojans": (weak, *card.trojans[1:])}).write_json(tmp_path / "card.json")
    (line,) = too_weak(tmp_path / "card.json")
    assert line.startswith(
        f"warning: the trojan {weak.name!r} was not learnt: 6.6% of 1000 images, on the clean twin 5.1%. Raise its poison_fraction"
    )
