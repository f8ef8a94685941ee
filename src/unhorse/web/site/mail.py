"""Mail, sent behind the page's back, so that a page takes as long for a known address as for an unknown one."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage

SENDER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
TOLD = logging.getLogger("unhorse.site")


def send(addresses: Iterable[str], subject: str, text: str) -> Future[None]:
    """Sends one mail to each address; what fails is told in the server's log, and whoever waits for the mail can ask for it again."""
    end = f"\n\n--\nThe competition {settings.COMPETITION.rules.name}, {settings.SITE.origin}\n"
    messages = [EmailMessage(subject, text + end, to=[address]) for address in addresses]
    return SENDER.submit(_send, messages)


def _send(messages: list[EmailMessage]) -> None:
    for message in messages:
        try:
            message.send()
        except Exception as fault:  # noqa: BLE001  # a mail server fails in many ways, and no page may fail with it
            TOLD.error("a mail could not be sent: %s", type(fault).__name__)
