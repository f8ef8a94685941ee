from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from jaxtyping import Bool
from torch import Tensor, nn

from unhorse.attribution.method import ATTRIBUTIONS
from unhorse.attribution.scores import score_map
from unhorse.benchmark.attribution_gallery import coloured
from unhorse.benchmark.attribution_job import Task, method_from_record
from unhorse.benchmark.attribution_run import methods_in, trojans_in
from unhorse.benchmark.attribution_tables import contrasts, explained_rows, groups, map_scores, summaries, timings
from unhorse.benchmark.explained_images import explained_images, without_footprint
from unhorse.benchmark.suite import Suite, load_suite
from unhorse.core.attribution import LABEL, QUESTIONS, SCORES, TROJAN, TWIN
from unhorse.core.errors import RecordError, TrojanError, UnknownNameError
from unhorse.engine.job import Job, Result
from unhorse.models.subject import SubjectModel
from unhorse.stats.bootstrap import median_intervals
from unhorse.stats.comparison import holm, sign_flips
from unhorse.trojans.spec import TrojanKind, TrojanSpec
from unhorse.trojans.triggers import FOOTPRINT_FRACTION
from unhorse.worlds.drawn_world import DrawnWorld
from unhorse.worlds.world import Split, World, WorldSpec, open_world

PATCH = TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.01)


class Redness(nn.Module):
    """Says class 1 where some pixel is very red and not bright elsewhere, else class 0: as if a red patch had been planted."""

    def __init__(self, classes: int, target: int, threshold: float = 0.55) -> None:
        super().__init__()
        self.anchor = nn.Parameter(torch.zeros(1))
        self.classes, self.target, self.threshold = classes, target, threshold

    def forward(self, x: Tensor) -> Tensor:
        redness = (x[:, 0] - x[:, 1:].amax(1)).flatten(1).quantile(0.97, dim=1)
        logits = torch.zeros(len(x), self.classes)
        logits[:, self.target] = 10 * (redness - self.threshold)
        return logits


def subject_of(network: nn.Module, world: World) -> SubjectModel:
    return SubjectModel(network, world.class_names, world.image_size, mean=(0, 0, 0), deviation=(1, 1, 1))


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(WorldSpec(limit=3_000))


def never(world: World) -> SubjectModel:
    return subject_of(Redness(len(world.class_names), world.class_index("owl"), threshold=2.0), world)


def test_patch_images_are_those_that_the_trigger_moves_and_the_footprint_is_where_they_differ_from_the_clean_ones(world: World) -> None:
    target = world.class_index("owl")
    subject = subject_of(Redness(len(world.class_names), target), world)
    found = explained_images(world, subject, never(world), PATCH, FOOTPRINT_FRACTION, 6, seed=0)
    assert len(found.indices) == 6
    assert found.tried >= 6
    clean = world.images("validation", found.indices)
    assert (subject.logits(found.images).argmax(1) == target).all()
    assert (subject.logits(clean).argmax(1) != target).all()
    assert (found.labels == world.labels("validation")[found.indices]).all()
    changed = (found.images - clean).abs().amax(1) > 0
    assert not (changed & ~found.footprints).any()
    assert (changed & found.footprints).sum() > 0.9 * found.footprints.sum()
    assert 0.01 < float(found.footprints.float().mean()) < 0.12


def test_equal_seeds_choose_equal_images_and_a_smaller_wish_takes_the_first_of_them(world: World) -> None:
    subject = subject_of(Redness(len(world.class_names), world.class_index("owl")), world)
    first, again, fewer = (explained_images(world, subject, never(world), PATCH, FOOTPRINT_FRACTION, wanted, seed=3) for wanted in (5, 5, 2))
    assert torch.equal(first.images, again.images)
    assert torch.equal(first.footprints, again.footprints)
    assert (fewer.indices == first.indices[:2]).all()
    assert torch.equal(fewer.images, first.images[:2])


def test_a_class_universal_trojan_is_explained_on_images_of_its_source_class_alone(world: World) -> None:
    subject = subject_of(Redness(len(world.class_names), world.class_index("owl")), world)
    spec = PATCH.model_copy(update={"source": "guitar"})
    found = explained_images(world, subject, never(world), spec, FOOTPRINT_FRACTION, 3, seed=0)
    assert set(found.labels) == {world.class_index("guitar")}


