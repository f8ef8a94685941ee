"""Every change of what is kept, each in one transaction that is committed before anybody is told."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from unhorse.core.errors import SurveyError
from unhorse.survey.arrival import Arrival
from unhorse.survey.items import Study
from unhorse.survey.plan import Shown, choose_arm, plan
from unhorse.survey.records import Stage
from unhorse.survey.submissions import Submission
from unhorse.web.database import changed
from unhorse.web.models import Given, PanelId, Place, Seal

KEPT_PLANS = 4096
GOING = (Stage.INTRODUCTION, Stage.ITEMS)


def study() -> Study:
    """The study that this process serves."""
    opened: Study = settings.STUDY
    return opened


def seal(digest: str) -> None:
    """Binds the database to the study, or checks that it is bound to it.

    Raises:
        SurveyError: People have already been asked something else.
    """
    with transaction.atomic():
        found = Seal.objects.select_for_update().first()
        if found is None:
            Seal.objects.create(digest=digest)
        elif found.digest != digest and Place.objects.exists():
            raise SurveyError("the study as it was when the first person came", "a changed study.toml or items.json", "Build a new study")
        elif found.digest != digest:
            Seal.objects.update(digest=digest)


def place_of(token: str) -> Place | None:
    """The place whose pages have this secret in their address."""
    # Each page asks this, and to put the query together anew would take longer than to run it.
    return next(iter(Place.objects.raw(f"SELECT * FROM {Place._meta.db_table} WHERE token = %s", [token])), None)


def known_place(who: Arrival) -> Place | None:
    """The place of somebody who was here before."""
    found = PanelId.objects.select_related("place").filter(person=who.person).first()
    return found.place if found else None


def admit(who: Arrival, agreed: bool) -> Place:
    """The person's place: the one from before, or a new one in the arm with the fewest people.

    Whoever does not consent, or finds no place, is counted, and the panel's identifier is not kept.

    Raises:
        SurveyError: Another study has taken the database since.
    """

    def admitted() -> Place:
        held = Seal.objects.select_for_update().first()
        if held is None or held.digest != study().digest:
            raise SurveyError("a database of this study alone", "one of another study", "Give every study a database of its own")
        known = known_place(who)
        if known:
            return known
        now = datetime.now(UTC)
        seed = secrets.randbits(63)
        arm = choose_arm(_taken(now), study().settings.people_per_arm, np.random.default_rng(seed)) if agreed else None
        place = Place.objects.create(
            token=secrets.token_urlsafe(16),
            pseudonym=secrets.token_hex(8),
            arm=arm,
            seed=seed,
            stage=Stage.INTRODUCTION if arm else Stage.FULL if agreed else Stage.DECLINED,
            consent_version=study().settings.consent_version if agreed else "",
            arrived_at=now,
            last_at=now,
            reserved_until=_reserved(now),
        )
        if arm:
            PanelId.objects.create(place=place, person=who.person, study=who.study, session=who.session)
        return place

    return changed(admitted)


def begin(place: Place) -> None:
    """From the introduction to the first item; a second time nothing changes."""
    now = datetime.now(UTC)
    changed(lambda: Place.objects.filter(pk=place.pk, stage=Stage.INTRODUCTION).update(stage=Stage.ITEMS, last_at=now, reserved_until=_reserved(now)))


def give(place: Place, number: int, position: int, confidence: int | None) -> bool:
    """Stores an answer to the page with this number, once; whether it was this call that stored it.

    Args:
        place: As it was read.
        number: The page's number, from 1.
        position: The chosen place, from 1; one more than there are options for "none of these".
        confidence: From 1 to 5, or not asked.
    """
    way = way_of(place)
    seen, now = way[number - 1], datetime.now(UTC)
    last = number == len(way)

    def given() -> bool:
        moved = Place.objects.filter(pk=place.pk, stage=Stage.ITEMS, step=number - 1).update(
            step=number,
            stage=Stage.DONE if last else Stage.ITEMS,
            last_at=now,
            finished_at=now if last else None,
            reserved_until=_reserved(now),
        )
        if not moved:
            return False
        Given.objects.create(
            place=place,
            number=number,
            item=seen.item.name,
            role=seen.item.role,
            options=" ".join(seen.options),
            chosen=seen.options[position - 1] if position <= len(seen.options) else None,
            position=position,
            told=seen.told,
            seconds=max(0.0, (now - place.last_at).total_seconds()),
            confidence=confidence,
        )
        # Whoever has answered everything is not sent away: the rules for exclusion decide then.
        if not last and _fails(place, seen.item.role):
            Place.objects.filter(pk=place.pk).update(stage=Stage.SCREENED)
        return True

    return changed(given)


def _fails(place: Place, role: str) -> bool:
    """Whether a person has failed more practice pages or attention checks than are let pass."""
    rules = study().settings.screening
    limit = {"practice": rules.practice_failures, "attention": rules.attention_failures}.get(role)
    if limit is None:
        return False
    shown = {item.name: item.shown for item in study().items.practice}
    given = Given.objects.filter(place=place, role=role).values_list("item", "chosen", "position", "told")
    wrong = [item for item, chosen, position, told in given if (position != told if told else chosen != shown[item])]
    return len(wrong) > limit


def release(given_back: Sequence[Submission]) -> dict[str, int]:
    """Ends the reservations of those who gave their place back; whoever comes all the same goes on, as after any reservation that has expired.

    Args:
        given_back: Whom the panel calls so; where a session is told, only that of a person's arrival counts.

    Returns:
        How many were released, and of how many others it is told what they are.
    """
    told = dict.fromkeys(("released", "no longer held", "finished here", "not going on here", "unknown here"), 0)
    now = datetime.now(UTC)
    for submission in given_back:
        found = PanelId.objects.select_related("place").filter(person=submission.person).first()
        if found is None or (submission.session and found.session and found.session != submission.session):
            told["unknown here"] += 1
        elif found.place.stage not in GOING:
            told["finished here" if found.place.stage == Stage.DONE else "not going on here"] += 1
        else:
            held = Place.objects.filter(pk=found.place.pk, stage__in=GOING, reserved_until__gt=now).update(reserved_until=now)
            told["released" if held else "no longer held"] += 1
    return told


def withdraw(place: Place) -> None:
    """Deletes a person's answers. The panel's identifier stays until the retention date: a panel may have to pay, and nobody begins twice."""

    def withdrawn() -> None:
        Place.objects.filter(pk=place.pk).update(stage=Stage.WITHDRAWN, finished_at=None)
        Given.objects.filter(place=place).delete()

    changed(withdrawn)


def way_of(place: Place) -> tuple[Shown, ...]:
    """All that this person sees, in order."""
    return _way(study().digest, place.arm or "", place.seed)


@lru_cache(maxsize=KEPT_PLANS)
def _way(digest: str, arm: str, seed: int) -> tuple[Shown, ...]:
    del digest  # only so that another study's way is never given
    return plan(study().items, arm, seed)


def _taken(now: datetime) -> dict[str, int]:
    holds = Q(stage=Stage.DONE) | Q(stage__in=GOING, reserved_until__gt=now)
    counted = dict(Place.objects.filter(holds, arm__isnull=False).values_list("arm").annotate(Count("pk")))
    return {arm: counted.get(arm, 0) for arm in study().items.arms}


def _reserved(now: datetime) -> datetime:
    return now + timedelta(minutes=study().settings.reservation_minutes)
