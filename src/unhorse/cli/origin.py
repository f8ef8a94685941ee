"""The report on an entry's origin as lines for a terminal; every word of a stranger's is escaped."""

from __future__ import annotations

from collections.abc import Iterator

from unhorse.competition.finding import shown
from unhorse.competition.origin_report import FileOfEntry, OriginReport

FILES_SHOWN = 40


def lines_of(report: OriginReport) -> Iterator[str]:
    """What the authors say, then what was found."""
    yield f"entry      {shown(report.title)}"
    yield f"own        {shown(report.own)}"
    yield f"built on   {'; '.join(map(shown, report.built_on)) or 'nothing declared'}"
    yield f"licence    {shown(report.licence)}"
    yield f"own lines  {report.own_share:.0%} of {sum(file.lines for file in report.files):,} lines of Python are in no file compared with"
    yield f"imports    {', '.join(map(shown, report.imports)) or 'nothing beside Python itself'}"
    if report.undeclared:
        yield f"           named nowhere in the manifest: {', '.join(map(shown, report.undeclared))}"
    for file in report.files[:FILES_SHOWN]:
        yield f"{file.sameness:<10} {shown(file.name)}: {_of(file)}"
    if len(report.files) > FILES_SHOWN:
        yield f"           and {len(report.files) - FILES_SHOWN:,} more files, each less like a known one"
    for strip in report.alike_strips:
        yield f"strip      {strip.trojan} looks like that of {shown(strip.entry)} ({strip.bits:.1f} bits of 64)"
    for written in report.written_strips:
        where = f"tile {written.tile} of {written.trojan}"
        yield f"strip      {where} looks as if {written.word!r} were written in it ({written.likeness:.2f}): look at it"
    yield f"compared with unhorse's methods and {len(report.compared_with)} other entries; a person decides"


def _of(file: FileOfEntry) -> str:
    size = f"{file.size:,} bytes, {file.own_lines:,} of {file.lines:,} lines its own" if file.lines else f"{file.size:,} bytes"
    if file.nearest is None:
        return size
    like = f"{shown(file.nearest.name)} of {shown(file.nearest.whose)}"
    if file.sameness == "identical":
        return f"{size}; {like}"
    return f"{size}; {file.same_lines:.0%} of lines and {file.same_structure:.0%} of its structure as {like}"
