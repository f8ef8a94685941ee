"""The pages. Each reads what came, lets `places` change what is kept, and shows where the person is now."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unhorse.survey.arrival import Arrival, ArrivalError, arrival, way_back
from unhorse.survey.items import Item
from unhorse.survey.plan import Shown
from unhorse.survey.records import Stage
from unhorse.survey.signatures import known_keys, signed_arrival
from unhorse.web import places
from unhorse.web.models import PanelId, Place

WHOLE_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
VISIT = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
SURE = ("not at all sure", "a little sure", "fairly sure", "very sure", "certain")
BIG, SMALL = "few", "many"


@require_safe
def arrive(request: HttpRequest) -> HttpResponse:
    """The address that a panel sends people to: consent, or where the person was."""
    panel = places.study().settings.panel
    if panel.name == "open":
        return _consent(request, {"visit": secrets.token_urlsafe(16)})
    try:
        who = _sent_by_panel(request.GET)
    except ArrivalError as fault:
        return trouble(request, 400, str(fault.expected), str(fault.came))
    place = places.known_place(who)
    if place:
        return _to(place)
    sent = {panel.person: who.person} | {name: value for name, value in ((panel.study, who.study), (panel.session, who.session)) if name}
    return _consent(request, sent | ({panel.token: request.GET[panel.token]} if panel.signed_for else {}))


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Yes or no; only now anything is kept."""
    panel = places.study().settings.panel
    try:
        who = _visitor(request) if panel.name == "open" else _sent_by_panel(request.POST, 60 * places.study().settings.reservation_minutes)
    except ArrivalError as fault:
        return trouble(request, 400, str(fault.expected), str(fault.came))
    decision = request.POST.get("consent")
    if decision not in ("yes", "no"):
        return trouble(request, 400, "a yes or a no", "neither")
    place = places.admit(who, decision == "yes")
    if place.arm:
        return _to(place)
    code = panel.full_code if place.stage == Stage.FULL else panel.no_consent_code
    return _page(request, "goodbye", {"stage": place.stage, "code": code, "back": way_back(panel, code, who)})


@require_safe
def current(request: HttpRequest, token: str) -> HttpResponse:
    """Wherever the person is: two tabs, a reload and another device all show the same."""
    place = places.place_of(token)
    if place is None:
        return not_found(request)
    if place.stage == Stage.INTRODUCTION:
        items = places.study().items
        words = any(item.texts for item in items.arms[place.arm or ""])
        return _page(request, "introduction", {"place": place, "words": words, **_pictures(items.example, items.example.options)})
    if place.stage == Stage.ITEMS:
        return _item(request, place)
    if place.stage == Stage.WITHDRAWN:
        return _page(request, "withdrawn", {})
    return _end(request, place)


def _end(request: HttpRequest, place: Place) -> HttpResponse:
    """The code with which somebody goes back who has finished or was screened out."""
    panel, screened = places.study().settings.panel, place.stage == Stage.SCREENED
    known = PanelId.objects.filter(place=place).first()
    who = Arrival(known.person, known.study, known.session) if known else Arrival("", "", "")
    code = panel.screen_out_code if screened else panel.completion_code
    back = way_back(panel, code, who)
    if panel.redirect and back:
        return HttpResponseRedirect(back)
    return _page(request, "goodbye" if screened else "finish", {"place": place, "stage": place.stage, "code": code, "back": back})


@require_POST
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """The introduction was read."""
    place = places.place_of(token)
    if place is None:
        return not_found(request)
    places.begin(place)
    return _to(place)


