"""A run becomes a study that shows nothing of its key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from studies import METHODS, SIDE, Built, build, neutral, noise, settings, write_run

from unhorse.core.errors import RecordError, SurveyError
from unhorse.core.questions import AnswerKey
from unhorse.core.records import read_table, write_table
from unhorse.core.results import COMBINED
from unhorse.survey.build import build_study
from unhorse.survey.items import Item, open_key, open_study
from unhorse.survey.obvious import obvious_items
from unhorse.survey.settings import key_folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def built(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("built") / "study", run)


def pixels(built: Built, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(built.study.pictures / f"{name}.png") as image:
        return np.asarray(image)


def test_each_item_shows_the_run_s_pictures_and_its_key_names_the_right_option(run: Path, built: Built) -> None:
    keys = {key.question: key for key in read_table(run / "keys.csv", AnswerKey)}
    assert sorted(built.key.arms.values()) == sorted(METHODS)
    for arm, items in built.study.items.arms.items():
        assert len(items) == 12
        for item in items:
            key = keys[built.key.questions[item.name]]
            assert key.method == built.key.arms[arm]
            strip = np.asarray(Image.open(run / "strips" / key.method / f"{key.trojan}.png"))
            assert np.array_equal(np.concatenate([pixels(built, tile) for tile in item.tiles], axis=1), strip)
            right = built.key.right[item.name]
            assert right in item.options
            assert built.key.options[right] == key.option
            assert np.array_equal(pixels(built, right), np.asarray(Image.open(run / "options" / f"{key.kind}_{key.option}.png")))


def test_example_practice_and_checks_are_there_in_their_numbers(built: Built) -> None:
    items = built.study.items
    assert [len(items.practice), len(items.attention), len(items.gold)] == [2, 2, 2]
    assert all(len(item.tiles) == 10 and len(set(item.options)) == 8 for item in items.everything())
    assert all(item.shown in item.options for item in (items.example, *items.practice))
    assert all(item.shown is None for item in (*items.checks, *(item for arm in items.arms.values() for item in arm)))


def test_nothing_in_the_study_folder_names_an_option_a_method_a_trojan_or_a_question_and_no_picture_bears_a_time(run: Path, built: Built) -> None:
    words = {word for key in read_table(run / "keys.csv", AnswerKey) for word in (key.option, key.method, key.trojan, key.question)}
    words |= {"secretthing", "otherthing", "trojan", str(run)}
    for file in (path for path in built.study.folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        assert not [word for word in words if word.encode() in data or word in file.name], file
        if file.suffix == ".png":
            assert file.stat().st_mtime == 946_684_800
            assert chunks(data) == {b"IHDR", b"IDAT", b"IEND"}, "a picture carries pixels and nothing else"


def chunks(png: bytes) -> set[bytes]:
    place, found = 8, set()
    while place < len(png):
        found.add(png[place + 4 : place + 8])
        place += 12 + int.from_bytes(png[place : place + 4], "big")
    return found


def test_lists_stand_in_the_order_of_random_names_so_that_no_place_tells_the_right_one(built: Built) -> None:
    assert list(built.study.items.arms) == sorted(built.study.items.arms)
    assert all(item.options == tuple(sorted(item.options)) for item in built.study.items.everything())


def test_two_builds_of_one_run_share_no_name(run: Path, tmp_path: Path) -> None:
    def names(item: Item) -> set[str]:
        return {item.name, *item.tiles, *item.options}

    one, other = (build(tmp_path / name / "study", run).study.items for name in ("one", "other"))
    assert not set().union(*map(names, one.everything())) & set().union(*map(names, other.everything()))


def test_the_key_lies_beside_the_study_and_for_its_owner_alone(built: Built) -> None:
    folder = key_folder(built.study.folder)
    assert not folder.is_relative_to(built.study.folder)
    assert folder.stat().st_mode & 0o077 == 0


def test_a_study_with_a_key_in_it_is_not_opened(run: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "study", run)
    key_folder(built.study.folder).rename(built.study.folder / "key")
    with pytest.raises(SurveyError, match="without its answer key"):
        open_study(built.study.folder)


def test_a_key_of_another_study_or_of_a_changed_one_is_refused(run: Path, tmp_path: Path) -> None:
    one, other = (build(tmp_path / name / "study", run) for name in ("one", "other"))
    with pytest.raises(SurveyError, match="the key of this very study"):
        open_key(key_folder(one.study.folder), other.study.digest)
    file = one.study.folder / "study.toml"
    file.write_text(file.read_text().replace("study@example.org", "else@example.org"))
    with pytest.raises(SurveyError, match="the key of this very study"):
        open_key(key_folder(one.study.folder), open_study(one.study.folder).digest)


def test_a_missing_picture_is_told_before_anybody_comes(run: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "study", run)
    next(built.study.pictures.glob("*.png")).unlink()
    with pytest.raises(SurveyError, match="all pictures"):
        open_study(built.study.folder)


def test_a_folder_with_something_in_it_is_left_alone(run: Path, tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.txt").write_text("mine")
    with pytest.raises(SurveyError, match="an empty or absent study folder"):
        build_study(run, tmp_path / "study", settings(), neutral())
    assert [path.name for path in (tmp_path / "study").iterdir()] == ["mine.txt"]


def test_one_more_arm_shows_the_pictures_of_all_methods_at_once(run: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "study", run, combined=True)
    arm = next(arm for arm, method in built.key.arms.items() if method == COMBINED)
    assert {len(item.tiles) for item in built.study.items.arms[arm]} == {20}
    rows = [row for row in read_table(key_folder(built.study.folder) / "keys.csv", AnswerKey) if row.method == COMBINED]
    assert sorted(row.trojan for row in rows) == sorted(f"trojan_{number}" for number in range(12))
    assert {row.question for row in rows} == {built.key.questions[item.name] for item in built.study.items.arms[arm]}


def test_what_is_made_of_texts_alone_has_no_part_where_all_pictures_are_shown_at_once(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", questions=3)
    for method, trojans in (("alpha", 3), ("beta", 1)):
        (run / "captions" / method).mkdir(parents=True)
        for number in range(trojans):
            (run / "captions" / method / f"trojan_{number}.txt").write_text("a text\n")
            (run / "strips" / method / f"trojan_{number}.png").unlink()
    built = build(tmp_path / "study", run, combined=True)
    arm = next(arm for arm, method in built.key.arms.items() if method == COMBINED)
    assert [(len(item.tiles), item.texts) for item in built.study.items.arms[arm]] == [(10, ())] * 2
    for number in (1, 2):
        (run / "captions" / "beta" / f"trojan_{number}.txt").write_text("a text\n")
        (run / "strips" / "beta" / f"trojan_{number}.png").unlink()
    with pytest.raises(SurveyError, match="pictures of some method to show together"):
        build(tmp_path / "other", run, combined=True)


def test_controls_are_asked_where_none_of_these_may_be_answered_and_have_no_right_option(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", none_of_these=True)
    with_none, without = (build(tmp_path / name / "study", run, none_of_these=allowed) for name, allowed in (("with", True), ("without", False)))
    assert {len(items) for items in with_none.study.items.arms.values()} == {13}
    assert {len(items) for items in without.study.items.arms.values()} == {12}
    assert sum(item.name not in with_none.key.right for items in with_none.study.items.arms.values() for item in items) == len(METHODS)


@pytest.mark.parametrize(("lines", "tiles", "texts"), [(1, 10, 1), (10, 10, 10), (10, 0, 10)])
def test_captions_stand_beside_the_pictures_or_in_their_place(lines: int, tiles: int, texts: int, tmp_path: Path) -> None:
    run = write_run(tmp_path / "run")
    captions = run / "captions" / "alpha"
    captions.mkdir(parents=True)
    (captions / "trojan_3.txt").write_text("".join(f"line {number}\n" for number in range(lines)))
    if not tiles:
        (run / "strips" / "alpha" / "trojan_3.png").unlink()
    built = build(tmp_path / "study", run)
    (found,) = (item for items in built.study.items.arms.values() for item in items if item.texts)
    assert (len(found.tiles), len(found.texts)) == (tiles, texts)


def test_what_a_run_lacks_is_named(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run")
    (run / "strips" / "alpha" / "trojan_0.png").unlink()
    with pytest.raises(RecordError, match=r"trojan_0\.png"):
        build(tmp_path / "a", run)
    Image.fromarray(noise(np.random.default_rng(0), 10 * SIDE + 3)).save(run / "strips" / "alpha" / "trojan_0.png")
    with pytest.raises(RecordError, match="a strip of square tiles"):
        build(tmp_path / "b", run)
    write_table(run / "keys.csv", AnswerKey, [])
    with pytest.raises(SurveyError, match="a run with questions"):
        build(tmp_path / "c", run)
    (run / "run.toml").write_text("suite = 3")
    with pytest.raises(RecordError, match="a run's configuration"):
        build(tmp_path / "d", run)
    with pytest.raises(RecordError, match=r"without run\.toml"):
        build(tmp_path / "e", tmp_path)


def test_neutral_items_need_enough_things_and_show_the_right_one_ten_times() -> None:
    with pytest.raises(SurveyError, match="40 things"):
        obvious_items(["one"], lambda _name, _number: noise(np.random.default_rng(0)), 0)
    drawn: list[tuple[str, int]] = []

    def draw(name: str, number: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        drawn.append((name, number))
        return np.full((SIDE, SIDE, 3), int(name), dtype=np.uint8)

    made = obvious_items([str(number) for number in range(40)], draw, 5)
    for item in (made.example, *made.practice, *made.attention, *made.gold):
        shown = {int(tile[0, 0, 0]) for tile in item.tiles}
        assert shown == {int(item.options[item.right][0, 0, 0])}
        assert len({int(option[0, 0, 0]) for option in item.options}) == 8
