"""Guesses at the secrets: one for each, with code and explanation; the receipt is all that is shown of it before the closing."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from unhorse.competition import receipts
from unhorse.competition.commitments import Commitments
from unhorse.competition.folder import COMMITMENTS
from unhorse.competition.guesses import Guess as Told
from unhorse.core.errors import CompetitionError
from unhorse.web.database import change
from unhorse.web.site import limits
from unhorse.web.site.forms import NewGuess
from unhorse.web.site.models import Account, Guess, Guessed, Membership
from unhorse.web.site.pages import came, competition, membership_of, page, signed_in, to, too_often
from unhorse.web.site.uploads import GUESS_BYTES, content


@require_safe
@signed_in
def guesses(request: HttpRequest, account: Account) -> HttpResponse:
    """Which secrets there are, and what was guessed at already."""
    membership = membership_of(request)
    team = membership.team if membership else None
    mine = Guess.objects.filter(team=team) if team else Guess.objects.filter(account=account, team=None)
    done = {guess.secret: guess for guess in mine.select_related("account")}
    rules, at = competition().rules, came(request)
    rows = [(secret, done.get(secret)) for secret in _secrets()]
    return page(request, "guesses", {"rows": rows, "team": team, "open": rules.opens <= at < rules.closes})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guess(request: HttpRequest, account: Account, secret: str) -> HttpResponse:
    """Takes the one guess at a secret."""
    if secret not in _secrets():
        raise Http404
    form = NewGuess(request.POST, request.FILES) if request.method == "POST" else NewGuess()
    if form.is_bound and form.is_valid():
        if not limits.allowed(request, limits.UPLOAD, str(account.pk)):
            return too_often(request)
        _take(request, account, secret, form)
        return to(f"/guesses#{secret}")
    return page(request, "guess", {"form": form, "secret": secret}, 422 if form.is_bound else 200)


@require_safe
@signed_in
def receipt(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """The signed receipt of a guess, for whoever made it and their team."""
    membership = membership_of(request)
    found = Guess.objects.filter(number=number).first()
    mine = found is not None and (found.account_id == account.pk or (membership is not None and found.team_id == membership.team.pk))  # type: ignore[attr-defined]
    if found is None or not mine:
        raise Http404
    response = HttpResponse(found.receipt, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.number}_receipt.json"'
    return response


def _take(request: HttpRequest, account: Account, secret: str, form: NewGuess) -> None:
    """The database lets one guess through for each team and person, the competition's rules look once more, and the log is written last."""
    membership = membership_of(request)
    team = membership.team if membership else None
    people = [member.account for member in Membership.objects.filter(team=team).select_related("account").order_by("pk")] if team else [account]
    told = Told(
        secret=secret,
        submitter=team.name if team else account.name,
        people=tuple(person.name for person in people),
        answer=form.cleaned_data["answer"],
        at=came(request),
    )
    code = content(form.cleaned_data["code"], GUESS_BYTES)
    whose = [*(f"account {person.pk}" for person in people), *([f"team {team.pk}"] if team else [])]
    try:
        with change(), transaction.atomic():
            made = Guess.objects.create(secret=secret, number=secrets.token_hex(10), account=account, team=team, at=told.at, receipt="")
            Guessed.objects.bulk_create([Guessed(guess=made, secret=secret, whose=one) for one in whose])
            given = receipts.take_guess(competition(), told, form.cleaned_data["explanation"], code, account.name, came(request))
            made.number, made.receipt = given.number, given.model_dump_json(indent=1) + "\n"
            made.save(update_fields=["number", "receipt"])
    except IntegrityError:
        raise CompetitionError("one guess for each secret", f"a second one for {secret}", "The first one counts") from None


def _secrets() -> list[str]:
    """The sealed secrets; none before the sealing."""
    file = competition().path / COMMITMENTS
    return sorted(Commitments.from_json(file).digests) if file.is_file() else []
