"""No file to take away tells where a hidden place is; a record with an error is in all of them as it last was."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from hereabouts.assembly import assemble
from hereabouts.directory import Directory, ServicePlace
from tests.inline_records import SERVICE, TODAY, build, read_records
from tests.tables_example import (
    FOLDER,
    exported,
    opened,
    read_csv,
    read_demonstration,
    read_sheets,
    read_zip,
    sheet_rows,
)

SECRETS = ("Quietbrook", "Lilac Lodge", "QQ99 9ZZ", "52.987654", "1.876543", "bus 77", "01632 960987", "secret.example")
PLACE = """\
    {about}
    description: A house.
    addresses: {{address_1: Lilac Lodge, city: Quietbrook, postal_code: QQ99 9ZZ}}
    latitude: 52.987654
    longitude: 1.876543
    transportation: The bus 77 stops outside.
    url: https://secret.example/
    external_identifier: "10012345678"
    external_identifier_type: UPRN
    accessibility: [{{facility: ramp, url: "https://secret.example/ramp"}}]
    schedules: Mondays 9am to 5pm
"""


def unpacked(path: str, content: bytes) -> Iterator[bytes]:
    """All that is in a file: its own bytes, and what is packed in it."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if path.endswith(".sqlite"):
        with opened(content) as database:
            yield "\n".join(database.iterdump()).encode()


def told(files: dict[str, bytes], words: str) -> list[str]:
    """The files that tell some words, in any letters."""
    wanted = words.lower().encode()
    return [path for path, content in files.items() if any(wanted in part.lower() for part in unpacked(path, content))]


@pytest.mark.parametrize("visibility", ["confidential", "area-only"])
@pytest.mark.parametrize("inside", [True, False], ids=["inside the service", "a venue"])
def test_nothing_of_where_a_hidden_place_is_gets_out(visibility: str, inside: bool) -> None:
    """The checks refuse such records; here nothing was checked."""
    place = PLACE.format(about=f"name: Safe house\n    visibility: {visibility}")
    if inside:
        files = {SERVICE: f"name: Refuge\nlocations:\n- place:\n{place}"}
    else:
        venue = "\n".join(line.strip() for line in place.splitlines())
        files = {SERVICE: "name: Refuge\nlocations: {at: safe}\n", "locations/safe": venue}
    made = exported(assemble(read_records(files), TODAY))
    for secret in SECRETS:
        assert told(made, secret) == [], secret
    assert told(made, "Safe house"), "what it is called is public"


def test_an_open_place_would_be_found_in_every_format() -> None:
    """Else the test above could not fail."""
    place = PLACE.format(about="name: Open house")
    files = {SERVICE: f"name: Tea\nlocations:\n- place:\n{place}"}
    made = exported(assemble(read_records(files), TODAY))
    for ending in ("hsds.zip", "services.csv", "services.xlsx", "services.geojson", "directory.sqlite"):
        assert f"{FOLDER}{ending}" in told(made, "QQ99 9ZZ")


def hidden(directory: Directory) -> Iterator[ServicePlace]:
    """Every service at every place that is not for everybody."""
    for service in directory.services.values():
        yield from (place for place in service.places if place.location.visibility != "public")


def test_the_hidden_places_of_the_demonstration() -> None:
    directory = read_demonstration()
    places = {place.location.hsds.id: place.location for place in hidden(directory)}
    assert {location.visibility for location in places.values()} == {"confidential", "area-only"}
    made = exported(directory)
    packed = read_zip(made[f"{FOLDER}hsds.zip"])
    for row in read_csv(packed["locations.csv"]):
        if row["id"] in places:
            telling = {"latitude", "longitude", "url", "transportation", "external_identifier", "organization_id"}
            assert not any(row[name] for name in telling)
    assert not {row["location_id"] for row in read_csv(packed["addresses.csv"])} & places.keys()
    assert not {row["location_id"] for row in read_csv(packed["schedules.csv"])} & places.keys()
    features = json.loads(made[f"{FOLDER}services.geojson"])["features"]
    assert not {feature["properties"]["location_id"] for feature in features} & places.keys()


def listings(made: dict[str, bytes], ending: str) -> list[dict[str, str]]:
    """The rows of the table of services in one of its formats, by the headings of the spreadsheet."""
    content = made[f"{FOLDER}{ending}"]
    if ending == "services.csv":
        return read_csv(content)
    if ending == "services.xlsx":
        return sheet_rows(read_sheets(content)["Services"])
    names = {"Service id": "service_id", "Where": "places", "Town": "town", "Postcode": "postcode"}
    with opened(content) as database:
        asked = database.execute(f"select {', '.join(names.values())} from listing").fetchall()
    return [dict(zip(names, (value or "" for value in row), strict=True)) for row in asked]


@pytest.mark.parametrize("ending", ["services.csv", "services.xlsx", "directory.sqlite"])
def test_the_refuge_of_the_demonstration_has_no_town(ending: str) -> None:
    directory = read_demonstration()
    refuge = directory.services["organizations/rowan-women-and-children/refuge"]
    (row,) = [row for row in listings(exported(directory), ending) if row["Service id"] == refuge.hsds.id]
    assert "confidential" in row["Where"]
    assert (row["Town"], row["Postcode"]) == ("", "")


def test_a_record_that_is_held_is_in_every_format() -> None:
    directory = build(
        {
            SERVICE: "name: Drop-in\nlocations: {at: hall}\n",
            "locations/hall": "name: Hall\nlatitude: 52\nlongitude: 1\n",
        }
    )
    directory.services[SERVICE].held = True
    made = exported(directory)
    for ending in ("hsds.zip", "services.csv", "services.xlsx", "services.geojson", "directory.sqlite"):
        assert f"{FOLDER}{ending}" in told(made, directory.services[SERVICE].hsds.id)
