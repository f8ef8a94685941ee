"""What the site keeps: accounts, teams, who guessed at what, questions, and attempts that are limited."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

LONGEST_NAME = 60


class Role(StrEnum):
    """What somebody may do in a team: an owner invites and removes others."""

    OWNER = "owner"
    MEMBER = "member"


class Account(AbstractBaseUser):
    """One person. The row is made when the mail address is confirmed; only a command makes somebody an organiser."""

    address: models.CharField[str, str] = models.CharField(max_length=254, unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=LONGEST_NAME)
    name_key: models.CharField[str, str] = models.CharField(max_length=2 * LONGEST_NAME, unique=True)
    organiser: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    objects: ClassVar[BaseUserManager[Account]] = BaseUserManager()
    USERNAME_FIELD = "address"


class Team(models.Model):
    """One team; `invitations` grows with every new link, which ends the one before."""

    name: models.CharField[str, str] = models.CharField(max_length=LONGEST_NAME)
    name_key: models.CharField[str, str] = models.CharField(max_length=2 * LONGEST_NAME, unique=True)
    invitations: models.IntegerField[int, int] = models.IntegerField(default=0)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    objects: ClassVar[models.Manager[Team]] = models.Manager()


class Membership(models.Model):
    """An account is in one team."""

    account: models.OneToOneField[Account, Account] = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="membership")
    team: models.ForeignKey[Team, Team] = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    role: models.CharField[str, str] = models.CharField(max_length=10)
    objects: ClassVar[models.Manager[Membership]] = models.Manager()


class Guess(models.Model):
    """That somebody guessed, and the receipt; what they guessed lies in the private folder."""

    secret: models.CharField[str, str] = models.CharField(max_length=60)
    number: models.CharField[str, str] = models.CharField(max_length=20, unique=True)
    account: models.ForeignKey[Account, Account] = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="guesses")
    team: models.ForeignKey[Team | None, Team | None] = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="guesses")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    receipt: models.TextField[str, str] = models.TextField()
    objects: ClassVar[models.Manager[Guess]] = models.Manager()


class Guessed(models.Model):
    """Whose one guess at a secret is used up: a team's, and that of everybody in it."""

    guess: models.ForeignKey[Guess, Guess] = models.ForeignKey(Guess, on_delete=models.CASCADE, related_name="used")
    secret: models.CharField[str, str] = models.CharField(max_length=60)
    whose: models.CharField[str, str] = models.CharField(max_length=40)
    objects: ClassVar[models.Manager[Guessed]] = models.Manager()

    class Meta:
        """One guess for each secret by each team and each person."""

        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["secret", "whose"], name="one_guess_per_secret")]


class Question(models.Model):
    """A participant's question; it is public once it is answered."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="questions")
    text: models.CharField[str, str] = models.CharField(max_length=1000)
    asked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    answer: models.CharField[str, str] = models.CharField(max_length=3000, default="")
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Question]] = models.Manager()


class Attempt(models.Model):
    """One attempt at something that is limited; `key` is a keyed hash, so that no address is kept."""

    key: models.CharField[str, str] = models.CharField(max_length=64)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    objects: ClassVar[models.Manager[Attempt]] = models.Manager()

    class Meta:
        """Counted by key and time."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key", "at"], name="attempt_key_at")]


def account_of(request: Any) -> Account | None:
    """Who is signed in."""
    user = request.user
    return user if isinstance(user, Account) else None
