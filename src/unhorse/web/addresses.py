"""The addresses. A person's page has a secret of 128 bits in its address, so no cookie is set and no form can be forged from elsewhere."""

from __future__ import annotations

from django.urls import re_path

from unhorse.web import pages

PLACE = r"^s/(?P<token>[A-Za-z0-9_-]{22})/"

urlpatterns = [
    re_path(r"^$", pages.arrive),
    re_path(r"^consent$", pages.consent),
    re_path(PLACE + "$", pages.current),
    re_path(PLACE + "begin$", pages.begin),
    re_path(PLACE + "answer$", pages.answer),
    re_path(PLACE + "withdraw$", pages.withdraw),
]
handler400 = pages.bad_request
handler404 = pages.not_found
handler500 = pages.failed
