"""An entry in memory, read from a zip or from its author's folder under the same limits. Nothing in it is ever run here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from unhorse.competition.archive import archive_kind, read_archive
from unhorse.competition.finding import Finding, RefusedError, shown
from unhorse.competition.layout import CODE, MANIFEST, STRIPS, Limits, caption_file, left_out, name_findings, strip_file
from unhorse.competition.manifest import MANIFEST_BYTES, Manifest
from unhorse.competition.pictures import PictureError, read_picture
from unhorse.core.errors import RecordError, SubmissionError
from unhorse.core.questions import Pixels


@dataclass(frozen=True)
class Submission:
    """An entry.

    Args:
        files: Contents by name, such as "strips/fork.png".
    """

    files: Mapping[str, bytes]
    _read: dict[str, Pixels | PictureError] = field(default_factory=dict, repr=False, compare=False)
    _said: list[Manifest | RecordError] = field(default_factory=list, repr=False, compare=False)

    def manifest(self) -> Manifest:
        """What its authors say of it.

        Raises:
            RecordError: `submission.toml` is missing, too large, or cannot be read.
        """
        if not self._said:
            try:
                self._said.append(self._manifest())
            except RecordError as fault:
                self._said.append(fault)
        (said,) = self._said
        if isinstance(said, RecordError):
            raise said
        return said

    def strip(self, trojan: str) -> Pixels | None:
        """A trojan's strip, `height width 3`, or none where there is no file or the file is no plain PNG (then see `strip_fault`)."""
        found = self._strip(trojan)
        return None if isinstance(found, PictureError) else found

    def strip_fault(self, trojan: str) -> PictureError | None:
        """Why a trojan's strip cannot be read."""
        found = self._strip(trojan)
        return found if isinstance(found, PictureError) else None

    def captions(self, trojan: str) -> str | None:
        """A trojan's captions as text; bytes that are not UTF-8 become U+FFFD, which a check refuses."""
        data = self.files.get(caption_file(trojan))
        return None if data is None else data.decode("utf-8", errors="replace")

    @property
    def has_strips(self) -> bool:
        """Whether the entry is made of pictures rather than of texts alone."""
        return any(name.startswith(f"{STRIPS}/") for name in self.files)

    def code(self) -> dict[str, bytes]:
        """The files below `code/`."""
        return {name: data for name, data in self.files.items() if name.startswith(f"{CODE}/")}

    def source_bytes(self) -> int:
        """How large all Python files are together."""
        return sum(len(data) for name, data in self.code().items() if name.endswith(".py"))

    def _manifest(self) -> Manifest:
        text = self.files.get(MANIFEST)
        if text is None:
            raise RecordError(f"the file {MANIFEST} at the top of the entry", "none", "Start with `unhorse submission new DIR`")
        if len(text) > MANIFEST_BYTES:
            raise RecordError(f"at most {MANIFEST_BYTES:,} bytes", f"{len(text):,}", f"Shorten {MANIFEST}")
        return Manifest.from_toml_text(text, MANIFEST)

    def _strip(self, trojan: str) -> Pixels | PictureError | None:
        data = self.files.get(strip_file(trojan))
        if data is None:
            return None
        if trojan not in self._read:
            try:
                self._read[trojan] = read_picture(data)
            except PictureError as fault:
                self._read[trojan] = fault
        return self._read[trojan]


def read_submission(path: Path, limits: Limits | None = None) -> Submission:
    """An entry from its folder or its zip.

    Raises:
        SubmissionError: It is not there.
        RefusedError: It cannot be read safely; all reasons are told.
    """
    if not path.exists():
        raise SubmissionError("an entry's folder or zip", f"{path}, which does not exist", "Check the path")
    return Submission(_folder(path, limits or Limits()) if path.is_dir() else read_archive(path, limits))


def _folder(folder: Path, limits: Limits) -> dict[str, bytes]:
    found = sorted((path.relative_to(folder).as_posix(), path) for path in _below(folder))
    files = [(name, path) for name, path in found if not left_out(name)]
    findings = list(name_findings(name for name, _ in files))
    if len(files) > limits.members:
        findings.append(_large("the folder", f"{len(files):,} files; {limits.members:,} are allowed"))
    for name, path in files:
        if path.is_symlink() or not path.is_file():
            findings.append(
                Finding(where=shown(name), what="a link, pipe or device", why="An entry has files only.", mend="Put the file itself there")
            )
        elif path.stat().st_size > limits.member_bytes:
            findings.append(_large(shown(name), f"{path.stat().st_size:,} bytes; {limits.member_bytes:,} are allowed"))
    total = sum(path.lstat().st_size for _, path in files)
    if total > limits.total_bytes:
        findings.append(_large("the folder", f"{total:,} bytes; {limits.total_bytes:,} are allowed"))
    if not findings:
        contents = {name: path.read_bytes() for name, path in files}
        findings += [
            Finding(
                where=name,
                what=f"{kind} inside the entry",
                why="An archive hides what it holds.",
                mend="Unpack it and hand in its files; store arrays as .npy and weights as .safetensors (.npz and .pt are zips)",
            )
            for name, data in contents.items()
            if (kind := archive_kind(data))
        ]
    if findings:
        raise RefusedError(tuple(finding.model_copy(update={"check": "folder"}) for finding in findings))
    return contents


def _below(folder: Path) -> Iterator[Path]:
    """Every path below a folder that is no folder itself; links are not followed, leftovers such as `.git` not entered."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            if not left_out(PurePosixPath(path.name).as_posix()):
                yield from _below(path)
        else:
            yield path


def _large(where: str, what: str) -> Finding:
    return Finding(where=where, what=what, why="The server reads it into memory.", mend="Leave out what is not needed to make the strips")
