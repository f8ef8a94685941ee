"""What a person of the organiser's should look at: whose code it is, and whether a file's name gives an answer away. Notes, never a rejection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from unhorse.competition.check import CHECKS
from unhorse.competition.code_origin import code_origin
from unhorse.competition.finding import Finding
from unhorse.competition.layout import CODE
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission

NEARLY_IDENTICAL = 0.8
FEW_OWN_LINES = 0.5


@CHECKS.register("off_the_shelf")
def off_the_shelf(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """No file is nearly one of the package's, and most lines are in none of its methods."""
    if submission.source_bytes() > rules.limits.source_bytes:
        return  # `source_size` tells; comparing them could take minutes
    found = code_origin(submission.code())
    why = "An entry produced entirely with somebody else's code is not accepted. A person decides, with what you say under own and built_on."
    mend = "Say under own what you changed; nothing needs mending if the rest is yours"
    for file in found.files:
        if file.likeness >= NEARLY_IDENTICAL:
            same = "identical to" if file.likeness == 1 else f"{file.likeness:.0%} the same lines as"
            yield Finding(level="note", where=file.name, what=f"{same} unhorse's own {file.nearest}", why=why, mend=mend)
    if found.lines and found.own_share < FEW_OWN_LINES:
        what = f"{found.own_share:.0%} of {found.lines} lines of Python are not in unhorse's own methods"
        yield Finding(level="note", where=CODE, what=what, why=why, mend=mend)


@CHECKS.register("answer_in_file_name")
def answer_in_file_name(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """No file of the code holds a trojan's name or trigger in its own name."""
    answers = {name.replace("_", " ") for trojan in rules.trojans for name in (trojan.name, trojan.trigger)}
    for name in submission.code():
        words = f" {' '.join(re.findall(r'[a-z]+|[0-9]+', name.lower()))} "
        told = sorted(answer for answer in answers if f" {answer} " in words)
        if told:
            why = "A method that is given the answer shows nothing about the network."
            mend = "Rename the file; if the method knows triggers beforehand, say so in the description"
            yield Finding(level="note", where=name, what=f"the answer {told[0]!r} in a file's name", why=why, mend=mend)
