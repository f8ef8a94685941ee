from __future__ import annotations

import pkgutil
import subprocess
import sys

import unhorse.core


def test_the_ground_starts_without_torch_and_knows_nothing_of_the_other_rooms() -> None:
    modules = [module.name for module in pkgutil.iter_modules(unhorse.core.__path__, "unhorse.core.")]
    assert "unhorse.core.records" in modules
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "torch" not in loaded
    assert {name for name in loaded if name.startswith("unhorse.") and not name.startswith("unhorse.core")} == set()
