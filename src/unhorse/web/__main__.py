"""The server's side of `unhorse survey`: python -m unhorse.web prepare|export|withdraw|release|delete STUDY. It knows no answer key."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from unhorse.core.errors import UnhorseError
from unhorse.survey.submissions import GIVEN_BACK, Columns
from unhorse.web.configuration import configure


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb: gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m unhorse.web", description=__doc__)
    parser.add_argument("verb", choices=("prepare", "export", "withdraw", "release", "delete"))
    parser.add_argument("study", type=Path)
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--person", default="")
    parser.add_argument("--panel-ids", action="store_true")
    parser.add_argument("--database", default="")
    parser.add_argument("--submissions", type=Path, default=Path())
    parser.add_argument("--columns", nargs=3, default=Columns())
    parser.add_argument("--statuses", nargs="+", default=GIVEN_BACK)
    chosen = parser.parse_args(arguments)
    try:
        study = configure(chosen.study, chosen.database)
        from unhorse.web import keeping
        from unhorse.web.database import remember

        keeping.prepare(study.digest)
        remember(study.folder, chosen.database)
        if chosen.verb == "export":
            keeping.export(chosen.out, chosen.panel_ids)
        elif chosen.verb == "withdraw":
            keeping.withdraw_by_panel_id(chosen.person)
        elif chosen.verb == "release":
            told = keeping.release(chosen.submissions, Columns(*chosen.columns), chosen.statuses)
            sys.stdout.write("".join(f"{what}: {number}\n" for what, number in told.items() if number or what == "released"))
        elif chosen.verb == "delete":
            keeping.delete(chosen.panel_ids)
    except UnhorseError as fault:
        sys.stderr.write(f"error: {fault}\n")
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