@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One answer. An old page's, sent again from a back button or a second tab, changes nothing and leads on."""
    place = places.place_of(token)
    if place is None:
        return not_found(request)
    if place.stage != Stage.ITEMS or _number(request, "number", 1, place.step + 1) != place.step + 1:
        return _to(place)
    settings = places.study().settings
    offered = len(places.way_of(place)[place.step].options) + settings.none_of_these
    position, confidence = _number(request, "choice", 1, offered), _number(request, "confidence", 1, len(SURE))
    if position is None or (settings.confidence and confidence is None):
        return _item(request, place, missing="how sure you are" if position else "one of the options", position=position, confidence=confidence)
    places.give(place, place.step + 1, position, confidence if settings.confidence else None)
    return _to(place)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether, then deletes."""
    place = places.place_of(token)
    if place is None:
        return not_found(request)
    if request.method == "POST":
        places.withdraw(place)
        return _to(place)
    return _page(request, "withdraw", {"place": place, "done": True})


def trouble(request: HttpRequest, status: int, expected: str, came: str) -> HttpResponse:
    """A clear page for an address or form that cannot be used."""
    return _page(request, "trouble", {"expected": expected, "came": came}, status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A form that no page of ours sends."""
    del exception
    return trouble(request, 400, "a form of this study", "something that cannot be read")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    del exception
    return trouble(request, 404, "an address of this study", "one that leads nowhere")


def failed(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return _page(request, "failed", {}, 500)


def _item(request: HttpRequest, place: Place, missing: str | None = None, position: int | None = None, confidence: int | None = None) -> HttpResponse:
    way = places.way_of(place)
    seen = way[place.step]
    before = way[place.step - 1] if place.step else None
    settings = places.study().settings
    asked = {
        "place": place,
        "number": place.step + 1,
        "total": len(way),
        "role": seen.item.role,
        "told": seen.told,
        "practised": _practised(before),
        "none_position": len(seen.options) + 1 if settings.none_of_these else None,
        "sure": list(enumerate(SURE, 1)) if settings.confidence else None,
        "missing": missing,
        "position": position,
        "confidence": confidence,
    }
    return _page(request, "item", asked | _pictures(seen.item, seen.options), 422 if missing else 200)


def _practised(before: Shown | None) -> tuple[str, int] | None:
    """The option that the practice page before showed, and its place there."""
    if before is None or before.item.shown is None:
        return None
    return before.item.shown, before.options.index(before.item.shown) + 1


def _pictures(item: Item, options: tuple[str, ...]) -> dict[str, object]:
    """What the templates need to draw an item."""
    paired = len(item.texts) == len(item.tiles)
    return {
        "tiles": [(place, name, item.texts[place - 1] if paired else None) for place, name in enumerate(item.tiles, 1)],
        "texts": () if paired else item.texts,
        "many": SMALL if len(item.tiles) > len(item.texts) + 20 else BIG,
        "options": list(enumerate(options, 1)),
        "shown": item.shown,
    }


def _sent_by_panel(given: QueryDict, late_seconds: float = 0) -> Arrival:
    """Whom the panel sent, by its signature where it signs."""
    study, parameters = places.study(), dict(given.lists())
    if study.settings.panel.signed_for:
        return signed_arrival(parameters, study.settings.panel, known_keys(study.folder), late_seconds)
    return arrival(parameters, study.settings.panel)


def _visitor(request: HttpRequest) -> Arrival:
    visit = request.POST.get("visit", "")
    if not VISIT.fullmatch(visit):
        raise ArrivalError("a visit that began on this study's first page", "none", "Open the study's link again.")
    return Arrival(visit, "", "")


def _number(request: HttpRequest, name: str, lowest: int, highest: int) -> int | None:
    text = request.POST.get(name, "")
    value = int(text) if WHOLE_NUMBER.fullmatch(text) else -1
    return value if lowest <= value <= highest else None


def _to(place: Place) -> HttpResponse:
    return HttpResponseRedirect(f"/s/{place.token}/", status=303)


def _consent(request: HttpRequest, hidden: Mapping[str, str]) -> HttpResponse:
    paragraphs = [part.strip() for part in places.study().settings.consent.split("\n\n")]
    until = places.study().settings.retain_until
    return _page(request, "consent", {"paragraphs": paragraphs, "hidden": hidden, "retain_until": f"{until.day} {until:%B %Y}"})


def _page(request: HttpRequest, name: str, shown: Mapping[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"web/{name}.html", {"study": places.study().settings, **shown}, status=status)
