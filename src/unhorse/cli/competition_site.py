"""A competition's pages and its public export, put together from its records."""

from __future__ import annotations

import shutil
from pathlib import Path

from unhorse.benchmark.scoring import score_answers
from unhorse.competition.board import BoardRow
from unhorse.competition.closing import (
    ANSWERS,
    BOARD,
    EXCLUDED,
    KEYS,
    PRIZES,
    RECORD_HOLDER,
    TROJANS,
    Excluded,
    FrozenBoard,
    Outcome,
)
from unhorse.competition.commitments import Commitments, Openings
from unhorse.competition.competition import Competition
from unhorse.competition.folder import COMMITMENTS, ENTRIES, ENTRY_RECORD, ENTRY_ZIP, REVEALED, RULES, Folder
from unhorse.competition.layout import strip_file
from unhorse.competition.log import LOG
from unhorse.competition.pictures import fresh_png
from unhorse.competition.receipts import PUBLIC_KEY, PUBLISHED, kept
from unhorse.competition.submission import read_submission
from unhorse.core.errors import CompetitionError
from unhorse.core.files import write_bytes, write_text
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table
from unhorse.core.results import SYNTHETIC, TrojanRow
from unhorse.report.competition import BoardLine, EntryOnPage, PrizePaid, SecretFound, StripOfEntry, heat_map_address, page

PUBLIC = (RULES, COMMITMENTS, PUBLIC_KEY, LOG, BOARD, ANSWERS, KEYS, EXCLUDED, TROJANS, REVEALED, PUBLISHED, PRIZES)
"""What is published, where it is there; entries on the board besides."""
LIMITS = (
    "People chose among eight options that hold the right one: a rate is higher than without options would be, and chance is one in eight.",
    "Intervals are Wilson's over answers, as if all were independent; answers of one person are not quite.",
    "Only the best entry's rank is used for the prize; entries whose intervals overlap may truly stand in another order.",
    "The trojans, the network and the pictures of the options are those of one suite: another one may order methods otherwise.",
    "Whether a method is new, and whether a near miss names a secret, was decided by people; their reasons stand in the log.",
)


