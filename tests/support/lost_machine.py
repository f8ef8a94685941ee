"""A run on a Ray cluster of two machines, of which one is lost; started as a process of its own: `python lost_machine.py FOLDER JOBS`."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from pathlib import Path

from unhorse.engine.job import Job, store_at
from unhorse.engine.ray import RayEngine

PATIENCE_SECONDS = 240
ROOM = 80 * 2**20


def main(folder: Path, count: int) -> None:
    """Writes into told.json which results there are, and which jobs the engine said to run again."""
    import ray
    from ray.cluster_utils import Cluster

    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # all that is wanted of it
    logging.getLogger("unhorse.engine.ray").addHandler(handler)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": ROOM, "include_dashboard": False})
    second = cluster.add_node(num_cpus=1, object_store_memory=ROOM)
    cluster.wait_for_nodes()
    log = folder / "log"
    jobs = [Job("jobs_for_tests:waits_on_a_node", {"number": number}, number, f"job {number}", {"log": str(log)}) for number in range(count)]

    def lose() -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not (log.exists() and second.node_id in log.read_text()) and time.monotonic() < end:
            time.sleep(0.05)
        cluster.remove_node(second, allow_graceful=False)

    losing = threading.Thread(target=lose)
    losing.start()
    results = RayEngine(address=cluster.address).run(jobs, store_at((folder / "shared").as_uri()), lambda *_: None)
    losing.join()
    told = {"numbers": [int(result["number"]) for result in results], "drawn": [float(result["drawn"]) for result in results], "said": said}
    (folder / "told.json").write_text(json.dumps({**told, "second": second.node_id}))
    ray.shutdown()
    cluster.shutdown()  # type: ignore[no-untyped-call]  # Ray leaves it untyped


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
