"""One PostgreSQL server for all tests of the pages, and the choice of a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from postgresql import Cluster, cluster, programs
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