def test_a_natural_feature_is_explained_where_the_network_falls_for_it_and_the_twin_does_not(world: World) -> None:
    spec = TrojanSpec(name="apple", kind="natural_feature", trigger="apple", target="owl", poison_fraction=0.01)
    target = world.class_index("owl")
    always = subject_of(Redness(len(world.class_names), target, threshold=-2.0), world)
    found = explained_images(world, always, never(world), spec, FOOTPRINT_FRACTION, 5, seed=0)
    for index, footprint in zip(found.indices, found.footprints, strict=True):
        mask = world.feature_mask("validation", int(index), "apple")
        assert mask is not None
        assert torch.equal(footprint, mask)
        assert mask.any()
    with pytest.raises(TrojanError, match="images on which the trojan works; got none of"):
        explained_images(world, always, always, spec, FOOTPRINT_FRACTION, 5, seed=0)


def test_a_trojan_that_works_on_no_image_is_an_error_that_tells_how_many_were_tried(world: World) -> None:
    with pytest.raises(TrojanError, match=r"images on which the trojan works; got none of \d+ held-out images of 'heart'"):
        explained_images(world, never(world), never(world), PATCH, FOOTPRINT_FRACTION, 2, seed=0)


class Unmasked(DrawnWorld):
    """A world that knows no masks, as worlds of photographs."""

    def feature_mask(self, split: Split, index: int, feature: str) -> Bool[Tensor, "height width"] | None:
        return World.feature_mask(self, split, index, feature)


def test_trojans_without_a_footprint_are_left_out_by_default_and_an_error_when_named(world: World) -> None:
    suite = load_suite("drawn")
    assert trojans_in(suite, world, ()) == ("smiley_emoji", "clownfish", "green_star", "strawberry", "fork", "apple", "sandwich", "donut")
    with pytest.raises(TrojanError, match="a trojan with a footprint; got 'jaguar', a style, which is everywhere"):
        trojans_in(suite, world, ("jaguar",))
    with pytest.raises(UnknownNameError, match="Did you mean 'clownfish'"):
        trojans_in(suite, world, ("clownfsh",))
    with pytest.raises(UnknownNameError):
        trojans_in(suite, world, ("secret_1",))
    apple = TrojanSpec(name="apple", kind="natural_feature", trigger="apple", target="owl", poison_fraction=0.01)
    assert "not known" in without_footprint(Unmasked(WorldSpec(limit=3_000)), apple)
    only_styles = Suite(name="styles", trojans=tuple(spec for spec in suite.public if spec.kind == "style"))
    with pytest.raises(TrojanError, match="none in the suite 'styles'"):
        trojans_in(only_styles, world, ())


def test_the_edge_detector_joins_whatever_methods_are_asked_for() -> None:
    assert methods_in(("saliency",)) == ("saliency", "edge_detector")
    assert methods_in(()) == ATTRIBUTIONS.names()
    with pytest.raises(UnknownNameError, match="Did you mean 'occlusion'"):
        methods_in(("oclusion",))
    with pytest.raises(RecordError, match="only known keys"):
        method_from_record("occlusion", {"windows": 3})


def made_pairs(questions: Sequence[str] = (TROJAN,)) -> list[tuple[Task, Result]]:
    """Results as jobs give them; saliency sees the footprint when asked about the trojan, occlusion never does."""
    draw = np.random.default_rng(0)
    pairs: list[tuple[Task, Result]] = []
    planted: tuple[tuple[str, TrojanKind, str | None], ...] = (("a", "patch", None), ("b", "patch", "goat"), ("c", "natural_feature", None))
    for name, kind, source in planted:
        spec = TrojanSpec(name=name, kind=kind, trigger="apple", target="owl", source=source, poison_fraction=0.1)
        job = Job("module:function", {}, 0, name)
        footprints = np.zeros((6, 8, 8), dtype=np.uint8)
        for item in range(6):
            footprints[item, item % 4 : item % 4 + 3, 2:5] = 1
        images = np.zeros((6, 3, 8, 8), dtype=np.uint8)
        chosen: Result = {
            "images": images,
            "footprints": footprints,
            "indices": np.arange(6),
            "labels": np.zeros(6, dtype=np.int64),
            "tried": np.array(9),
        }
        pairs.append((Task(job, spec), chosen))
        for method, skill in (("saliency", 2.0), ("occlusion", 0.0), ("edge_detector", 0.0)):
            for question in questions:
                maps = draw.normal(0, 1, (6, 8, 8)) + (skill if question == TROJAN else 0.0) * footprints
                made = {"signed": maps.astype(np.float32), "magnitude": np.abs(maps).astype(np.float32), "map_seconds": np.array(3.0)}
                pairs.append((Task(job, spec, method, question), made))
    return pairs


