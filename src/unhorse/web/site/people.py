"""Pages on which people sign in and out, and set their name and password."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from unhorse.core.errors import CompetitionError
from unhorse.web.site import accounts, limits
from unhorse.web.site.configuration import LINK_HOURS
from unhorse.web.site.forms import AskForLink, NewAccount, NewPassword, SignIn
from unhorse.web.site.models import Account, account_of
from unhorse.web.site.pages import page, refused, to, too_often

BACKEND = "unhorse.web.site.accounts.ByAddress"
WRONG = "Address or password are wrong, or the address was never confirmed."


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in. Afterwards everybody comes to their own first page: an address to go on to is never taken from the request."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        address = accounts.plain(form.cleaned_data["address"])
        if not limits.allowed(request, limits.SIGN_IN, address):
            return too_often(request)
        account = authenticate(request, address=address, password=form.cleaned_data["password"])
        if isinstance(account, Account):
            return _begin(request, account)
        form.add_error(None, WRONG)
    return page(request, "sign_in", {"form": form}, 422 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, on the server too."""
    logout(request)
    return to("/")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Asks for a link by mail, for a new account or a new password alike; the answer is the same whether the address is known or not."""
    form = AskForLink(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        address = accounts.plain(form.cleaned_data["address"])
        if not limits.allowed(request, limits.MAIL, address):
            return too_often(request)
        accounts.send_link(address)
        return page(request, "link_sent", {"address": address, "hours": LINK_HOURS})
    return page(request, "ask_for_link", {"form": form}, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sets name and password. To look at the page changes nothing: mail programs open links before people do."""
    link = accounts.opened(token)
    if link is None:
        return refused(request, 410, "a link that still works", "one that is too old, was used, or was cut", "Ask for another one under “Sign in”")
    kind = NewPassword if link.account else NewAccount
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            account = accounts.use(link, form.cleaned_data.get("name", ""), form.cleaned_data["password"])
        except CompetitionError as fault:
            form.add_error("name", f"{fault.came} is taken. {fault.do}.")
        else:
            return _begin(request, account)
    return page(request, "open_link", {"form": form, "link": link}, 422 if form.is_bound else 200)


def _begin(request: HttpRequest, account: Account) -> HttpResponse:
    """A session under a new name: one that somebody planted before is worth nothing."""
    if account_of(request) is not None:
        logout(request)
    login(request, account, backend=BACKEND)
    return to("/organiser" if account.organiser else "/team")
