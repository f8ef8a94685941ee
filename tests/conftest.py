"""Shared by all tests: shapes are checked at run time in the modules that handle images, and CI may skip nothing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings
from jaxtyping import install_import_hook

sys.path.insert(0, str(Path(__file__).parent / "support"))
# Not the networks: they name no shapes, and torch.fx traces them with stand-ins that are no tensors.
TRACED = ("resnet", "resnet50")
MODELS = [f"unhorse.models.{file.stem}" for file in (Path(__file__).parents[1] / "src/unhorse/models").glob("[a-z]*.py") if file.stem not in TRACED]
PACKAGES = ("worlds", "synthesis", "attribution", "trojans", "training", "respondents")
SHAPED = [*MODELS, *(f"unhorse.{name}" for name in PACKAGES)]
install_import_hook(SHAPED, "shape_checker.check")

# A shell that starts the tests in the background lets them ignore Ctrl-C, and the programs that they start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("tests", deadline=None)  # a test says nothing about seconds, and the type check runs beside the first ones
settings.load_profile("tests")
from skips import REASONS  # noqa: E402  # the support folder is on the path only now


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skip needs a reason of the list, and on CI, which has everything, a skip is a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        listed = any(known in reason for known in REASONS)
        if os.environ.get("CI") == "true" or not listed:
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid} was skipped ({reason}); {'CI has everything' if listed else 'list the reason in tests/support/skips.py'}"
            )
    return report
