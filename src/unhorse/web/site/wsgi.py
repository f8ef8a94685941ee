"""What a web server runs: gunicorn "unhorse.web.site.wsgi:serve('DIR')"."""

from __future__ import annotations

from pathlib import Path

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from unhorse.web.site.configuration import configure

STATIC = Path(__file__).parents[1] / "static"


def serve(folder: str) -> WhiteNoise:
    """The application for a competition's folder, static files included."""
    configure(Path(folder))
    application = WhiteNoise(get_wsgi_application(), max_age=300)
    application.add_files(str(STATIC), prefix="static/")
    return application
