"""Every form, with exactly the fields that it has: whatever else is sent is never looked at."""

from __future__ import annotations

import re
from typing import get_args

from django import forms
from django.contrib.auth.password_validation import validate_password

from unhorse.competition.entries import RejectRule
from unhorse.web.site.models import LONGEST_NAME

NAME = re.compile(r"[^\W_][\w .,'&()+-]*", re.UNICODE)
LONGEST_PASSWORD, LONGEST_ADDRESS, LONGEST_REASON, LONGEST_ANSWER = 200, 254, 2000, 200


def _name(value: str) -> str:
    """A name fit for a board: one line of letters, digits and a few signs."""
    name = " ".join(value.split())
    if len(name) < 2 or not NAME.fullmatch(name):
        raise forms.ValidationError("Use 2 to 60 letters, digits, spaces and . , ' & ( ) + -, beginning with a letter or digit.")
    return name


class SignIn(forms.Form):
    """Address and password."""

    address = forms.CharField(
        label="Mail address", max_length=LONGEST_ADDRESS, widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"})
    )
    password = forms.CharField(
        label="Password", max_length=LONGEST_PASSWORD, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class AskForLink(forms.Form):
    """A mail address."""

    address = forms.EmailField(label="Mail address", max_length=LONGEST_ADDRESS, widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class NewPassword(forms.Form):
    """A password, for an account that is there."""

    password = forms.CharField(
        label="New password, at least 12 characters",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """A password that is not too easy."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class NewAccount(NewPassword):
    """A name besides."""

    name = forms.CharField(
        label="Your name, as the board and the list of guesses show it",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("name", "password")

    def clean_name(self) -> str:
        """See `_name`."""
        return _name(self.cleaned_data["name"])


class NewTeam(forms.Form):
    """A team's name."""

    name = forms.CharField(label="Name of your team, as the board shows it", max_length=LONGEST_NAME)

    def clean_name(self) -> str:
        """See `_name`."""
        return _name(self.cleaned_data["name"])


class Upload(forms.Form):
    """An entry's zip."""

    entry = forms.FileField(label="The zip, as “unhorse submission pack” wrote it", widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}))


class Reason(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label="Reason", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}))


class Accept(Reason):
    """The organiser accepts."""

    novel = forms.ChoiceField(
        label="Is the method new? Only new ones win the main prize", choices=[("yes", "It is new"), ("no", "It is not new")], widget=forms.RadioSelect
    )


class Reject(Reason):
    """The organiser rejects."""

    rule = forms.ChoiceField(label="The rule that is broken", choices=[(rule, rule.replace("_", " ")) for rule in get_args(RejectRule)])


class NewGuess(forms.Form):
    """A guess at one secret."""

    answer = forms.CharField(label="What the trigger is, in a word or a few", max_length=LONGEST_ANSWER)
    explanation = forms.CharField(label="How you found it", max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    code = forms.FileField(label="Your code as a zip, at most 8 MiB", widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}))


class Ask(forms.Form):
    """A question to the organisers."""

    text = forms.CharField(label="Your question", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class Answer(forms.Form):
    """The organisers' answer."""

    answer = forms.CharField(label="Answer", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
