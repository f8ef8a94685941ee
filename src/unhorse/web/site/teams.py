"""Teams: made by one, joined by a link; and the page on which a team sees all that is its own."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from unhorse.competition.competition import canonical, words_of
from unhorse.core.errors import CompetitionError
from unhorse.web.database import change
from unhorse.web.site import limits
from unhorse.web.site.forms import NewTeam
from unhorse.web.site.models import Account, Guess, Membership, Role, Team, account_of
from unhorse.web.site.pages import came, competition, in_team, membership_of, page, refused, signed_in, to, too_often
from unhorse.web.site.standings import standings

SALT = "unhorse invitation"
TAKEN = "There is a team or a person of that name. Choose another one, or ask the team for a link."
INVITATION_DAYS, LARGEST_TEAM = 7, 30


class Invitation(NamedTuple):
    """A link into a team, and whether it still works."""

    team: Team
    token: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team(request: HttpRequest, account: Account) -> HttpResponse:
    """The team's page; before there is a team, the form that makes one."""
    membership = membership_of(request)
    if membership is None:
        return _first(request, account)
    listed = Membership.objects.filter(team=membership.team).select_related("account").order_by("pk")
    guesses = Guess.objects.filter(team=membership.team).order_by("pk")
    shown = {"members": listed, "standings": standings(membership.team.name), "guesses": guesses, "owner": Role.OWNER, "now": came(request)}
    return page(request, "team", shown | {"link": _link(membership)})


@require_POST
@in_team
def invite(request: HttpRequest, membership: Membership) -> HttpResponse:
    """A new link for others; the one before ends."""
    _owner(membership)
    if not limits.allowed(request, limits.INVITATION, str(membership.account.pk)):
        return too_often(request)
    Team.objects.filter(pk=membership.team.pk).update(invitations=membership.team.invitations + 1)
    return to("/team#invitation")


@require_POST
@in_team
def remove(request: HttpRequest, membership: Membership, number: str) -> HttpResponse:
    """The owner takes a member out; the link with which they came ends."""
    del request
    _owner(membership)
    with change():
        found = Membership.objects.filter(team=membership.team, pk=int(number), role=Role.MEMBER).first()
        if found is None:
            raise CompetitionError("a member of your team", number, "Look at the list of members")
        found.delete()
        Team.objects.filter(pk=membership.team.pk).update(invitations=membership.team.invitations + 1)
    return to("/team")


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether to join, then joins; whoever is not signed in is told to do that first and to open the link again."""
    account, found = account_of(request), _invited(token)
    if found is None:
        return refused(
            request, 410, "an invitation that still works", "one that is too old, was replaced, or was cut", "Ask your team for a new link"
        )
    if request.method == "POST" and account is not None:
        _join(found.team, account)
        return to("/team")
    return page(request, "join", {"team": found.team, "token": token})


def _first(request: HttpRequest, account: Account) -> HttpResponse:
    form = NewTeam(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]
        if _taken(name, account):
            form.add_error("name", TAKEN)
            return page(request, "new_team", {"form": form}, 422)
        try:
            with change(), transaction.atomic():
                made = Team.objects.create(name=name, name_key=canonical(name), made_at=came(request))
                Membership.objects.create(account=account, team=made, role=Role.OWNER)
        except IntegrityError:
            if membership_of(request) is None:
                form.add_error("name", TAKEN)
                return page(request, "new_team", {"form": form}, 422)
        return to("/team")
    return page(request, "new_team", {"form": form}, 422 if form.is_bound else 200)


def _taken(name: str, account: Account) -> bool:
    """Whether a name is somebody else's, or of entries that came in by command: whoever took it would see them, or use up another's guess."""
    others = Account.objects.filter(name_key=canonical(name)).exclude(pk=account.pk).exists()
    return others or canonical(name) in words_of(entry.team for entry in competition().desk().values())


def _join(team: Team, account: Account) -> None:
    with change():
        if Membership.objects.filter(team=team).count() >= LARGEST_TEAM:
            raise CompetitionError(f"a team of at most {LARGEST_TEAM}", "one more", "Ask the team")
        try:
            with transaction.atomic():
                Membership.objects.create(account=account, team=team, role=Role.MEMBER)
        except IntegrityError:
            raise CompetitionError("somebody without a team", "a member of one", "Everybody is in one team of a competition") from None


def _owner(membership: Membership) -> None:
    if membership.role != Role.OWNER:
        raise CompetitionError("the team's owner", "a member", "Ask the owner to do it")


def _link(membership: Membership) -> str:
    """The link that works now; empty for members, and before the first one is made."""
    if membership.role != Role.OWNER or not membership.team.invitations:
        return ""
    told = {"team": membership.team.pk, "number": membership.team.invitations}
    return f"{settings.SITE.origin}/invitation/{signing.dumps(told, salt=SALT)}"


def _invited(token: str) -> Invitation | None:
    try:
        told = signing.loads(token, salt=SALT, max_age=INVITATION_DAYS * 86_400)
    except signing.BadSignature:
        return None
    found = Team.objects.filter(pk=told["team"], invitations=told["number"]).first()
    return Invitation(found, token) if found else None
