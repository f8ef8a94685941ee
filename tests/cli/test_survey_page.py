"""docs/survey.md: what it says to type can be typed, and nothing of the survey is missing from it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from unhorse.cli.survey import app
from unhorse.survey.settings import Panel, StudySettings

PAGE = (Path(__file__).parents[2] / "docs" / "survey.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in re.findall(r"^(?:    |\| `)(unhorse survey [^`\n]+)", PAGE, re.MULTILINE)]
GROUP = typer.main.get_command(app)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_page_has_a_verb_and_options_that_there_are(line: str) -> None:
    verb, *arguments = shlex.split(line, comments=True)[2:]
    assert isinstance(GROUP, TyperGroup)
    GROUP.commands[verb].make_context(verb, arguments)


def test_the_page_names_every_verb_and_every_setting() -> None:
    assert isinstance(GROUP, TyperGroup)
    assert len(COMMANDS) >= 15
    for verb in GROUP.commands:
        assert f"survey {verb}" in PAGE, verb
    for name in (*StudySettings.model_fields, *Panel.model_fields):
        assert f"`{name}`" in PAGE or name == "schema_version", name
