"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on a socket that nobody else sees."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg

ADMINISTRATOR, OWNER = "administrator", "organiser"
NUMBERS = itertools.count()


def programs() -> Path | None:
    """Where the server's programs lie: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return Path(found).parent if found else debian[-1].parent if debian else None


class Cluster(NamedTuple):
    """A running server.

    Args:
        programs: The server's programs.
        folder: Data, socket and log.
        account: Who runs it; empty: who runs the tests. PostgreSQL refuses root.
    """

    programs: Path
    folder: Path
    account: str

    def address(self, database: str, user: str = OWNER) -> str:
        """Where a client connects."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def fresh(self, like: str = "template1") -> str:
        """The address of a new database, whose owner has no other rights: empty, or with all that another one has."""
        name = f"study{next(NUMBERS)}"
        self.administer(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {like}")
        return self.address(name)

    def administer(self, command: str) -> None:
        """Runs one command as the server's administrator."""
        with psycopg.connect(self.address("postgres", ADMINISTRATOR), autocommit=True) as connection:
            connection.execute(command.encode())

    def control(self, *arguments: str) -> None:
        """Starts or stops the server."""
        self.run("pg_ctl", "--pgdata", str(self.folder / "data"), "--log", str(self.folder / "log"), "--wait", *arguments)

    def start(self) -> None:
        """Starts it on its socket alone."""
        self.control("--options", f"-c listen_addresses='' -c unix_socket_directories={self.folder}", "start")

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of the server's programs under its account."""
        subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            user=self.account or None,
            group=pwd.getpwnam(self.account).pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            check=True,
        )


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """A running server with one account that owns nothing yet; stopped and deleted at the end."""
    found = programs()
    assert found is not None
    account = ""
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        account = "postgres" if "postgres" in names else "nobody"
    # Directly below the temporary folder: pytest's own is closed to other accounts, and a socket's path may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="unhorse_pg_"))
    if account:
        os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
    made = Cluster(found, folder, account)
    try:
        made.run(
            "initdb", "--pgdata", str(folder / "data"), "--username", ADMINISTRATOR, "--auth", "trust", "--encoding", "UTF8", "--no-instructions"
        )
        made.start()
        made.administer(f"CREATE ROLE {OWNER} LOGIN")
        yield made
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            made.control("--mode", "immediate", "stop")
        shutil.rmtree(folder)
