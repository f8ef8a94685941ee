"""Shared by all tests: in the modules that handle images, every annotated shape is checked at run time."""

from __future__ import annotations

import sys
from pathlib import Path

from jaxtyping import install_import_hook

sys.path.insert(0, str(Path(__file__).parent / "support"))
SHAPED = ["unhorse.worlds", "unhorse.models", "unhorse.synthesis", "unhorse.trojans", "unhorse.training", "unhorse.respondents"]
install_import_hook(SHAPED, "shape_checker.check")