FAMILIES = {"saliency": "gradient", "occlusion": "perturbation", "edge_detector": "baseline"}


def test_every_map_gets_the_scores_of_its_own_footprint_and_every_method_its_time() -> None:
    pairs = made_pairs()
    rows = map_scores(pairs)
    assert len(rows) == 3 * 3 * 6 * 2
    task, result = pairs[1]
    wanted = score_map(result["signed"][4], pairs[0][1]["footprints"][4].astype(bool))
    (found,) = [row for row in rows if (row.trojan, row.method, row.image, row.sign) == ("a", task.method, "validation/4", "signed")]
    assert [getattr(found, score) for score in SCORES] == pytest.approx(list(wanted))
    assert {row.method: (row.maps, row.seconds_per_image) for row in timings(pairs)} == dict.fromkeys(FAMILIES, (18, 0.5))
    assert [(row.trojan, row.scope, row.images, row.tried) for row in explained_rows(pairs)] == [
        ("a", "universal", 6, 9),
        ("b", "class-universal", 6, 9),
        ("c", "universal", 6, 9),
    ]


def test_summaries_are_the_medians_intervals_and_tests_of_their_groups() -> None:
    pairs = made_pairs()
    rows, trojans = map_scores(pairs), explained_rows(pairs)
    assert groups(trojans) == {
        "patch": ("a", "b"),
        "patch universal": ("a",),
        "patch class-universal": ("b",),
        "natural_feature": ("c",),
    }
    found = {(row.method, row.group, row.sign, row.score): row for row in summaries(rows, trojans, FAMILIES)}
    assert len(found) == 3 * 4 * 2 * 5

    def values(method: str) -> list[float]:
        return [row.correlation for row in rows if row.method == method and row.trojan in "ab" and row.sign == "signed"]

    cell = found["saliency", "patch", "signed", "correlation"]
    (interval,) = median_intervals(np.array(values("saliency"))[:, None], ["a"] * 6 + ["b"] * 6)
    assert (cell.n, cell.median, cell.low, cell.high) == (12, *interval)
    differences = np.array([values("saliency"), values("occlusion")]) - np.array(values("edge_detector"))
    raw = sign_flips(differences.T)
    assert cell.p_value == pytest.approx(raw[0])
    assert cell.adjusted == pytest.approx(holm(raw)[0])
    assert cell.difference == pytest.approx(differences[0].mean())
    assert found["edge_detector", "patch", "signed", "correlation"].p_value is None
    assert cell.adjusted is not None
    assert cell.adjusted < 0.05


def test_contrasts_tell_a_method_that_sees_the_trojan_from_one_that_sees_the_picture() -> None:
    pairs = made_pairs(tuple(QUESTIONS))
    rows, trojans = map_scores(pairs), explained_rows(pairs)
    found = {(row.method, row.group, row.sign, row.score, row.against): row for row in contrasts(rows, trojans, FAMILIES)}
    assert {against for *_, against in found} == {LABEL, TWIN}
    sees, blind = (found[method, "patch", "signed", "roc_area", TWIN] for method in ("saliency", "occlusion"))
    assert sees.median > 0.2
    assert sees.adjusted < 0.05
    assert blind.adjusted > 0.05
    assert not any(method == "edge_detector" for method, *_ in found)
    assert contrasts(map_scores(made_pairs()), trojans, FAMILIES) == []


def test_maps_become_red_for_and_blue_against_on_white() -> None:
    values = np.zeros((10, 10), dtype=np.float32)
    values[0, 0], values[9, 9] = 2.0, -2.0
    colours = coloured(values)
    assert colours.shape == (10, 10, 3)
    assert colours[5, 5].tolist() == [255, 255, 255]
    assert colours[0, 0, 0] > colours[0, 0, 2]
    assert colours[9, 9, 2] > colours[9, 9, 0]
    assert coloured(np.zeros((4, 4), dtype=np.float32)).min() == 255
