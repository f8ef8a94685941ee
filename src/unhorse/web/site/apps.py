"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Named so that its tables begin with `site_`."""

    name = "unhorse.web.site"
    label = "site"

    def ready(self) -> None:
        """Whichever process of the site writes that the platform decided, the site's own or a worker, writes to the team."""
        from unhorse.web.site.notices import platform_decided
        from unhorse.web.workshop.desk import decided

        decided.connect(platform_decided)
