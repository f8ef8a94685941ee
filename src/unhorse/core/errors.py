"""Errors that a caller can act on. Each says what was expected, what came, and what to do next."""

from __future__ import annotations


class UnhorseError(Exception):
    """The base of every error that unhorse raises on purpose.

    Args:
        expected: What would have been right.
        came: What was there instead: the value, shape, file or line.
        do: What the reader can do now.
    """

    exit_code = 2

    def __init__(self, expected: str, came: str, do: str) -> None:
        super().__init__(expected, came, do)
        self.expected, self.came, self.do = expected, came, do

    def __str__(self) -> str:
        return f"expected {self.expected}; got {self.came}. {self.do}"


class RecordError(UnhorseError):
    """A configuration or result file does not say what it should (unknown key, wrong type, unknown schema version)."""


class UnknownNameError(UnhorseError):
    """A name that no plugin or world knows, or that two plugins claim."""


class WorldError(UnhorseError):
    """Images that cannot be used: a damaged archive, a missing split, an unreadable picture."""


class ModelError(UnhorseError):
    """Weights that do not fit, are not finite, or are not what their card says."""


class TrojanError(UnhorseError):
    """A trojan that cannot be planted: unknown class, target equal to source, trigger larger than the image, no carriers."""


class MethodError(UnhorseError):
    """A method that broke its contract: wrong shape, values outside [0, 1], not finite, out of budget."""


class RespondentError(UnhorseError):
    """A respondent that did not answer every question once with one of its options."""


class SurveyError(UnhorseError):
    """A study that cannot be built, served or scored: settings that contradict each other, a changed study, a key in the wrong place."""


class SubmissionError(UnhorseError):
    """An entry to a competition, or a picture in it, that cannot be read."""


class CompetitionError(UnhorseError):
    """A rule of a competition that would be broken: a second guess, a seal opened wrongly, a prize without a pot."""


class SandboxError(UnhorseError):
    """Foreign code that cannot be run: the sandbox cannot be built on this machine, or one of its probes failed."""


class FigureError(UnhorseError):
    """A published figure that is missing, damaged, or not laid out as its repository has it."""


class FetchError(UnhorseError):
    """A published file that cannot be reached, or that is not the one that was published."""


class PackageError(UnhorseError):
    """A Python package that an extra brings and that is not installed."""


class EngineError(UnhorseError):
    """An engine that cannot start: no cluster at its address, or no machine with what a job asks for."""


class JobError(UnhorseError):
    """A job of a run that failed; the others went on."""

    exit_code = 3


class StorageError(UnhorseError):
    """A file that could not be written: full disk, no permission."""

    exit_code = 4
