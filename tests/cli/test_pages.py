"""The pages under docs: what they say to type can be typed (docs/survey.md has a test of its own)."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from unhorse.cli.main import app

DOCS = Path(__file__).parents[2] / "docs"
APP = typer.main.get_command(app)
COMMANDS = [
    (page.name, line.strip())
    for page in sorted(DOCS.glob("*.md"))
    if page.name != "survey.md"
    for line in re.findall(r"^(?:    )?(unhorse [a-z].*)$", page.read_text(encoding="utf-8").replace("\\\n", " "), re.MULTILINE)
]


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_every_command_of_a_page_has_a_verb_and_options_that_there_are(page: str, line: str) -> None:
    arguments, command = shlex.split(line, comments=True)[1:], APP
    while isinstance(command, TyperGroup):
        command = command.commands[arguments.pop(0)]
    command.make_context(str(command.name), arguments)


def test_the_commands_are_found() -> None:
    assert len(COMMANDS) > 60
    assert {"audit.md", "engines.md", "imagenet.md", "own_images.md", "own_network.md"} <= {page for page, _ in COMMANDS}
