"""Addresses with which people arrive and go back, and the settings that name their parameters."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import PROLIFIC, settings

from unhorse.core.errors import RecordError, SurveyError
from unhorse.survey.arrival import Arrival, ArrivalError, arrival, way_back
from unhorse.survey.links import panel_link, trial_link
from unhorse.survey.settings import Panel, StudySettings

GOOD = {"PROLIFIC_PID": ["5f1a"], "STUDY_ID": ["64b2"], "SESSION_ID": ["77c3"]}


def test_prolific_s_three_parameters_are_read() -> None:
    assert arrival(GOOD, PROLIFIC) == Arrival("5f1a", "64b2", "77c3")
    assert arrival({**GOOD, "utm": ["x", "y"]}, PROLIFIC) == Arrival("5f1a", "64b2", "77c3")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "got none"),
        ([""], "got none"),
        (["  "], "got none"),
        (["a", "b"], "got 2 of them"),
        (["{{%PROLIFIC_PID%}}"], "a placeholder that the panel did not fill in"),
        (["${e://Field/PID}"], "a placeholder"),
        (["[PID]"], "a placeholder"),
        (["x" * 101], "101 characters"),
        (["a b"], "3 characters that are none"),
        (["-a"], "none"),
        (["é"], "none"),
        (["a\x00"], "none"),
    ],
)
@pytest.mark.parametrize("name", list(GOOD))
def test_a_parameter_that_names_nobody_is_told(name: str, values: list[str], message: str) -> None:
    with pytest.raises(ArrivalError, match=name) as told:
        arrival({**GOOD, name: values}, PROLIFIC)
    assert message in str(told.value)


@given(st.text(max_size=120))
def test_whatever_stands_in_the_address_is_read_or_refused_and_never_echoed(value: str) -> None:
    sent = {**GOOD, "PROLIFIC_PID": [value]}
    if re.fullmatch("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", value.strip(), re.ASCII):
        assert arrival(sent, PROLIFIC).person == value.strip()
    else:
        with pytest.raises(ArrivalError) as told:
            arrival(sent, PROLIFIC)
        assert len(value) < 8 or value not in str(told.value)


@given(st.from_regex(r"[A-Za-z0-9._-]{1,20}", fullmatch=True), st.text(min_size=1, max_size=30))
def test_the_way_back_carries_code_and_identifiers_encoded(person: str, code: str) -> None:
    panel = Panel(name="generic", address="https://panel.example/done?c={code}&p={person}&s={session}", completion_code=code)
    back = way_back(panel, code, Arrival(person, "", "s1"))
    assert back is not None
    assert parse_qs(urlsplit(back).query) == {"c": [code], "p": [person], "s": ["s1"]}


def test_prolific_s_address_is_known_and_can_be_replaced() -> None:
    assert way_back(PROLIFIC, "C0FFEE", Arrival("a", "b", "c")) == "https://app.prolific.com/submissions/complete?cc=C0FFEE"
    assert Panel.model_validate({"name": "prolific", "address": ""}).address == ""


def test_no_address_or_no_code_means_no_way_back() -> None:
    assert way_back(Panel(), "C", Arrival("a", "b", "c")) is None
    assert way_back(PROLIFIC, None, Arrival("a", "b", "c")) is None


def test_links_have_the_panel_s_placeholders_and_a_trial_is_a_person() -> None:
    assert panel_link("https://s.example", PROLIFIC) == (
        "https://s.example/?PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}"
    )
    generic = Panel(name="generic", person="workerId", study="", session="assignmentId")
    assert panel_link("https://s.example", generic) == "https://s.example/?workerId={workerId}&assignmentId={assignmentId}"
    assert panel_link("https://s.example", Panel()) == trial_link("https://s.example", Panel()) == "https://s.example/"
    asked = parse_qs(urlsplit(trial_link("https://s.example", generic)).query)
    assert arrival(asked, generic).session == "trial"
    with pytest.raises(ArrivalError, match="a placeholder"):
        arrival(parse_qs(urlsplit(panel_link("https://s.example", PROLIFIC)).query), PROLIFIC)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"address": "panel.example"}, "begins with https://"),
        ({"address": "https://panel.example/{cod}"}, "{code}, {person}, {study} or {session}"),
        ({"address": "https://panel.example/{"}, "{code}, {person}, {study} or {session}"),
        ({"redirect": True}, "an address to redirect to"),
        ({"person": "consent"}, "different names"),
        ({"person": "id", "session": "id"}, "different names"),
    ],
)
def test_a_panel_that_cannot_work_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(SurveyError) as told:
        Panel.model_validate(wrong)
    assert message in str(told.value)


def test_settings_need_a_contact_and_a_retention_date_and_survive_their_file(tmp_path: Path) -> None:
    made = settings(panel={**PROLIFIC.model_dump(), "session": ""}, none_of_these=True, retain_until=date(2027, 3, 1))
    made.write_toml(tmp_path / "study.toml")
    assert StudySettings.from_toml(tmp_path / "study.toml") == made
    for missing in ("contact", "retain_until"):
        text = (tmp_path / "study.toml").read_text()
        (tmp_path / "less.toml").write_text("\n".join(line for line in text.splitlines() if not line.startswith(missing)))
        with pytest.raises(RecordError, match=missing):
            StudySettings.from_toml(tmp_path / "less.toml")
