"""The survey's server as a process of its own, started by name: nothing in the command line imports the web."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import typer

WEB = "unhorse.web"
THREADS = 8
DAY_SECONDS = 86_400


def run_web(verb: str, study: Path, *arguments: str) -> None:
    """Runs one of the server's own verbs; exits as that process does when it fails."""
    done = subprocess.run([sys.executable, "-m", WEB, verb, str(study), *arguments], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def signing_told(study: Path) -> None:
    """Says where the panel's keys are older than a day.

    Raises:
        SurveyError: There are none.
    """
    from unhorse.survey.signatures import KEYS_FILE, known_keys

    known_keys(study)
    if time.time() - (study / KEYS_FILE).stat().st_mtime > DAY_SECONDS:
        typer.echo(f"the panel's keys are older than a day: unhorse survey keys {study}", err=True)


def server_command(study: Path, host: str, port: int, workers: int) -> list[str]:
    """The server's command, the study's path as a literal in its import string. No accesses or warnings are logged: they hold addresses."""
    return gunicorn(f"{WEB}.wsgi:serve({str(study.resolve())!r})", host, port, workers)


def gunicorn(application: str, host: str, port: int, workers: int) -> list[str]:
    """The command that serves an application, given as an import string with a call."""
    # A page takes milliseconds; a worker that is asked to stop by two signals at once may hang and is then ended after the grace.
    threads = ("--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "15", "--graceful-timeout", "5")
    bound = ("--bind", f"{host}:{port}", "--workers", str(workers), "--limit-request-line", "8190", "--log-level", "error", "--no-control-socket")
    return [sys.executable, "-m", "gunicorn", application, *threads, *bound]
