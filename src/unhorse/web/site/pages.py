"""What all pages share: how they are drawn, who may see them, and what is shown where something is wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from unhorse.competition.folder import Folder
from unhorse.web.site.models import Account, Membership, account_of

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
SIGN_IN = "/sign-in"


def competition() -> Folder:
    """The competition that this process serves."""
    opened: Folder = settings.COMPETITION
    return opened


def came(request: HttpRequest) -> datetime:
    """When a request came, by this machine's clock, before anything of its body was read."""
    at: datetime = request.came  # type: ignore[attr-defined]  # set by `middleware.Arrival`
    return at


def page(request: HttpRequest, name: str, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page of somebody's own: never cached."""
    told = {"competition": competition().rules, "account": account_of(request), "membership": membership_of(request)}
    return render(request, f"site/{name}.html", {**told, **shown}, status=status)


def to(path: str) -> HttpResponse:
    """Leads on after a form, always to an address written here: none is ever taken from what was sent."""
    return HttpResponseRedirect(path, status=303)


def membership_of(request: HttpRequest) -> Membership | None:
    """The team of whoever is signed in; once found it is known for the rest of the request."""
    account = account_of(request)
    if account is None:
        return None
    known: Membership | None = getattr(request, "membership", None)
    if known is None or known.account.pk != account.pk:
        known = Membership.objects.select_related("team", "account").filter(account=account).first()
        request.membership = known  # type: ignore[attr-defined]
    return known


def signed_in(view: Callable[Concatenate[HttpRequest, Account, Rest], HttpResponse]) -> View[Rest]:
    """A page for people who are signed in."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        account = account_of(request)
        return to(SIGN_IN) if account is None else view(request, account, *rest, **named)

    return guarded


def in_team(view: Callable[Concatenate[HttpRequest, Membership, Rest], HttpResponse]) -> View[Rest]:
    """A page for members of a team."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        if account_of(request) is None:
            return to(SIGN_IN)
        membership = membership_of(request)
        return to("/team") if membership is None else view(request, membership, *rest, **named)

    return guarded


def for_organisers(view: Callable[Concatenate[HttpRequest, Account, Rest], HttpResponse]) -> View[Rest]:
    """A page for organisers; for others there is none."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        account = account_of(request)
        if account is None:
            return to(SIGN_IN)
        if not account.organiser:
            raise Http404
        return view(request, account, *rest, **named)

    return guarded


def refused(request: HttpRequest, status: int, expected: str, came: str, do: str) -> HttpResponse:
    """A clear page for what cannot be done."""
    return page(request, "refused", {"expected": expected, "came": came, "do": do}, status)


def too_often(request: HttpRequest) -> HttpResponse:
    """A limit is reached."""
    return refused(request, 429, "fewer attempts", "many in a short time", "Wait a while and try again")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or from one that is too old."""
    del reason
    return _bare(request, 403, "a form of this site", "one without its token", "Go back, load the page again, and send it once more")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no page of ours sends."""
    del exception
    return _bare(request, 400, "a request to this site", "one that cannot be read, or to another name", "Use the site's own address")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere, or to what belongs to somebody else."""
    del exception
    return _bare(request, 404, "an address of this site", "one that leads nowhere for you", "Go to the first page")


def failed(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return render(request, "site/failed.html", {"competition": competition().rules}, status=500)


def _bare(request: HttpRequest, status: int, expected: str, came: str, do: str) -> HttpResponse:
    """Without a look at the session or the database: either may be what is wrong."""
    shown = {"competition": competition().rules, "expected": expected, "came": came, "do": do}
    return render(request, "site/refused.html", shown, status=status)
