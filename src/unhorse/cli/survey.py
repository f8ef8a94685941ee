"""The verbs of the survey. The server runs in a process of its own, which is started by name: nothing here imports the web."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.console import guarded, listing
from unhorse.cli.survey_server import run_web, server_command, signing_told
from unhorse.core.errors import SurveyError

app = typer.Typer(no_args_is_help=True, help="Ask people on a web page.")
Study = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder that `unhorse survey build` wrote.")]
Key = Annotated[Path | None, typer.Option(help="Folder with the answer key; STUDY.key beside the study by default.")]


@app.command()
def plan(
    people: Annotated[int, typer.Option(min=2, help="People asked about each method.")] = 100,
    rate: Annotated[float, typer.Option(help="The true identification rate to plan for, from 0 to 1.")] = 0.6,
    beat: Annotated[str, typer.Option(help="Comma-separated rates to beat: chance and the published records by default.")] = "0.125,0.49,0.56",
    questions: Annotated[int, typer.Option(min=1, help="Questions that each person answers.")] = 12,
    spread: Annotated[
        str, typer.Option(help="Comma-separated standard deviations of people, in logits: 0 for people all alike, 2 for large.")
    ] = "0,1,2",
    question_spread: Annotated[
        float, typer.Option(min=0, help="Standard deviation of the questions' difficulty, in logits; 0 is the cautious choice.")
    ] = 0.0,
    tests: Annotated[int, typer.Option(min=1, help="Methods that will be tested; the level of 0.05 is shared among them.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """How surely a survey will show that a method beats a rate, and how many people make it sure in 8 or 9 surveys of 10.

    In the left columns the rate to beat is taken as exact, such as chance. In the last three, "beside", another method of that rate is asked about in
    the same survey, with as many people of its own: what beating a record takes when the record is measured again.
    """
    with guarded():
        from unhorse.cli.survey_planning import numbers, planned, readable

        rows = planned(people, rate, numbers(beat, "--beat"), questions, numbers(spread, "--spread"), question_spread, tests)
        listing([row._asdict() for row in rows] if json else readable(rows), json)


@app.command()
def build(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    out: Annotated[Path, typer.Option(help="The study folder to write; the key goes beside it.")],
    contact: Annotated[str | None, typer.Option(help="Whom people can write to.")] = None,
    retain_until: Annotated[str | None, typer.Option(help="Date (YYYY-MM-DD) by which all that could be traced to a person is deleted.")] = None,
    people: Annotated[int | None, typer.Option(min=1, help="People per arm; 100 by default.")] = None,
    settings: Annotated[Path | None, typer.Option(help="A study.toml with everything else; docs/survey.md lists its keys.")] = None,
    seed: Annotated[int, typer.Option(help="Decides the practice, check and gold items.")] = 0,
    serve_at: Annotated[int | None, typer.Option("--serve", metavar="PORT", min=1, max=65535, help="Serve it at once, on this port.")] = None,
) -> None:
    """Make a study from a run: settings, opaque pictures, and the answer key in a folder of its own beside it."""
    with guarded():
        from unhorse.cli.survey_building import neutral_items, study_settings
        from unhorse.survey.build import build_study

        given = {"contact": contact, "retain_until": retain_until, "people_per_arm": people}
        chosen = study_settings(settings, {name: value for name, value in given.items() if value is not None})
        typer.echo(build_study(run, out, chosen, neutral_items(run, seed)))
    if serve_at is not None:
        serve(out, port=serve_at)


@app.command()
def serve(
    study: Study,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    workers: Annotated[int, typer.Option(min=1, help="Processes, each with eight threads.")] = 2,
    link: Annotated[str | None, typer.Option(help="The address that people use, where it differs (behind a proxy).")] = None,
    database: Annotated[
        str, typer.Option(help="Keep the answers in this PostgreSQL database, such as postgresql://user@host/name; SQLite by default.")
    ] = "",
) -> None:
    """Serve a study's pages; the link for the panel is printed. Stop it with Ctrl-C and start it again at any time: everybody goes on."""
    with guarded():
        from unhorse.survey.items import open_study
        from unhorse.survey.links import panel_link, trial_link

        opened = open_study(study)
        if opened.settings.panel.signed_for:
            signing_told(study)
        run_web("prepare", study, "--database", database)
        address = link or f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"
        typer.echo(f"link for the panel: {panel_link(address, opened.settings.panel)}")
        if not opened.settings.panel.signed_for:  # only the panel can sign; its preview opens the study
            typer.echo(f"link to try it:     {trial_link(address, opened.settings.panel)}")
        if date.today() > opened.settings.retain_until:
            typer.echo(f"the retention date {opened.settings.retain_until} is over: export, then `unhorse survey delete {study}`", err=True)
        sys.stdout.flush()
        os.execv(sys.executable, server_command(study, host, port, workers))


@app.command()
def keys(
    study: Study,
    source: Annotated[str | None, typer.Option(help="The address of the panel's JSON Web Key Set; Prolific's by default.")] = None,
) -> None:
    """Fetch the panel's published keys, with which signed arrivals are checked; once a day while the study runs. A running server takes them up."""
    with guarded():
        from unhorse.survey.items import open_study
        from unhorse.survey.signatures import PROLIFIC_KEYS, fetch_keys

        opened = open_study(study)
        for name in fetch_keys(opened.folder, source or PROLIFIC_KEYS):
            typer.echo(name)


