"""The verbs of the web site. The site is a process of the web's own, started by name; nothing here imports it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from unhorse.cli.competition import Folder, competition_app
from unhorse.cli.console import guarded
from unhorse.cli.site_process import SITE
from unhorse.cli.survey_server import gunicorn

Database = Annotated[str, typer.Option(help="Keep everything in this PostgreSQL database, such as postgresql://user@host/name; SQLite by default.")]


@competition_app.command("serve")
def serve(
    folder: Folder,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    link: Annotated[
        str,
        typer.Option(help="The address that people use, such as https://competition.example.org. By default this machine alone, for development."),
    ] = "",
    mail: Annotated[
        str,
        typer.Option(
            help="Where mail is handed in: smtp+starttls://user@host:587, smtps:// or smtp://; the password comes from UNHORSE_MAIL_PASSWORD. "
            "Needed but in development, where mail goes into DIR/site/mail."
        ),
    ] = "",
    sender: Annotated[str, typer.Option(help="The address that mail comes from.")] = "",
    proxies: Annotated[int, typer.Option(min=0, max=5, help="How many proxies of your own stand before the site.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes, each with eight threads.")] = 2,
    database: Database = "",
) -> None:
    """Serve the competition's web site: accounts, teams, entries, guesses, board. Stop it with Ctrl-C and start it again at any time."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened

        _ = Opened(folder).rules
    address = link or f"http://127.0.0.1:{port}"
    told = ["--link", address, "--mail", mail, "--sender", sender, "--proxies", str(proxies), "--database", database]
    _ask("prepare", folder, *told)
    typer.echo(f"the site: {address}")
    typer.echo(f"an organiser's account: unhorse competition organiser {folder} ADDRESS --name NAME")
    typer.echo(f"entries are run by: unhorse competition worker {folder}")
    typer.echo(f"entries are run by:     unhorse competition worker {folder}")
    if not mail:
        typer.echo(f"development: mail goes into {folder}/site/mail")
    sys.stdout.flush()
    os.execv(sys.executable, gunicorn(f"{SITE}.wsgi:serve({str(folder.resolve())!r})", host, port, workers))


@competition_app.command("organiser")
def organiser(
    folder: Folder,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The mail address with which the organiser signs in.")],
    name: Annotated[str, typer.Option(help="The name that stands in the log, which is published.")] = "organiser",
    database: Database = "",
) -> None:
    """Make an organiser's account, or set its password; the password is asked for, or read from standard input. Nothing else gives that role."""
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    _ask("organiser", folder, "--address", address, "--name", name, "--database", database, told=password)


def _ask(verb: str, folder: Folder, *arguments: str, told: str = "") -> None:
    done = subprocess.run([sys.executable, "-m", SITE, verb, str(folder), *arguments], input=f"{told}\n", text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