def export_site(path: Path, out: Path) -> Path:
    """Writes everything public as a folder that needs no server: gives its first page.

    Raises:
        CompetitionError: The folder has something in it, or the board is not frozen.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CompetitionError("an empty folder, or a name that is not there yet", str(out), "Choose another --out")
    folder = Folder(path)
    frozen = _frozen(folder)
    for name in PUBLIC:
        if (path / name).is_file():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path / name, out / name)
    entries = []
    for item in frozen.decisions:
        place = f"{ENTRIES}/{item.entry}"
        (out / place).mkdir(parents=True)
        shutil.copyfile(path / place / ENTRY_RECORD, out / place / ENTRY_RECORD)
        entries.append(_entry(folder, item.entry, frozen, out / place, place))
    lines = folder.log.lines()
    told = {
        "name": folder.rules.name,
        "rules": _rules(folder.rules),
        "board": _board(folder, frozen),
        "entries": entries,
        "commitments": Commitments.from_json(path / COMMITMENTS).digests,
        "opened": _answers(path),
        "log_lines": len(lines),
        "log_head": lines[-1].sha256,
        "files": [name for name in PUBLIC if (out / name).is_file()],
    }
    write_text(out / "report.html", report_page(path))
    write_text(out / "index.html", page("competition_index", told))
    return out / "index.html"


def report_page(path: Path) -> str:
    """The final report as one HTML file.

    Raises:
        CompetitionError: The board is not frozen.
    """
    folder = Folder(path)
    frozen = _frozen(folder)
    answers, keys = read_table(path / ANSWERS, Answer), read_table(path / KEYS, AnswerKey)
    left = {row.respondent for row in read_table(path / EXCLUDED, Excluded)}
    counted = [answer for answer in answers if answer.respondent not in left]
    respondent = answers[0].respondent.split(":")[0] if answers else "person"
    named = [key.model_copy(update={"method": _title(folder, key.method)}) for key in keys]
    told = {
        "name": folder.rules.name,
        "synthetic": respondent == SYNTHETIC,
        "verdict": _verdict(folder, frozen, counted),
        "board": _board(folder, frozen),
        "heat_map": heat_map_address(score_answers(counted, named), read_table(path / TROJANS, TrojanRow), respondent),
        "entries": [_entry(folder, item.entry, frozen) for item in frozen.decisions],
        "limits": LIMITS,
        "frozen_at": f"{frozen.at:%Y-%m-%d %H:%M} UTC",
        **_prizes(folder),
    }
    return page("competition_report", told)


def _frozen(folder: Folder) -> FrozenBoard:
    if not (folder.path / BOARD).is_file():
        raise CompetitionError("a frozen board", "none yet", "`unhorse competition freeze` writes it")
    return FrozenBoard.from_json(folder.path / BOARD)


def _entry(folder: Folder, entry: str, frozen: FrozenBoard, out: Path | None = None, address: str = "") -> EntryOnPage:
    """An entry for a page; its strips, made again from their pixels, go to `out`."""
    record = folder.record(entry)
    submission = read_submission(folder.entry_folder(entry) / ENTRY_ZIP, folder.suite.limits)
    said, decided = submission.manifest(), next(item for item in frozen.decisions if item.entry == entry)
    strips = []
    for trojan in folder.suite.trojans if out else ():
        pixels = submission.strip(trojan.name)
        if out and pixels is not None:
            write_bytes(out / strip_file(trojan.name), fresh_png(pixels))
        strips.append(
            StripOfEntry(trojan.name, f"{address}/{strip_file(trojan.name)}" if pixels is not None else "", submission.captions(trojan.name) or "")
        )
    return EntryOnPage(
        name=entry,
        title=record.title,
        team=record.team,
        authors=", ".join(record.authors),
        at=f"{record.at:%Y-%m-%d %H:%M} UTC",
        sha256=record.sha256,
        strips=strips,
        licence=said.licence,
        description=said.description.strip(),
        novel=decided.novel,
        reason=decided.reason,
    )


def _title(folder: Folder, entry: str) -> str:
    return "the record holder" if entry == RECORD_HOLDER else f"{folder.record(entry).title} ({entry})"


def _rate(row: BoardRow) -> str:
    rate = row.mean.rate
    return "no answers" if rate is None else f"{float(rate):.3f} [{row.mean.low:.3f}, {row.mean.high:.3f}]"


def _board(folder: Folder, frozen: FrozenBoard) -> list[BoardLine]:
    return [
        BoardLine(
            rank=f"{row.rank or '-'} ({row.rank_low} to {row.rank_high})",
            title=_title(folder, row.entry),
            rate=_rate(row),
            n=row.mean.n,
            excluded=row.excluded,
        )
        for row in frozen.rows
    ]


def _rules(rules: Competition) -> list[tuple[str, str]]:
    prizes = rules.prizes
    main, bonus = prizes.amount(prizes.main_cents), prizes.amount(prizes.bonus_cents)
    return [
        ("Suite", rules.suite if not rules.suite.endswith(".toml") else Path(rules.suite).name),
        ("Open", f"from {rules.opens:%Y-%m-%d %H:%M} to before {rules.closes:%Y-%m-%d %H:%M} UTC"),
        ("Rules version", str(rules.rules_version)),
        ("Main prize", f"{main} to the best new method that reaches a rate of {rules.threshold:g}; equal rates share it"),
        ("Record", f"{rules.record_rate:g}; authors of every entry above it sign the report"),
        ("Bonus", f"{bonus} for each secret, shared by all who name it; one guess for each secret by each submitter"),
        ("Entries of a team", f"at most {rules.entries.per_team}, of which one is chosen as the final one"),
        ("Re-run", f"every entry's code is run again; a strip may differ by a mean colour distance of {rules.rerun.tolerance:g} (CIE 1976) at most"),
    ]


def _answers(path: Path) -> dict[str, str] | None:
    return {item.secret: item.answer for item in Openings.from_json(path / REVEALED).openings} if (path / REVEALED).is_file() else None


def _prizes(folder: Folder) -> dict[str, object]:
    """What the report says of secrets and prizes."""
    answers = _answers(folder.path)
    if answers is None:
        return {"secrets": [], "paid": None, "authorship": ""}
    outcome, amount = Outcome.from_json(folder.path / PRIZES), folder.rules.prizes.amount
    guessed = [record.guess.secret for record in kept(folder)]
    secrets = [SecretFound(name, answer, guessed.count(name), ", ".join(sorted(outcome.bonus.get(name, {})))) for name, answer in answers.items()]
    main = [PrizePaid("main prize", _title(folder, entry), amount(cents)) for entry, cents in outcome.main.items()]
    paid = [
        *(main or [PrizePaid("main prize", "nobody: no entry reached the threshold", amount(0))]),
        *(PrizePaid(f"bonus for {name}", who, amount(cents)) for name, shared in outcome.bonus.items() for who, cents in sorted(shared.items())),
    ]
    return {"secrets": secrets, "paid": paid, "authorship": ", ".join(_title(folder, entry) for entry in outcome.authorship)}


def _verdict(folder: Folder, frozen: FrozenBoard, counted: list[Answer]) -> str:
    people = len({answer.respondent for answer in counted})
    best, decided = frozen.rows[0], {item.entry: item for item in frozen.decisions}
    rate, threshold = best.mean.rate, folder.rules.threshold
    reached = "" if rate is None else f" It {'reached' if rate >= threshold else 'did not reach'} the threshold of {threshold:g}."
    others = ", ".join(_title(folder, row.entry) for row in frozen.rows[1:] if row.rank_low <= best.rank_high and row.rank_low == 1)
    open_ = f" The intervals leave open that {others} stand first." if others else ""
    new = "" if best.entry not in decided or decided[best.entry].novel else " Its method is not new by the organiser's decision."
    return f"{people} people counted. Best was {_title(folder, best.entry)} with {_rate(best)}.{reached}{new}{open_}"
