"""What an organiser does with what is kept: prepare the database, export it, delete from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.core.management import call_command

from unhorse.core.errors import SurveyError
from unhorse.core.records import Record, write_table
from unhorse.survey.records import GivenRow, PersonRow
from unhorse.survey.submissions import Columns, given_back
from unhorse.web import database, places
from unhorse.web.models import Given, PanelId, Place


class PanelRow(Record):
    """Who a pseudonym is at the panel: panel_ids.csv, for paying people. Keep it apart from everything else."""

    panel_id: str
    study: str
    session: str
    person: str
    stage: str


def prepare(digest: str) -> None:
    """Makes or updates the tables and binds the database to the study.

    Raises:
        SurveyError: The database cannot be reached or does not sync, or the study was changed after the first person came.
    """
    database.reach()
    call_command("migrate", verbosity=0, interactive=False)
    places.seal(digest)


def export(out: Path, panel_ids: bool = False) -> None:
    """Writes people.csv and given.csv; with `panel_ids` writes panel_ids.csv instead, and nothing else."""
    if panel_ids:
        listed = PanelId.objects.select_related("place").order_by("person")
        rows = [PanelRow(panel_id=p.person, study=p.study, session=p.session, person=p.place.pseudonym, stage=p.place.stage) for p in listed]
        write_table(out / "panel_ids.csv", PanelRow, rows)
        return
    # Sorted by pseudonym: the order of arrival would help to tell who is who.
    write_table(out / "people.csv", PersonRow, (_person(place) for place in Place.objects.order_by("pseudonym")))
    given = Given.objects.select_related("place").order_by("place__pseudonym", "number")
    write_table(out / "given.csv", GivenRow, (_given(row) for row in given.iterator(chunk_size=1000)))


def withdraw_by_panel_id(person: str) -> None:
    """Deletes the answers of whom the panel calls so.

    Raises:
        SurveyError: There is nobody of that name.
    """
    found = PanelId.objects.select_related("place").filter(person=person).first()
    if found is None:
        raise SurveyError("a panel identifier of this study", repr(person), "Look it up with `unhorse survey export --panel-ids`")
    places.withdraw(found.place)
    database.forget()


def release(file: Path, columns: Columns, statuses: Sequence[str]) -> dict[str, int]:
    """Gives the places of those free who gave them back, by the panel's file of submissions; gives what became of how many.

    Raises:
        SurveyError: The file cannot be read.
    """
    return places.release(given_back(file, columns, statuses))


def delete(panel_ids_only: bool) -> None:
    """Deletes the panel's identifiers, or everything of everybody; what was deleted is overwritten."""
    PanelId.objects.all().delete()
    if not panel_ids_only:
        Place.objects.all().delete()
    database.forget()


def _person(place: Place) -> PersonRow:
    return PersonRow.model_validate(
        {
            "person": place.pseudonym,
            "arm": place.arm,
            "stage": place.stage,
            "seed": place.seed,
            "consent_version": place.consent_version,
            "arrived": _minute(place.arrived_at),
            "finished": _minute(place.finished_at) if place.finished_at else None,
        }
    )


def _given(row: Given) -> GivenRow:
    return GivenRow.model_validate({"person": row.place.pseudonym} | {name: getattr(row, name) for name in GivenRow.model_fields if name != "person"})


def _minute(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%MZ")
