"""`submission.toml`: what an entry's authors say of it."""

from __future__ import annotations

from unhorse.core.records import FileRecord

MANIFEST_BYTES = 32_768
"""A description of 5,000 characters in any script fits; a TOML parser's time can grow with the square of a file's length."""


class Manifest(FileRecord):
    """What the authors say of their entry. An absent key counts as empty, so that a check can tell everything that is missing at once.

    Args:
        title: The name of the entry, shown on the board.
        authors: Everybody who made it.
        description: How the method works, in a few sentences.
        entry_point: The Python file below `code/` that makes the strips, such as "code/run.py".
        seed: The seed with which the entry point made them.
        licence: The licence of the code, as an SPDX identifier such as "MIT".
        own: What is the authors' own work in it.
        built_on: What is somebody else's: packages, papers, code, one a line.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    entry_point: str = ""
    seed: int = 0
    licence: str = ""
    own: str = ""
    built_on: tuple[str, ...] = ()


TEMPLATE = '''# What the organiser and the board show of your entry. `unhorse submission check` tells what is missing.
schema_version = 1

# The entry's name, as the board shows it.
title = ""
# Everybody who made it: ["Ada Lovelace", "Charles Babbage"]
authors = []
# How the method works, in a few sentences.
description = """
"""
# The Python file below code/ that makes the strips, such as "code/run.py", and the seed with which it made them.
entry_point = "code/run.py"
seed = 0
# The licence of your code, as an SPDX identifier: "MIT", "Apache-2.0", ...
licence = ""
# What is your own work in it. An entry made entirely with somebody else's code is not accepted.
own = """
"""
# What is somebody else's: packages, papers, code. ["unhorse's target_fourier, with another objective", "lucid"]
built_on = []
'''
