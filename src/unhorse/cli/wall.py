"""A wall that is the engine's: each job goes to the sandbox of whichever machine the engine sends it to."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from unhorse.cli.study import pairs_of
from unhorse.competition.sandbox import elsewhere
from unhorse.competition.sandbox.job import Job, Result
from unhorse.core.errors import JobError, SandboxError
from unhorse.engine.job import Job as EngineJob
from unhorse.engine.job import Store
from unhorse.engine.local import Engine, engine_from_settings


@dataclass(frozen=True)
class ThroughEngine:
    """Runs foreign code through the benchmark's engine.

    Args:
        engine: The engine.
    """

    engine: Engine

    @classmethod
    def of(cls, name: str, settings: Sequence[str]) -> Self:
        """By the engine's name and settings as they are typed; raises as `engine_from_settings`."""
        return cls(engine_from_settings(name, pairs_of(settings)))

    def run(self, job: Job, files: Mapping[str, bytes]) -> Result:
        """Runs a job somewhere.

        Raises:
            SandboxError: No machine could run it.
        """
        sent = EngineJob(f"{elsewhere.__name__}:engine_job", elsewhere.parameters_of(job, files), 0, "re-run", {"files": dict(files)})
        with tempfile.TemporaryDirectory(prefix="unhorse_engine_") as scratch:
            try:
                (found,) = self.engine.run([sent], Store(Path(scratch)), lambda *_: None)
            except JobError as fault:
                raise SandboxError("a machine that runs the job", fault.came, "Look at the cluster; the entry is not at fault") from fault
        return elsewhere.result_of(found)
