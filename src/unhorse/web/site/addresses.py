"""The addresses. None takes an address to go on to, and what belongs to somebody else is not there."""

from __future__ import annotations

from django.urls import re_path

from unhorse.web.site import entries, guessing, organiser, pages, people, public, teams

ENTRY = r"(?P<name>entry_[0-9]{3,6})"
TOKEN = r"(?P<token>[A-Za-z0-9_:-]{20,600})"

urlpatterns = [
    re_path(r"^$", public.front),
    re_path(r"^rules$", public.rules),
    re_path(r"^questions$", public.questions),
    re_path(r"^commitments$", public.commitments),
    re_path(r"^board$", public.board),
    re_path(r"^report$", public.report),
    re_path(r"^(?P<name>kit\.zip|competition\.toml|commitments\.json|receipt_key\.json)$", public.file),
    re_path(r"^sign-in$", people.sign_in),
    re_path(r"^sign-out$", people.sign_out),
    re_path(r"^link$", people.ask_for_link),
    re_path(rf"^link/{TOKEN}$", people.open_link),
    re_path(r"^ask$", public.ask),
    re_path(r"^team$", teams.team),
    re_path(r"^team/invitation$", teams.invite),
    re_path(r"^team/members/(?P<number>[0-9]{1,9})/remove$", teams.remove),
    re_path(rf"^invitation/{TOKEN}$", teams.join),
    re_path(r"^entries/new$", entries.hand_in),
    re_path(rf"^entries/{ENTRY}$", entries.entry),
    re_path(rf"^entries/{ENTRY}/(?P<kind>handed-in|made|difference)/(?P<number>[0-9]{{1,2}})\.png$", entries.picture),
    re_path(rf"^entries/{ENTRY}/(?P<action>[a-z]{{1,10}})$", entries.act),
    re_path(r"^guesses$", guessing.guesses),
    re_path(r"^guesses/(?P<secret>[a-z0-9][a-z0-9_]{0,59})$", guessing.guess),
    re_path(r"^receipts/(?P<number>guess_[0-9]{3,6})$", guessing.receipt),
    re_path(r"^organiser$", organiser.desk_page),
    re_path(rf"^organiser/entries/{ENTRY}$", organiser.entry),
    re_path(rf"^organiser/entries/{ENTRY}/(?P<action>[a-z]{{1,10}})$", organiser.decide),
    re_path(r"^organiser/questions/(?P<number>[0-9]{1,9})$", organiser.answer),
]
handler400 = pages.bad_request
handler404 = pages.not_found
handler500 = pages.failed
