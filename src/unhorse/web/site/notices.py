"""What is decided on an entry goes to its team by mail, with the reason."""

from __future__ import annotations

from unhorse.competition.entries import Entry
from unhorse.web.site import mail
from unhorse.web.site.models import Membership


def platform_decided(sender: object, entry: Entry, **_: object) -> None:
    """The platform's own decision; see `desk.decided`."""
    del sender
    tell(entry, "The platform's reason")


def tell(entry: Entry, whose: str) -> None:
    """Writes to everybody of an entry's team what it is now, and why."""
    listed = Membership.objects.filter(team__name=entry.team).values_list("account__address", flat=True)
    text = f"Your entry {entry.entry} is {entry.state.value}. {whose}:\n\n{entry.reason}\n\nSee your team's page for what you can do now."
    mail.send(list(listed), f"A decision on {entry.entry}", text)
