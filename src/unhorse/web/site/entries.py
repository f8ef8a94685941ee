"""Pages of entries: hand one in, see at every moment where it is and why, and what a team can do with it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unhorse.competition.check import acceptable
from unhorse.competition.entries import Action, Step
from unhorse.core.errors import CompetitionError
from unhorse.web.site import evidence, limits
from unhorse.web.site.forms import Reason, Upload
from unhorse.web.site.models import Account, Membership, account_of
from unhorse.web.site.pages import came, competition, in_team, membership_of, page, signed_in, to, too_often
from unhorse.web.site.standings import TEAM_ACTIONS, Standing, standing
from unhorse.web.site.uploads import content
from unhorse.web.workshop import desk


@require_http_methods(["GET", "HEAD", "POST"])
@in_team
def hand_in(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Takes an upload: all that the checks find is shown at once, and only an entry in which nothing must be mended touches the quota."""
    folder, team = competition(), membership.team
    mends = request.GET.get("mends") or None
    old = standing(mends, team.name) if mends else None
    if mends and (old is None or not old.mendable):
        raise Http404
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    shown = {"form": form, "mends": old, "most": folder.suite.limits.zip_bytes, "rules": folder.rules}
    if not form.is_bound or not form.is_valid():
        return page(request, "hand_in", shown, 422 if form.is_bound else 200)
    if not limits.allowed(request, limits.UPLOAD, str(membership.account.pk)):
        return too_often(request)
    data = content(form.cleaned_data["entry"], folder.suite.limits.zip_bytes)
    with evidence.ONE_AT_A_TIME:
        findings = folder.examine(data)
    if not acceptable(findings):
        return page(request, "hand_in", {**shown, "findings": findings}, 422)
    try:
        record = desk.hand_in(folder, data, findings, team.name, came(request), mends, membership.account.name)
    except CompetitionError as fault:
        twin = evidence.same_zip(data, team.name)
        if twin is None:
            return page(request, "hand_in", {**shown, "findings": findings, "fault": fault}, 409)
        return to(f"/entries/{twin}")  # the button was pressed twice
    return to(f"/entries/{record.entry}")


@require_safe
@signed_in
def entry(request: HttpRequest, account: Account, name: str) -> HttpResponse:
    """One entry: state, reason, whose move it is, findings, pictures, and what its code printed."""
    del account
    found = _seen(request, name)
    shown = {"entry": found, "record": competition().record(name), "form": Reason(), **evidence.of(name)}
    return page(request, "entry", shown)


@require_POST
@in_team
def act(request: HttpRequest, membership: Membership, name: str, action: str) -> HttpResponse:
    """A team's step: choose, appeal, cancel or withdraw."""
    if standing(name, membership.team.name) is None or action not in TEAM_ACTIONS:
        raise Http404
    reason = ""
    if action == Action.APPEAL:
        form = Reason(request.POST)
        if not form.is_valid():
            raise CompetitionError("a reason for the appeal", "none, or a very long one", "Say in a few sentences why the decision is wrong")
        reason = form.cleaned_data["reason"]
    step = Step(action=Action(action), entry=name, at=competition().now(), reason=reason)
    desk.act(competition(), step, membership.account.name, membership.team.name)
    return to(f"/entries/{name}")


@require_safe
@signed_in
def picture(request: HttpRequest, account: Account, name: str, kind: str, number: str) -> HttpResponse:
    """A strip, made again from its pixels: handed in, made by the re-run, or the difference; for its team and the organiser alone."""
    del account
    _seen(request, name)
    data = evidence.picture(name, kind, int(number))
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="image/png")
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _seen(request: HttpRequest, name: str) -> Standing:
    """An entry that whoever asks may see."""
    account, membership = account_of(request), membership_of(request)
    of_team = None if account is not None and account.organiser else membership.team.name if membership else ""
    found = standing(name, of_team)
    if found is None:
        raise Http404
    return found
