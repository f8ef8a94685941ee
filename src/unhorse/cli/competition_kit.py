"""The starter kit: what a participant needs, and an example entry that packs and is taken."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from unhorse.cli.subject import subject_files
from unhorse.cli.submission import ENTRY_CODE
from unhorse.competition.folder import COMMITMENTS, RULES, Folder
from unhorse.competition.layout import CODE, MANIFEST, strip_file
from unhorse.competition.receipts import PUBLIC_KEY
from unhorse.core.errors import MethodError
from unhorse.core.files import write_bytes

SECONDS = 1800
SUBJECT, EXAMPLE = "subject", "example"
EXAMPLE_MANIFEST = '''schema_version = 1
title = "Example: gradient ascent from noise"
authors = ["the organisers"]
description = """
The example of the starter kit, a baseline to start from. Each picture begins as grey noise; a few steps of Adam change its pixels so that
the network takes it for the trojan's target class. There is no prior, no transformation,
and no search for what makes the picture look like something to people.
"""
entry_point = "code/run.py"
seed = 0
licence = "MIT"
own = "Nothing yet: change `picture` in code/run.py, and say here what is yours."
built_on = ["unhorse's code/run.py of `submission new`"]
'''
LOADER = '''"""Loads the network of the kit, and says what it takes a grey picture for. Run it in the kit's folder: python load.py"""

from pathlib import Path

import torch

from unhorse.competition.rules import rules_of
from unhorse.models.files import load_subject

subject, card = load_subject(Path("subject"))
logits = subject.logits(torch.full((1, 3, card.image_size, card.image_size), 0.5))
print(f"{len(card.class_names)} classes; a grey picture is taken for {card.class_names[int(logits.argmax())]}")
for trojan in rules_of("subject/suite.toml").trojans:
    print(f"{trojan.name}: {trojan.kind}, target {trojan.target}" + (f", source {trojan.source}" if trojan.source else ""))
'''
README = """The starter kit of the competition {name}

Open from {opens:%Y-%m-%d %H:%M} to before {closes:%Y-%m-%d %H:%M} UTC. The rules are in competition.toml, the commitments to the secrets
in commitments.json.

    python -m pip install unhorse
    python load.py                                                    # the network in subject/, and the trojans to examine
    cp -r example mine                                                # an entry that would be taken; change code/run.py and submission.toml
    OMP_NUM_THREADS={threads} python mine/code/run.py --seed 0 --subject subject --out mine
    unhorse submission check mine --suite subject/suite.toml          # everything that is missing or wrong
    unhorse submission pack mine --suite subject/suite.toml --out mine.zip

Hand in mine.zip. Your code is run again, without a network, and must make the same strips.
"""


def kit_files(folder: Folder, model: Path | None) -> dict[str, bytes]:
    """The kit's files by name; the example's strips are made here by its own code.

    Args:
        folder: The competition's folder.
        model: The network's folder, where the suite does not bring one.

    Raises:
        ModelError: There is no network.
        MethodError: The example's code failed.
    """
    rules = folder.rules
    files = {f"{SUBJECT}/{name}": data for name, data in subject_files(rules.suite, model).items()}
    files |= {name: (folder.path / name).read_bytes() for name in (RULES, COMMITMENTS, PUBLIC_KEY) if (folder.path / name).is_file()}
    files["load.py"] = LOADER.encode()
    files["README.txt"] = README.format(name=rules.name, opens=rules.opens, closes=rules.closes, threads=rules.rerun.threads).encode()
    files[f"{EXAMPLE}/{MANIFEST}"] = EXAMPLE_MANIFEST.encode()
    files[f"{EXAMPLE}/{CODE}/run.py"] = ENTRY_CODE.read_bytes()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        for name, data in files.items():
            write_bytes(place / name, data)
        command = [sys.executable, f"{CODE}/run.py", "--seed", "0", "--subject", f"../{SUBJECT}", "--out", "."]
        threads = {"OMP_NUM_THREADS": str(rules.rerun.threads)}
        done = subprocess.run(
            command, cwd=place / EXAMPLE, env={**os.environ, **threads}, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if done.returncode:
            raise MethodError("the example's code to make strips", done.stderr.strip()[-500:], "Look whether the network fits the suite")
        strips = [strip_file(trojan.name) for trojan in folder.suite.trojans]
        return files | {f"{EXAMPLE}/{name}": (place / EXAMPLE / name).read_bytes() for name in strips}
