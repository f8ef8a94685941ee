"""Pages that everybody may see. They are the same for everybody, set no cookie, are drawn once for each state of the files, and may be cached."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from unhorse.competition.closing import ANSWERS, BOARD, PRIZES, RECORD_HOLDER, FrozenBoard, Outcome
from unhorse.competition.commitments import Commitments, Openings
from unhorse.competition.folder import COMMITMENTS, REVEALED, RULES
from unhorse.competition.receipts import PUBLIC_KEY
from unhorse.core.questions import Answer
from unhorse.core.records import read_table
from unhorse.core.results import SYNTHETIC
from unhorse.web.site import limits
from unhorse.web.site.forms import Ask
from unhorse.web.site.models import Account, Question
from unhorse.web.site.pages import came, competition, page, signed_in, to, too_often

CACHED = "public, max-age=30"
KIT, REPORT = "kit.zip", "report.html"
FILES = {RULES: "application/toml", COMMITMENTS: "application/json", PUBLIC_KEY: "application/json", KIT: "application/zip"}
LEVELS = 10
_DRAWN: dict[str, tuple[object, bytes, str]] = {}
"""By page: the state that it was drawn in, the page, and its tag."""


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The first page: what it is about, and when."""
    folder, at = competition(), came(request)
    phase = "before" if at < folder.rules.opens else "open" if at < folder.rules.closes else "closed"
    there = {"kit": (folder.path / KIT).is_file(), "board": (folder.path / BOARD).is_file(), "phase": phase}
    return _same_for_all(request, "front", (tuple(there.items()), *_stamps(RULES)), lambda: there)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Rules and prizes, out of the file that was sealed."""
    return _same_for_all(request, "rules", _stamps(RULES), lambda: {"trojans": competition().suite.trojans, "limits": competition().suite.limits})


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The commitments of the secrets, and what opened them."""
    path = competition().path

    def shown() -> Mapping[str, Any]:
        public = Commitments.from_json(path / COMMITMENTS) if (path / COMMITMENTS).is_file() else None
        opened = {item.secret: item.answer for item in Openings.from_json(path / REVEALED).openings} if (path / REVEALED).is_file() else {}
        return {"public": public, "opened": opened}

    return _same_for_all(request, "commitments", _stamps(COMMITMENTS, REVEALED), shown)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board, once it is frozen; nothing of it before."""
    path = competition().path

    def shown() -> Mapping[str, Any]:
        if not (path / BOARD).is_file():
            return {"frozen": None}
        frozen = FrozenBoard.from_json(path / BOARD)
        titles = {row.entry: "the record holder" if row.entry == RECORD_HOLDER else competition().record(row.entry).title for row in frozen.rows}
        teams = {row.entry: "" if row.entry == RECORD_HOLDER else competition().record(row.entry).team for row in frozen.rows}
        paid = Outcome.from_json(path / PRIZES) if (path / PRIZES).is_file() else None
        told = {"frozen": frozen, "titles": titles, "teams": teams, "paid": paid, "trojans": list(frozen.rows[0].cells) if frozen.rows else []}
        answers = read_table(path / ANSWERS, Answer) if (path / ANSWERS).is_file() else []
        told["synthetic"] = any(answer.respondent.split(":")[0] == SYNTHETIC for answer in answers)
        digest = hashlib.sha256((path / BOARD).read_bytes()).hexdigest()
        return {**told, "digest": digest, "level": _level, "report": (path / REPORT).is_file()}

    return _same_for_all(request, "board", _stamps(BOARD, PRIZES, REPORT), shown)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions that were answered, for everybody."""
    listed = list(Question.objects.exclude(answered_at=None).order_by("-answered_at").values("text", "answer", "answered_at"))
    stamp = tuple((item["text"], item["answer"], item["answered_at"]) for item in listed)
    return _same_for_all(request, "questions", stamp, lambda: {"questions": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: HttpRequest, account: Account) -> HttpResponse:
    """A question to the organisers, which is shown without its author's name once it is answered."""
    form = Ask(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not limits.allowed(request, limits.ASK, str(account.pk)):
            return too_often(request)
        Question.objects.create(account=account, text=form.cleaned_data["text"], asked_at=came(request))
        return to("/ask")
    mine = Question.objects.filter(account=account).order_by("-pk")
    return page(request, "ask", {"form": form, "mine": mine}, 422 if form.is_bound else 200)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The final report, as `unhorse competition report DIR --out DIR/report.html` wrote it."""
    file = competition().path / REPORT
    if not file.is_file() or not (competition().path / BOARD).is_file():
        raise Http404
    data = file.read_bytes()
    styles = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in re.findall(rb"<style>(.*?)</style>", data, re.S)
    )
    response = _conditional(request, data, hashlib.sha256(data).hexdigest())
    response["Content-Security-Policy"] = f"default-src 'none'; img-src data:; style-src {styles}; frame-ancestors 'none'"
    return response


@require_safe
def file(request: HttpRequest, name: str) -> FileResponse:
    """A public file as it lies in the competition's folder."""
    del request
    path = competition().path / name
    if name not in FILES or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=FILES[name], as_attachment=True, filename=Path(name).name)
    response["Cache-Control"] = CACHED
    return response


def _same_for_all(request: HttpRequest, name: str, state: object, shown: Callable[[], Mapping[str, Any]]) -> HttpResponse:
    kept = _DRAWN.get(name)
    if kept is None or kept[0] != state:
        data = render_to_string(f"site/{name}.html", {"competition": competition().rules, "public": True, **shown()}).encode()
        kept = _DRAWN[name] = (state, data, hashlib.sha256(data).hexdigest())
    return _conditional(request, kept[1], kept[2])


def _conditional(request: HttpRequest, data: bytes, digest: str) -> HttpResponse:
    tag = f'"{digest[:32]}"'
    found = get_conditional_response(request, etag=tag)
    response = found if found is not None else HttpResponse(data)
    response["ETag"], response["Cache-Control"] = tag, CACHED
    return response


def _stamps(*names: str) -> tuple[object, ...]:
    """When files were last written, and how long they are; none for one that is not there."""
    path, found = competition().path, []
    for name in names:
        told = (path / name).stat() if (path / name).is_file() else None
        found.append((name, told.st_mtime_ns, told.st_size) if told else None)
    return tuple(found)


def _level(rate: object) -> int:
    """A rate as one of ten colours."""
    return min(LEVELS - 1, int(float(rate) * LEVELS)) if rate is not None else -1  # type: ignore[arg-type]
