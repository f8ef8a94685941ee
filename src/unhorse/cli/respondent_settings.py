"""Settings of respondents, written KIND.NAME=VALUE on the command line, and what a run keeps of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from unhorse.core.errors import RecordError
from unhorse.core.files import write_text
from unhorse.core.records import validated
from unhorse.respondents.chance import Chance
from unhorse.respondents.concept_judge import ConceptJudge
from unhorse.respondents.respondent import RESPONDENTS, Respondent
from unhorse.respondents.vlm import VisionLanguageModel

RESPONDENTS_FILE = "respondents.json"
HERE_ONLY = {"file", "folder", "log"}
"""Fields that are paths of this machine."""


def settings_of(kinds: Sequence[str], written: Sequence[str], out: Path) -> dict[str, dict[str, object]]:
    """The settings of each kind of respondent.

    Args:
        kinds: The kinds that will be asked.
        written: Settings as KIND.NAME=VALUE.
        out: The run folder, where replies are logged unless told otherwise.

    Raises:
        RecordError: A setting written otherwise or twice, or of a kind that is not asked or takes none.
    """
    found: dict[str, dict[str, object]] = {}
    for setting in written:
        name, equals, value = setting.partition("=")
        kind, dot, field = name.partition(".")
        if not (equals and dot) or field in found.get(kind, {}):
            raise RecordError("each respondent's setting once, as KIND.NAME=VALUE", repr(setting), "Write it as in --respondent-setting vlm.model=M")
        if kind not in kinds or kind in (Chance.kind, ConceptJudge.kind):
            raise RecordError("a setting of one of --respondents that takes settings", repr(setting), f"Asked are {', '.join(kinds)}")
        found.setdefault(kind, {})[field] = value
    if VisionLanguageModel.kind in kinds:
        found.setdefault(VisionLanguageModel.kind, {}).setdefault("log", out / "respondents" / "vlm.jsonl")
    return found


def respondent_from_settings(kind: str, settings: Mapping[str, object]) -> Respondent:
    """A respondent of a kind, with these fields set.

    Raises:
        UnknownNameError: No such kind.
        RecordError: A setting that it does not have, one that it needs, or a value that does not fit.
    """
    return validated(RESPONDENTS.get(kind), dict(settings), f"the settings of respondent {kind!r} (--respondent-setting {kind}.NAME=VALUE)")


def write_respondents(asked: Sequence[Respondent], out: Path) -> None:
    """Writes respondents.json: every respondent's settings but for paths, and what a model behind an address took; the latter is told as well.

    What the file says of respondents of other kinds, asked before, stays.
    """
    file, kinds = out / RESPONDENTS_FILE, {respondent.kind for respondent in asked}
    before: dict[str, dict[str, object]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    records = {identity: record for identity, record in before.items() if identity.partition(":")[0] not in kinds}
    for respondent in asked:
        records[respondent.identity] = respondent.model_dump(mode="json", exclude=HERE_ONLY)
        if isinstance(respondent, VisionLanguageModel):
            spent = respondent.spent
            records[respondent.identity]["spent"] = spent._asdict()
            told = f"{spent.replies} replies, {spent.input_tokens} tokens in, {spent.output_tokens} out, cost {spent.cost:g}"
            typer.echo(f"{respondent.identity} ({respondent.model}): {told}", err=True)
    write_text(file, json.dumps(records, indent=1) + "\n")
