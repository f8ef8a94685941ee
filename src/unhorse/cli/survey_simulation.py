"""`survey simulate`: synthetic people, marked as such in the study folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from unhorse.cli.console import bars
from unhorse.core.errors import SurveyError
from unhorse.core.files import write_text
from unhorse.core.names import known
from unhorse.survey.items import StudyKey, open_key, open_study
from unhorse.survey.settings import key_folder
from unhorse.survey.simulation import SIMULATED, Knowledge, Manner, Mind, Visit, crowd, endings, simulate


def simulated(
    study: Path, key: Path | None, address: str, people: int, mind: Mind, skill: str, bad: Mapping[Manner, float], at_once: int
) -> list[dict[str, object]]:
    """Sends people through the server and tells how their visits ended, as rows for the screen.

    Args:
        study: The study folder, in which they are noted.
        key: The folder with its key; beside it when absent.
        address: Where the study is served.
        people: How many.
        mind: Seed and pause of the honest ones.
        skill: Their skill, as on the command line.
        bad: The part of each bad manner.
        at_once: How many at the same time.

    Raises:
        SurveyError: The study wants signed arrivals, the skill is no number from 0 to 1, or the parts are more than the whole.
        UnknownNameError: A skill for a method that the study does not have.
    """
    opened = open_study(study)
    if opened.settings.panel.signed_for:
        raise SurveyError(
            "a study whose arrivals are not signed", "one that only its panel can sign for", "Build one without panel.signed_for to try"
        )
    answers = open_key(key or key_folder(study), opened.digest)
    minds = crowd(people, skilled(mind, skill, answers), bad)
    _note(opened.folder / SIMULATED, {"people": people, "skill": skill, "seed": mind.seed, "bad": dict(bad)})
    done = 0
    with bars() as report:

        def count() -> None:
            nonlocal done
            done += 1
            report("people", done, people)

        visits = simulate(address, minds, opened.settings.panel, Knowledge(opened.items, answers), at_once, count)
    return _told(visits)


def skilled(mind: Mind, text: str, key: StudyKey) -> Mind:
    """A mind with the skill of the command line: a number for all methods, numbers by method, or both.

    Raises:
        SurveyError: A skill is no number from 0 to 1.
        UnknownNameError: A method that the study does not have.
    """
    overall, by_method = mind.skill, dict[str, float]()
    for part in text.split(","):
        method, _, number = part.strip().rpartition("=")
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            raise SurveyError("a skill from 0 to 1, such as 0.5 or tabor=0.2", repr(part), "Correct --skill")
        if method:
            known(method, sorted(key.arms.values()), "method of the study")
            by_method[method] = value
        else:
            overall = value
    return mind.model_copy(update={"skill": overall, "skills": by_method})


def _note(file: Path, made: Mapping[str, object]) -> None:
    """Adds to the list of who was simulated, before anybody is."""
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    write_text(file, json.dumps([*before, made], indent=1) + "\n")


def _told(visits: list[Visit]) -> list[dict[str, object]]:
    times = sorted(second for visit in visits for second in visit.seconds) or [0.0]
    p95 = times[int(0.95 * (len(times) - 1))]
    rows: list[dict[str, object]] = [{"what": f"people who {ending}", "number": number} for ending, number in endings(visits).items()]
    return [
        *rows,
        {"what": "pages", "number": len(times)},
        {"what": "answers sent", "number": sum(visit.sent for visit in visits)},
        {"what": "95% of pages within seconds", "number": round(p95, 3)},
    ]
