"""Under which terms what we give away may be used again; the same sources as in the imprint."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Licence:
    name: str
    url: str
    attribution: str
    """whom to name"""
    covers: str
    """which fields of an answer it is about"""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def in_short(self) -> str:
        return f"{self.name} ({self.covers}; {self.attribution})"


EUPL = "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"
DL_DE = "https://www.govdata.de/dl-de/by-2-0"

OWN = Licence("EUPL-1.2", EUPL, "welcome.RUHR", "all fields")
"""What this project put together itself stands under the licence of its repository."""

OTHERWISE_OWN = Licence("EUPL-1.2", EUPL, "welcome.RUHR", "all other fields")

REGISTER = Licence(
    "dl-de/by-2-0",
    DL_DE,
    "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis; selection by welcome.RUHR",
    "municipalities: ags, name, kind, district, area_km2, latitude, longitude",
)
AGENCIES = Licence(
    REGISTER.name,
    REGISTER.url,
    REGISTER.attribution,
    "employment agencies: name, serves",
)
CENSUS = Licence(
    "dl-de/by-2-0",
    DL_DE,
    "Statistische Ämter des Bundes und der Länder, Zensus 2022; selection by welcome.RUHR",
    "municipalities: population, population_on",
)
POSTCODES = Licence(
    "ODbL-1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/",
    "© OpenStreetMap contributors",
    "municipalities: postcodes",
)
FOUND_BY_POSTCODE = Licence(POSTCODES.name, POSTCODES.url, POSTCODES.attribution, "what a postcode leads to")
BORDERS = Licence(
    "GeoNutzV",
    "https://www.gesetze-im-internet.de/geonutzv/",
    "GeoBasis-DE / BKG; data changed by welcome.RUHR",
    "municipalities: neighbours, tile",
)

OF_OWN_DATA = (OWN,)
OF_OFFICES = (AGENCIES, OTHERWISE_OWN)
OF_MUNICIPALITIES = (REGISTER, CENSUS, POSTCODES, BORDERS, OTHERWISE_OWN)
OF_PLACES = (REGISTER, FOUND_BY_POSTCODE, OTHERWISE_OWN)
OF_ANSWERS = (REGISTER, AGENCIES, FOUND_BY_POSTCODE, OTHERWISE_OWN)
