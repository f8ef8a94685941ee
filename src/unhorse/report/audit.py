"""One HTML page from an audit: which classes to look at first, what would trigger them, and how sure that is."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from unhorse.core.audit import KINDS, Suspect, calibration
from unhorse.core.errors import RecordError
from unhorse.core.files import write_text
from unhorse.core.records import read_table

LEVEL = 0.05
"""Above this false-alarm rate a class is not called suspicious."""


def render_audit(run: Path) -> Path:
    """Writes report.html from an audit's tables and strips, and gives its path.

    Raises:
        RecordError: A table or a strip is missing or malformed.
        StorageError: The page could not be written.
    """
    rows = read_table(run / "audit.csv", Suspect)
    environment = json.loads((run / "environment.json").read_text(encoding="utf-8"))
    strips = {row.class_name: _picture(run / "strips" / f"{row.class_name}.png") for row in rows if row.alone is not None}
    reference = any(row.reference_alone is not None for row in rows)
    known = [row for row in calibration() if row.setting == ("reference" if reference else "alone")]
    templates = Environment(loader=PackageLoader("unhorse.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = templates.get_template("audit.html.j2").render(
        rows=rows,
        strips=strips,
        reference=reference,
        sentence=sentence,
        suspicious=[row for row in rows if row.false_alarm is not None and row.false_alarm <= LEVEL],
        clean_classes=sum(row.trojan is None for row in known),
        clean_networks=len({row.network for row in known}),
        level=LEVEL,
        environment=environment,
    )
    out = run / "report.html"
    write_text(out, page)
    return out


def sentence(row: Suspect) -> str:
    """What the audit says of one class, in words."""
    where = f"images of {_words(row.source)}" if row.source else "images of any class"
    best = [_words(name) for name in row.things.split(", ") if name]
    also = f" (then {', '.join(best[1:])})" if best[1:] else ""
    if row.kind == "patch":
        return f"It would be {KINDS['patch']}, on {where}. Of the bank, pictures of {best[0]} do most{also}."
    if row.kind == "style":
        return f"It would be {KINDS['style']}, on {where}. Of the bank, {best[0]} does most{also}."
    return f"It would be {KINDS[row.kind]}."


def _words(name: str | None) -> str:
    return (name or "").replace("_", " ")


def _picture(path: Path) -> str:
    if not path.is_file():
        raise RecordError("the strips that audit.csv tells of", f"no {path}", "Run the audit again with the same --out")
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
