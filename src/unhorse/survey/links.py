"""The links that an organiser gives to a panel, or tries."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from unhorse.survey.settings import Panel


def panel_link(address: str, panel: Panel) -> str:
    """The study's link as the panel wants it: with Prolific's placeholders, or those that a generic panel has to fill in."""
    if panel.name == "open":
        return f"{address}/"
    opening, closing = ("{{%", "%}}") if panel.name == "prolific" else ("{", "}")
    return f"{address}/?" + "&".join(f"{name}={opening}{name}{closing}" for name in (panel.person, panel.study, panel.session) if name)


def trial_link(address: str, panel: Panel) -> str:
    """A link as a person gets it; whoever uses it takes a place, so try it on a copy of the study folder."""
    if panel.name == "open":
        return f"{address}/"
    values = {panel.person: f"trial-{secrets.token_hex(4)}"} | {name: "trial" for name in (panel.study, panel.session) if name}
    return f"{address}/?{urlencode(values)}"
