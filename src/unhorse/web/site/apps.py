"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Named so that its tables begin with `site_`."""

    name = "unhorse.web.site"
    label = "site"
