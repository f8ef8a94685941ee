"""How a world's natural patches become the bank in a method's brief, and that a run says so."""

from __future__ import annotations

import torch

from unhorse.benchmark.run import method_records
from unhorse.benchmark.synthesis_job import make_bank
from unhorse.synthesis.method import METHODS
from unhorse.worlds.world import WorldSpec, open_world

SPEC = WorldSpec(classes=("owl", "bullfrog", "teapot"), limit=200)


def test_a_bank_is_the_world_s_patches_without_names() -> None:
    patches, bank = open_world(SPEC).natural_patches(2, 5), make_bank(SPEC, 2, 5)
    assert torch.equal(bank.pictures, patches.pictures)
    assert torch.equal(bank.labels, patches.labels)
    assert bank.textured.tolist() == [kind == "texture" for kind in patches.kinds]
    cuts = patches.kinds.count("cut")
    assert cuts == 5
    for row, kind in enumerate(patches.kinds):
        same = [other for other in range(len(patches.kinds)) if bank.things[other] == bank.things[row]]
        literal = [other for other in range(len(patches.kinds)) if (patches.kinds[other], patches.names[other]) == (kind, patches.names[row])]
        assert same == ([row] if kind == "cut" else literal)


def test_a_run_s_record_tells_which_methods_used_the_bank() -> None:
    records = method_records(METHODS.names())
    assert {name for name, record in records.items() if record["bank"]} == {"snafue"}
