"""GeoJSON: what geojson-pydantic, which we did not write, takes; a point for what everybody may know, and no other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection, Point

from tests.inline_records import SERVICE, build
from tests.tables_example import FOLDER, exported, read_demonstration, read_whole

GEOJSON = f"{FOLDER}services.geojson"
HALL = "name: Hall\naddresses: {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}\n"
AT = "latitude: 52.12345678\nlongitude: 1.5\n"
TEXT = "name: Drop-in\nlocations: {at: hall, schedules: Mondays 9am to 5pm}\ncost_options: free\n"


def collection(files: dict[str, str]) -> dict[str, Any]:
    return json.loads(exported(build({SERVICE: TEXT, **files}))[GEOJSON])  # type: ignore[no-any-return]


def test_a_service_at_a_place() -> None:
    made = collection({"locations/hall": HALL + AT})
    (feature,) = made["features"]
    service = build({SERVICE: TEXT}).services[SERVICE]
    assert feature["id"] == service.places[0].hsds.id
    assert feature["geometry"] == {"type": "Point", "coordinates": [1.5, 52.123457]}
    assert made["bbox"] == [1.5, 52.123457, 1.5, 52.123457]
    told = feature["properties"]
    assert (told["name"], told["organization"], told["place"]) == ("Drop-in", "Lunch Club", "Hall")
    assert told["address"] == "Mill Lane, Eastbrook NR99 1AB"
    assert (told["times"], told["cost"]) == ("Mondays 9am to 5pm", "Free")
    assert told["service_id"] == service.hsds.id
    assert all(isinstance(value, str) and value for value in told.values())


def test_the_licence_goes_with_it() -> None:
    made = collection({"locations/hall": HALL + AT})
    assert made["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert made["attribution"] == "Eastbrook Voluntary Action"


@pytest.mark.parametrize(
    "hall",
    [
        HALL,
        "name: Hall\nvisibility: area-only\nnear: Eastbrook\n",
        "name: Hall\nvisibility: confidential\n",
    ],
    ids=["no coordinates", "area-only", "confidential"],
)
def test_what_has_no_point_for_everybody_is_not_on_the_map(hall: str) -> None:
    made = collection({"locations/hall": hall})
    assert made["features"] == []
    assert "bbox" not in made


def test_a_hidden_place_is_not_on_the_map_even_if_somebody_left_its_coordinates() -> None:
    directory = build({SERVICE: TEXT, "locations/hall": HALL + AT})
    directory.locations["locations/hall"].visibility = "confidential"
    assert json.loads(exported(directory)[GEOJSON])["features"] == []


@pytest.mark.parametrize("read", [read_demonstration, read_whole])
def test_others_take_it_for_geojson(read: Any) -> None:
    directory = read()
    made: FeatureCollection[Any] = FeatureCollection.model_validate_json(exported(directory)[GEOJSON])
    assert made.features
    for feature in made.features:
        assert isinstance(feature.geometry, Point)
        longitude, latitude = feature.geometry.coordinates[:2]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    bounds = directory.settings.bounds
    if bounds is not None:
        assert made.bbox is not None
        west, south, east, north = made.bbox[:4]
        assert bounds.hold(south, west)
        assert bounds.hold(float(north), float(east))


def test_others_would_find_a_fault() -> None:
    content = exported(build({SERVICE: TEXT, "locations/hall": HALL + AT}))[GEOJSON]
    with pytest.raises(ValueError, match="coordinates"):
        FeatureCollection.model_validate_json(content.replace(b"[1.5,52.123457]", b'["east"]'))
