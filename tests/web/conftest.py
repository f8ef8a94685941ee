"""One PostgreSQL server for all tests of the pages, and the choice of a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql import Cluster, cluster, programs
from sites import Made, copy, template
from skips import POSTGRESQL


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A server of our own."""
    if programs() is None:
        pytest.skip(POSTGRESQL)
    with cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """A fresh database: an empty address for SQLite, and one of PostgreSQL's."""
    return "" if request.param == "sqlite" else request.getfixturevalue("postgresql").fresh()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Callable[[], str]:
    """The same for the studies of a whole module, each of which needs one of its own."""
    if request.param == "sqlite":
        return str
    running: Cluster = request.getfixturevalue("postgresql")
    return running.fresh


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Sites whose tables were made once."""
    return {}


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, templates: dict[str, Made], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A fresh site of an open competition with two sealed secrets."""
    running: Cluster | None = None if request.param == "sqlite" else request.getfixturevalue("postgresql")
    if request.param not in templates:
        templates[request.param] = template(tmp_path_factory.mktemp("site") / "trial", running)
    return copy(templates[request.param], tmp_path / "trial", running)
