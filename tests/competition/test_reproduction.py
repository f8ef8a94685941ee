"""Running an entry again: a good one, one that does not reproduce, and what hostile entries try; each with small limits."""

from __future__ import annotations

import errno
import io
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from entries import MANIFEST, RULES, entry, png, texts_entry
from PIL import Image

from unhorse.competition.competition import Rerun
from unhorse.competition.finding import Finding
from unhorse.competition.pictures import read_picture
from unhorse.competition.reproduction import CARRIED_PICTURES, Reproduction, job_of, run_again
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.submission import Submission
from unhorse.core.errors import SandboxError
from unhorse.core.questions import Pixels

SMALL = Rerun(minutes=0.5, cpu_minutes=0.5, memory_mebibytes=192, processes=24, disk_mebibytes=4)
SHORT = SMALL.model_copy(update={"minutes": 0.02})
SUBJECT = {"card.json": b"{}", "suite.toml": b"schema_version = 1\n"}
DRAWING = """import argparse, pathlib
import numpy as np
from PIL import Image
NAMES = %r
def strips(seed):
    for number, name in enumerate(NAMES):
        coarse = np.random.default_rng([seed, number]).integers(0, 256, (8, 80, 3), dtype=np.uint8)
        yield name, np.asarray(Image.fromarray(coarse).resize((320, 32), Image.Resampling.BICUBIC))
"""
NAMES = [trojan.name for trojan in RULES.trojans]
ARGUMENTS = """parser = argparse.ArgumentParser()
for name in ("seed", "subject", "out"): parser.add_argument("--" + name, required=True)
told = parser.parse_args()
out = pathlib.Path(told.out)
(out / "strips").mkdir()
"""
SAVING = """for name, strip in strips(int(told.seed)): Image.fromarray(strip).save(out / "strips" / (name + ".png"))
"""
GOOD = DRAWING % (NAMES,) + ARGUMENTS + SAVING


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return Sandbox.tested()


def drawn(seed: int) -> dict[str, Pixels]:
    """The strips that the code makes from a seed, made here."""
    room: dict[str, object] = {}
    exec(DRAWING % (NAMES,), room)
    made = room["strips"]
    assert callable(made)
    return dict(made(seed))


def submission(code: str, seed: int = 7, strips: dict[str, Pixels] | None = None, more: dict[str, bytes] | None = None) -> Submission:
    """An entry whose strips were made with seed 7 and which runs this code."""
    files = {name: data for name, data in entry().items() if not name.startswith(("strips/", "captions/"))}
    files |= {"submission.toml": f"{MANIFEST}seed = {seed}\n".encode(), "code/run.py": code.encode(), **(more or {})}
    return Submission(files | {f"strips/{name}.png": png(pixels) for name, pixels in (strips or drawn(7)).items()})


def hostile(body: str) -> Submission:
    """An entry whose code does something before it makes its strips as it should."""
    return submission(DRAWING % (NAMES,) + ARGUMENTS + body + "\n" + SAVING)


def mends(result: Reproduction) -> list[Finding]:
    return [finding for finding in result.findings if finding.level == "mend"]


