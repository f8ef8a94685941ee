"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Named so that its tables begin with `survey_`."""

    name = "unhorse.web"
    label = "survey"