@app.command()
def ask(
    study: Study,
    respondents: Annotated[str, typer.Option(help="Comma-separated kinds of machines, such as concept_judge,chance.")],
    respondent_setting: Annotated[
        list[str] | None, typer.Option(metavar="KIND.NAME=VALUE", help="A setting of a respondent; may be repeated.")
    ] = None,
    key: Key = None,
) -> None:
    """Ask machines the very questions of a study, with the pictures that people see; `score` shows their rows beside people's, never among them."""
    with guarded():
        from unhorse.cli.survey_asking import ask_study

        kinds = tuple(dict.fromkeys(name.strip() for name in respondents.split(",") if name.strip()))
        typer.echo(ask_study(study, key, kinds, respondent_setting or ()))


@app.command()
def score(
    study: Study,
    out: Annotated[Path, typer.Option(help="The run folder to write, with people's answers beside the machines'.")],
    key: Key = None,
    run: Annotated[Path | None, typer.Option(help="The run that the study was built from, where it was moved since.")] = None,
    reference: Annotated[str | None, typer.Option(help="A method of the study with which all others are compared.")] = None,
) -> None:
    """Exclude by the study's rules, write people's answers as machines', score and test them, and write the report; its path is printed."""
    with guarded():
        from unhorse.cli.survey_scoring import score_study

        typer.echo(score_study(study, key, run, reference, out))


@app.command()
def publish(
    study: Study,
    scored: Annotated[Path, typer.Option(help="The folder that `unhorse survey score` wrote.")],
    out: Annotated[Path, typer.Option(help="The zip to write.")],
) -> None:
    """Write the public zip: answers, exclusions, codebook, hashes, and a script that computes every number again, without unhorse or a network."""
    with guarded():
        from unhorse.cli.survey_publishing import publish_study

        typer.echo(publish_study(study, scored, out))


@app.command()
def simulate(
    study: Study,
    address: Annotated[str, typer.Option(help="Where the study is served.")] = "http://127.0.0.1:8765",
    people: Annotated[int, typer.Option(min=1)] = 100,
    skill: Annotated[
        str, typer.Option(help="Probability with which an honest person knows the right option, for all or by method: 0.5,tabor=0.2")
    ] = "0.5",
    clickers: Annotated[float, typer.Option(min=0, max=1, help="Part of the people who click anything.")] = 0.0,
    copyists: Annotated[float, typer.Option(min=0, max=1, help="Part who give somebody else's places.")] = 0.0,
    speeders: Annotated[float, typer.Option(min=0, max=1, help="Part who do not take their time.")] = 0.0,
    leavers: Annotated[float, typer.Option(min=0, max=1, help="Part who leave half-way.")] = 0.0,
    pause: Annotated[float, typer.Option(min=0, help="Mean seconds on every page.")] = 2.5,
    at_once: Annotated[int, typer.Option(min=1, help="People at the same time.")] = 100,
    seed: Annotated[int, typer.Option(help="Of everything by chance.")] = 0,
    key: Key = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Send synthetic people through the real server. Use a study of its own: their answers are stored like anybody's, and its report says so."""
    with guarded():
        from unhorse.cli.survey_simulation import simulated
        from unhorse.survey.simulation import Manner, Mind

        mind = Mind(seed=seed, pause_seconds=pause)
        bad: dict[Manner, float] = {"clicker": clickers, "copyist": copyists, "speeder": speeders, "leaver": leavers}
        listing(simulated(study, key, address, people, mind, skill, bad, at_once), json)


@app.command()
def export(
    study: Study,
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    panel_ids: Annotated[
        bool, typer.Option("--panel-ids", help="Only the panel's identifiers with pseudonyms, for paying. Keep them apart.")
    ] = False,
) -> None:
    """Write what was collected: people.csv and given.csv, under pseudonyms."""
    with guarded():
        run_web("export", study, "--out", str(out), *(["--panel-ids"] if panel_ids else []))
        typer.echo(out)


@app.command()
def withdraw(study: Study, person: Annotated[str, typer.Option(help="What the panel calls the person.")]) -> None:
    """Delete one person's answers, as the link on every page does."""
    with guarded():
        run_web("withdraw", study, "--person", person)


@app.command()
def release(
    study: Study,
    submissions: Annotated[Path, typer.Option(help="The panel's file of submissions, as CSV.")],
    columns: Annotated[
        str, typer.Option(help="Its columns for person, session (may be empty) and status, with commas between.")
    ] = "Participant id,Submission id,Status",
    statuses: Annotated[str, typer.Option(help="Which statuses give a place back, with commas between.")] = "RETURNED,TIMED-OUT",
) -> None:
    """Give the places free of people who returned them or ran out of time at the panel; what became of how many is printed."""
    with guarded():
        named = [name.strip() for name in columns.split(",")]
        if len(named) != 3:
            raise SurveyError("three columns: person, session and status", repr(columns), "Correct --columns")
        listed = [status.strip() for status in statuses.split(",") if status.strip()]
        run_web("release", study, "--submissions", str(submissions), "--columns", *named, "--statuses", *listed)


@app.command()
def delete(
    study: Study,
    panel_ids: Annotated[bool, typer.Option("--panel-ids", help="Only the panel's identifiers; pseudonymous answers stay.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete what was collected; it cannot be brought back."""
    with guarded():
        what = "all panel identifiers" if panel_ids else "everything that was collected"
        if not yes:
            typer.confirm(f"Delete {what} in {study}?", abort=True)
        run_web("delete", study, *(["--panel-ids"] if panel_ids else []))