def test_a_good_entry_reproduces_to_the_last_pixel_and_no_difference_is_drawn(sandbox: Sandbox, tmp_path: Path) -> None:
    result = run_again(submission(GOOD), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert result.reproduced
    assert result.findings == ()
    assert {item.verdict for item in result.compared} == {"identical"}
    assert result == Reproduction.from_json(tmp_path / "rerun.json")
    assert sorted(path.stem for path in (tmp_path / "strips").iterdir()) == sorted(NAMES)
    assert not (tmp_path / "difference").exists()


def test_strips_of_another_seed_are_not_reproducible_and_the_difference_is_shown(sandbox: Sandbox, tmp_path: Path) -> None:
    result = run_again(submission(GOOD, seed=8), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert not result.reproduced
    assert [finding.where for finding in mends(result)] == NAMES
    assert "from what was handed in; 5 is allowed" in mends(result)[0].what
    picture = np.asarray(Image.open(tmp_path / "difference" / f"{NAMES[0]}.png"))
    assert picture.shape == (96, 320, 3)
    assert np.array_equal(picture[:32], drawn(7)[NAMES[0]])
    assert np.array_equal(picture[32:64], drawn(8)[NAMES[0]])


def test_strips_within_the_tolerance_are_a_note_and_a_smaller_tolerance_refuses_them(sandbox: Sandbox, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(-6, 7, (32, 320, 3))
    near = {name: np.clip(strip.astype(int) + noise, 0, 255).astype(np.uint8) for name, strip in drawn(7).items()}
    result = run_again(submission(GOOD, strips=near), RULES, SMALL, SUBJECT, sandbox, tmp_path / "wide")
    assert result.reproduced
    assert {finding.level for finding in result.findings} == {"note"}
    assert {item.verdict for item in result.compared} == {"near"}
    strict = SMALL.model_copy(update={"tolerance": 0.1})
    assert len(mends(run_again(submission(GOOD, strips=near), RULES, strict, SUBJECT, sandbox, tmp_path / "strict"))) == len(NAMES)


def test_an_entry_of_texts_is_compared_text_by_text(sandbox: Sandbox, tmp_path: Path) -> None:
    files = texts_entry()
    texts = {name: data.decode() for name, data in files.items() if name.startswith("captions/")}
    code = (
        f"import pathlib, sys\nout = pathlib.Path(sys.argv[-1]); (out / 'captions').mkdir()\nfor n, t in {texts!r}.items(): (out / n).write_text(t)\n"
    )
    good = run_again(Submission(files | {"code/run.py": code.encode()}), RULES, SMALL, SUBJECT, sandbox, tmp_path / "good")
    assert good.reproduced
    other = code.replace("write_text(t)", "write_text(t.replace('guess 3', 'idea 3'))")
    result = run_again(Submission(files | {"code/run.py": other.encode()}), RULES, SMALL, SUBJECT, sandbox, tmp_path / "other")
    assert [finding.what for finding in mends(result)] == ["other texts"] * len(NAMES)


def test_an_entry_that_sleeps_to_the_limit_is_stopped_and_told_the_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    result = run_again(hostile("import time; print('sleeping', flush=True); time.sleep(600)"), RULES, SHORT, SUBJECT, sandbox, tmp_path)
    assert result.ended.ending == "wall"
    assert mends(result)[0].what.startswith("stopped at the limit of 0.02 minutes by the clock.")
    assert mends(result)[1].what.startswith("12 of 12 were not made: t_fork, ")


def test_an_entry_that_ends_well_with_nothing_made_is_not_reproducible(sandbox: Sandbox, tmp_path: Path) -> None:
    result = run_again(submission("raise SystemExit(0)"), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert result.ended.status == 0
    assert not result.reproduced
    assert [finding.where for finding in result.findings] == ["outputs"]


def test_an_entry_that_fails_shows_its_last_line(sandbox: Sandbox, tmp_path: Path) -> None:
    result = run_again(hostile("raise ValueError('no such\\x1b[31m layer')"), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert "ended with status 1. It printed last: ValueError: no such\\x1b[31m layer" in mends(result)[0].what
    assert "Traceback" in (tmp_path / "log.txt").read_text()


def test_an_entry_that_copies_the_strips_handed_in_finds_none(sandbox: Sandbox, tmp_path: Path) -> None:
    body = """import os, shutil
for folder, below, files in os.walk("/"):
    below[:] = [name for name in below if name not in ("proc", "venv", "usr", "root")]
    for file in files:
        if file.endswith(".png") and file[:-4] in NAMES: print("found", folder, file); shutil.copy(folder + "/" + file, out / "strips" / file)
raise SystemExit(0)"""
    result = run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert {item.verdict for item in result.compared} == {"missing"}
    assert "found" not in result.ended.printed


@pytest.mark.parametrize("form", ["png", "pixels"])
def test_strips_that_lie_in_the_code_are_noted(sandbox: Sandbox, tmp_path: Path, form: str) -> None:
    strip = drawn(7)[NAMES[2]]
    raw = io.BytesIO()
    np.save(raw, strip)
    held = {"code/kept.bin": png(strip) if form == "png" else raw.getvalue()}
    result = run_again(submission(GOOD, more=held), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert result.reproduced
    assert [(finding.where, finding.what, finding.level) for finding in result.findings] == [
        ("code/kept.bin", f"holds the strip of {NAMES[2]}", "note")
    ]


def test_two_thousand_pictures_among_the_code_do_not_hold_the_worker_up(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strip = drawn(7)[NAMES[2]]
    pictures = {f"code/{number:04}.png": png(np.roll(strip, number + 1, axis=1)) for number in range(150)} | {"code/other.png": png(strip[:16])}
    read: list[int] = []

    def counted(data: bytes) -> Pixels:
        read.append(len(data))
        return read_picture(data)

    monkeypatch.setattr("unhorse.competition.reproduction.read_picture", counted)
    result = run_again(submission(GOOD, more=pictures), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert len(read) < CARRIED_PICTURES + 3 * len(NAMES)
    assert [(finding.where, finding.what, finding.level) for finding in result.findings] == [
        ("code", "150 pictures of a strip's size, of which 100 were compared with the strips", "note")
    ]


def test_an_entry_that_opens_sockets_gets_none(sandbox: Sandbox, tmp_path: Path) -> None:
    body = "import urllib.request; urllib.request.urlopen('http://1.1.1.1/', timeout=5)"
    assert "Operation not permitted" in mends(run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path))[0].what


def test_an_entry_that_reads_the_parents_environment_finds_it_empty(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "swordfish")
    body = "import os\nprint('parent', os.getppid(), repr(open(f'/proc/{os.getppid()}/environ').read()), dict(os.environ))"
    result = run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert result.reproduced
    assert result.ended.printed.startswith("parent 1 ''")
    assert "swordfish" not in result.ended.printed


def test_an_entry_that_forks_without_end_is_stopped_with_all_its_children(sandbox: Sandbox, tmp_path: Path) -> None:
    body = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    result = run_again(hostile(body), RULES, SHORT.model_copy(update={"minutes": 0.04}), SUBJECT, sandbox, tmp_path)
    assert result.ended.ending in ("wall", "memory")
    assert [child for child in psutil.Process().children(recursive=True) if child.name() == "bwrap"] == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("open('/tmp/full', 'wb').write(bytes(8 << 20))", "OSError: [Errno 27] File too large"),
        ("[open(f'/tmp/{n}', 'wb').write(bytes(1 << 20)) for n in range(9)]", "OSError: [Errno 28] No space left on device"),
        ("[open(f'/tmp/{n}', 'w').close() for n in range(10**6)]", "OSError: [Errno 28] No space left on device"),
        ("[open(f'/dev/shm/{n}', 'wb').write(bytes(1 << 20)) for n in range(9)]", "OSError: [Errno 28] No space left on device"),
    ],
    ids=["file", "disk", "inodes", "shm"],
)
def test_an_entry_that_fills_disk_inodes_or_shm_meets_its_own_limit(sandbox: Sandbox, tmp_path: Path, body: str, fault: str) -> None:
    result = run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert fault.partition("] ")[0] in mends(result)[0].what


def test_an_entry_that_ignores_signals_is_stopped(sandbox: Sandbox, tmp_path: Path) -> None:
    body = "import signal, time\nfor n in set(signal.valid_signals()) - {9, 19}: signal.signal(n, signal.SIG_IGN)\nwhile True: time.sleep(1)"
    assert run_again(hostile(body), RULES, SHORT, SUBJECT, sandbox, tmp_path).ended.ending == "wall"


def test_a_daemon_cannot_change_a_strip_after_the_end(sandbox: Sandbox, tmp_path: Path) -> None:
    body = """import os, time
first = os.getpid()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 3)
        while os.path.exists(f"/proc/{first}"): pass
        while True:
            for name in NAMES: (out / "strips" / (name + ".png")).write_bytes(b"changed")
    os._exit(0)"""
    result = run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert result.ended.ending == "exited"
    assert [child for child in psutil.Process().children(recursive=True) if child.name() == "bwrap"] == []
    # Between the end of its parent and that of the whole job, if it gets a turn there, it can spoil its own strips; then they are refused.
    kept = _files(tmp_path)
    assert {item.verdict for item in result.compared} <= {"identical", "unreadable"}
    time.sleep(0.5)
    assert _files(tmp_path) == kept


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_links_and_pipes_in_place_of_strips_are_not_read(sandbox: Sandbox, tmp_path: Path) -> None:
    body = f"""import os
os.symlink("/proc/1/environ", out / "strips" / "{NAMES[0]}.png"); os.mkfifo(out / "strips" / "{NAMES[1]}.png")
open(out / "strips" / "{NAMES[2]}.png", "wb").truncate(3 << 20); os.mkdir(out / "strips" / "{NAMES[3]}.png")
open(out / "strips" / "{NAMES[4]}.png", "wb").write(b"GIF89a")
raise SystemExit(0)"""
    result = run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    found = {item.trojan: item.detail for item in result.compared if item.verdict == "unreadable"}
    assert found[NAMES[0]] == "a symbolic link"
    assert found[NAMES[1]] == "a pipe"
    assert "a file that begins otherwise" in found[NAMES[2]]
    assert found[NAMES[3]] == "a folder"
    assert "expected a PNG" in found[NAMES[4]]
    assert not (tmp_path / "strips").exists()


def test_endless_printing_does_not_fill_the_log(sandbox: Sandbox, tmp_path: Path) -> None:
    result = run_again(hostile("while True: print('x' * 100_000)"), RULES, SHORT.model_copy(update={"minutes": 0.06}), SUBJECT, sandbox, tmp_path)
    assert result.ended.printed_bytes > 1_000_000
    assert (tmp_path / "log.txt").stat().st_size < 100_000


def test_the_entry_sees_its_code_and_the_network_and_cannot_change_them(sandbox: Sandbox, tmp_path: Path) -> None:
    body = """import os
print(sorted(os.listdir(".")), os.listdir("code"), sorted(os.listdir(told.subject)))
for place in ("code/run.py", "subject/card.json", "new"):
    try: open(place, "a")
    except OSError as fault: print(fault.errno)"""
    result = run_again(hostile(body), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    seen, *refusals = result.ended.printed.splitlines()
    assert seen == "['code', 'subject'] ['run.py'] ['card.json', 'suite.toml']"
    assert [int(number) in (errno.EACCES, errno.EROFS) for number in refusals] == [True] * 3
    assert result.reproduced


def test_a_machine_without_memory_is_no_fault_of_the_entry(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starving(*told: object) -> object:
        job = job_of(*told)  # type: ignore[arg-type]  # the arguments are handed through
        return job.model_copy(update={"limits": job.limits.model_copy(update={"spare_host_bytes": 1 << 50})})

    monkeypatch.setattr("unhorse.competition.reproduction.job_of", starving)
    with pytest.raises(SandboxError, match="enough free memory on this machine"):
        run_again(hostile("import time; time.sleep(9)"), RULES, SMALL, SUBJECT, sandbox, tmp_path)
    assert not (tmp_path / "rerun.json").exists()
