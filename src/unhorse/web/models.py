"""What is kept of a study: places, the panel's identifiers in a table of their own, and answers."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models


class Seal(models.Model):
    """The one row that says which study this database belongs to; it is locked while arms are chosen."""

    digest: models.CharField[str, str] = models.CharField(max_length=64)
    objects: ClassVar[models.Manager[Seal]] = models.Manager()


class Place(models.Model):
    """One person's place in the study, under a pseudonym."""

    token: models.CharField[str, str] = models.CharField(max_length=22, unique=True)
    pseudonym: models.CharField[str, str] = models.CharField(max_length=16, unique=True)
    arm: models.CharField[str | None, str | None] = models.CharField(max_length=16, null=True)
    seed: models.BigIntegerField[int, int] = models.BigIntegerField()
    stage: models.CharField[str, str] = models.CharField(max_length=16)
    step: models.IntegerField[int, int] = models.IntegerField(default=0)
    consent_version: models.CharField[str, str] = models.CharField(max_length=100)
    arrived_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    last_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    reserved_until: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    finished_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Place]] = models.Manager()

    class Meta:
        """One index for counting taken places."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["arm", "stage"], name="place_arm_stage")]


class PanelId(models.Model):
    """What the panel calls a person; nothing else refers to it, so it can be deleted alone."""

    place: models.OneToOneField[Place, Place] = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="panel_id")
    person: models.CharField[str, str] = models.CharField(max_length=100, unique=True)
    study: models.CharField[str, str] = models.CharField(max_length=100)
    session: models.CharField[str, str] = models.CharField(max_length=100)
    objects: ClassVar[models.Manager[PanelId]] = models.Manager()


class Given(models.Model):
    """One answer. The constraint is the last guard: one for each page of a person's way."""

    place: models.ForeignKey[Place, Place] = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="given")
    number: models.IntegerField[int, int] = models.IntegerField()
    item: models.CharField[str, str] = models.CharField(max_length=16)
    role: models.CharField[str, str] = models.CharField(max_length=16)
    options: models.CharField[str, str] = models.CharField(max_length=200)
    chosen: models.CharField[str | None, str | None] = models.CharField(max_length=16, null=True)
    position: models.IntegerField[int, int] = models.IntegerField()
    told: models.IntegerField[int | None, int | None] = models.IntegerField(null=True)
    seconds: models.FloatField[float, float] = models.FloatField()
    confidence: models.IntegerField[int | None, int | None] = models.IntegerField(null=True)
    objects: ClassVar[models.Manager[Given]] = models.Manager()

    class Meta:
        """No answer twice."""

        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["place", "number"], name="one_answer_per_page")]
