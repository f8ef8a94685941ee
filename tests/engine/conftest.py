"""One small Ray cluster for all tests of engines, and the folder of the job functions on every worker's path."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = str(Path(__file__).parent)
sys.path.insert(0, HERE)


@pytest.fixture(scope="session")
def cluster_environment() -> Iterator[None]:
    """What processes of a cluster inherit. Ray would leave a token in the home directory and logs among the temporary files."""
    # Sockets lie in this folder, and their paths may not be long.
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(prefix="ray_", dir="/tmp", ignore_cleanup_errors=True) as folder:
        patch.setenv("RAY_TMPDIR", folder)
        patch.setenv("PYTHONPATH", os.pathsep.join([HERE, *filter(None, [os.environ.get("PYTHONPATH")])]))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        yield


@pytest.fixture(scope="session")
def cluster(cluster_environment: None) -> Iterator[str]:
    """The address of a cluster with two cores and one GPU that is only said to be there; this process is connected to it."""
    import ray

    ray.init("local", num_cpus=2, num_gpus=1, object_store_memory=100 * 2**20, include_dashboard=False, logging_level=logging.ERROR)
    yield ray.get_runtime_context().gcs_address
    ray.shutdown()
