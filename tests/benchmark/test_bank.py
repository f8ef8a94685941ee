"""How a world's natural patches become the bank in a method's brief, and that a run says so."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from unhorse.benchmark.clean_images import make_scenes, scene_piece
from unhorse.benchmark.methods import method_records
from unhorse.benchmark.suite import Case
from unhorse.benchmark.synthesis_job import make_bank, pieces_told
from unhorse.benchmark.tables import picture_rows
from unhorse.engine.job import Job, Store
from unhorse.synthesis.method import METHODS, Box
from unhorse.worlds.world import UNLABELLED, WorldSpec, open_world

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
    assert {name for name, record in records.items() if record["bank"]} == {"snafue", "snafue_rfla", "feud", "text_cavs", "contrast"}


def test_a_job_tells_which_pictures_are_pieces_of_images() -> None:
    patches = open_world(SPEC).natural_patches(2, 5)
    cuts = [row for row, kind in enumerate(patches.kinds) if kind == "cut"]
    pictures = patches.pictures[[cuts[3], 0, cuts[0], cuts[0]], :3].float() / 255
    changed = (pictures[2] * 0.9).unsqueeze(0)
    told = pieces_told(torch.cat([pictures, changed]).unsqueeze(0), patches)
    assert told == [str(patches.pieces[cuts[3]]), "", str(patches.pieces[cuts[0]]), str(patches.pieces[cuts[0]]), ""]


def test_clean_images_are_of_no_class_too_where_a_world_has_some_and_a_part_of_one_is_found_again_by_its_name(tmp_path: Path) -> None:
    generator = np.random.default_rng(3)
    for split, name, number in itertools.product(("train", "val"), ("cat", "dog", "fork"), range(5)):
        (tmp_path / split / name).mkdir(parents=True, exist_ok=True)
        Image.fromarray(generator.integers(0, 256, (16, 16, 3), dtype=np.uint8)).save(tmp_path / split / name / f"{number}.png")
    world = open_world(WorldSpec(name="folder", images=tmp_path, image_size=16, features=("fork",)))
    scenes = make_scenes(world, 12, 7)
    assert set(scenes.labels.tolist()) == {UNLABELLED, 0, 1}
    for number in range(12):
        piece = scene_piece(world, 12, 7, number, Box(2, 3, 9))
        assert (piece.left, piece.top, piece.side) == (2, 3, 9)
        assert torch.equal((world.image_named(piece.image) * 255).round().to(torch.uint8), scenes.images[number])
        assert ("fork" in piece.image) == (scenes.labels[number] == UNLABELLED)


def test_a_run_with_a_bank_says_so_of_every_picture(tmp_path: Path) -> None:
    """The table of pictures of a method that picks from the bank names a piece wherever the strip shows one."""
    piece = "train/3 0 0 30"
    told = np.frombuffer(json.dumps([piece, ""]).encode(), dtype=np.uint8)
    effects = {name: np.zeros((1, 2)) for name in ("alone", "pasted", "twin_alone", "twin_pasted")}
    case = Case("first", "patch", "owl", None, "strawberry", "patch", ("strawberry",))
    store, job = Store(tmp_path), Job("unhorse.benchmark.synthesis_job:synthesize", {}, 1, "a job")
    store.put(job, {"cut_from": told, **effects})
    kept = store.get(job)
    assert kept is not None
    rows = picture_rows([case], [("snafue", 1, job), ("tabor", 1, job)], [kept, effects])
    assert [(row.method, row.tile, row.cut_from) for row in rows] == [
        ("snafue", 1, piece),
        ("snafue", 2, None),
        ("tabor", 1, None),
        ("tabor", 2, None),
    ]
