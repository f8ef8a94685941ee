"""The competition's site as a process of its own, started by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SITE = "unhorse.web.site"


def site_is_sound(folder: Path) -> bool:
    """Looks at the database and the mail server, where the folder has a site; what is found is printed."""
    sys.stdout.flush()
    return not (folder / "site.toml").is_file() or not subprocess.run([sys.executable, "-m", SITE, "doctor", str(folder)], check=False).returncode
