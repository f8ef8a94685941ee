"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """Named so that its tables begin with `workshop_`."""

    name = "unhorse.web.workshop"
    label = "workshop"
