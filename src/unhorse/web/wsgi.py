"""What a web server runs: gunicorn "unhorse.web.wsgi:serve('STUDY')"."""

from __future__ import annotations

import gc
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from unhorse.web.configuration import configure


def serve(folder: str) -> WhiteNoise:
    """The application for a study folder, its pictures and static files included."""
    study = configure(Path(folder))
    application = WhiteNoise(get_wsgi_application(), max_age=300, immutable_file_test=_is_picture)
    application.add_files(str(study.pictures), prefix="pictures/")
    application.add_files(str(Path(__file__).parent / "static"), prefix="static/")
    # What was loaded by now stays: without this a page in some hundreds waits 60 ms while the collector goes through all of it.
    gc.collect()
    gc.freeze()
    return application


def _is_picture(path: str, address: str) -> bool:
    """Pictures never change: their names are drawn anew for every study."""
    del path
    return address.startswith("/pictures/")
