"""The organiser's pages: every entry with its evidence, decisions with a reason, and answers to questions. Every decision is a line of the log."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unhorse.competition.entries import STEPS, Action, Step
from unhorse.core.errors import CompetitionError
from unhorse.web.database import change
from unhorse.web.site import evidence, notices
from unhorse.web.site.forms import Accept, Answer, Reason, Reject
from unhorse.web.site.models import Account, Question
from unhorse.web.site.pages import came, competition, for_organisers, page, to
from unhorse.web.site.standings import standing, standings
from unhorse.web.workshop import desk

FORMS: dict[Action, type[Reason]] = {Action.ACCEPT: Accept, Action.REJECT: Reject, Action.UPHOLD: Reason}
SHOWN_LINES = 50


@require_safe
@for_organisers
def desk_page(request: HttpRequest, account: Account) -> HttpResponse:
    """All entries, open questions, and the end of the log."""
    del account
    questions = Question.objects.select_related("account").order_by("answered_at", "pk")
    lines = competition().log.lines()
    shown = {"standings": standings(), "questions": [(one, Answer(initial={"answer": one.answer})) for one in questions]}
    return page(request, "organiser", {**shown, "lines": lines[: -SHOWN_LINES - 1 : -1], "count": len(lines)})


@require_safe
@for_organisers
def entry(request: HttpRequest, account: Account, name: str) -> HttpResponse:
    """One entry with all evidence, and what can be decided now."""
    del account
    return _entry(request, name)


@require_POST
@for_organisers
def decide(request: HttpRequest, account: Account, name: str, action: str) -> HttpResponse:
    """Accepts, rejects or upholds, with a reason that the team gets by mail."""
    if action not in FORMS or standing(name) is None:
        raise Http404
    form = FORMS[Action(action)](request.POST)
    if not form.is_valid():
        return _entry(request, name, {Action(action): form}, 422)
    told = {"reason": form.cleaned_data["reason"], "rule": form.cleaned_data.get("rule")}
    if action == Action.ACCEPT:
        told["novel"] = form.cleaned_data["novel"] == "yes"
    step = Step.model_validate({"action": action, "entry": name, "at": competition().now(), **told})
    notices.tell(desk.act(competition(), step, account.name), "The organiser's reason")
    return to(f"/organiser/entries/{name}")


@require_http_methods(["POST"])
@for_organisers
def answer(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """Answers a question, which is public from then on; an answer may be corrected."""
    form = Answer(request.POST)
    if not form.is_valid():
        raise CompetitionError("an answer of at most 3,000 characters", "none, or a longer one", "Go back and write one")
    with change():
        found = Question.objects.filter(pk=int(number)).first()
        if found is None:
            raise Http404
        Question.objects.filter(pk=int(number)).update(answer=form.cleaned_data["answer"], answered_at=came(request))
    competition().note("answer", f"question_{number}", account.name)
    return to("/organiser#questions")


def _entry(request: HttpRequest, name: str, bound: dict[Action, Reason] | None = None, status: int = 200) -> HttpResponse:
    found = standing(name)
    if found is None:
        raise Http404
    possible = {action for action in FORMS if found.desk.state in STEPS[action]}
    if Action.ACCEPT in possible and Action.REJECT in possible and not desk.reproduced(competition(), name):
        possible.remove(Action.ACCEPT)
    forms = {action.value: (bound or {}).get(action) or FORMS[action](auto_id=f"{action.value}_%s") for action in FORMS if action in possible}
    told = {"entry": found, "record": competition().record(name), "origin": evidence.origin(name), "forms": forms, **evidence.of(name)}
    return page(request, "organiser_entry", told, status)
