"""Service requests of Open311 GeoReport v2 as XML; as JSON they are a plain list of records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from core.text import Text
from ingest.reading.json.json_records import record_table
from ingest.reading.table.map_rows import MapTable
from ingest.reading.xml.xml_text import BROKEN_XML, WITH_DOCTYPE
from ingest.rows.table import UnreadableFileError

ROOT = "service_requests"
RECORD_DEPTH = 2
BLOCK = 1 << 16

OTHER_XML = Text(
    "XML ішінен тек Open311 өтінімдері (service_requests) оқылады",
    "из XML читаются только заявки Open311 (service_requests)",
    "of XML only requests of Open311 (service_requests) are read",
)


def requests_table(path: Path) -> MapTable:
    """The requests of the file, a column for each element. Raises UnreadableFileError.

    The standard's names stand: `service_request_id`, `status`, `service_name`, `description`,
    `requested_datetime`, `lat`, `long`, `address`, `media_url` and others.
    """
    return record_table(lambda: _requests(path), path.name)


def _requests(path: Path) -> Iterator[dict[str, str]]:
    """The requests one by one; no entity but those of XML itself is ever resolved."""
    reading = _Reading(path.name)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text.append
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                parser.Parse(block, False)  # noqa: FBT003 - expat takes no names
                yield from reading.finished()
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableFileError(path.name, BROKEN_XML) from error


@dataclass
class _Reading:
    """What has been read of a file so far."""

    name: str
    path: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    record: dict[str, str] = field(default_factory=dict)
    records: list[dict[str, str]] = field(default_factory=list)

    def doctype(self, *_: object) -> None:
        raise UnreadableFileError(self.name, WITH_DOCTYPE)

    def start(self, element: str, _: dict[str, str]) -> None:
        if not self.path and element != ROOT:
            raise UnreadableFileError(self.name, OTHER_XML)
        self.path.append(element)
        self.text.clear()

    def end(self, _: str) -> None:
        words = " ".join("".join(self.text).split()) if len(self.path) > RECORD_DEPTH else ""
        if words:
            column = "/".join(self.path[RECORD_DEPTH:])
            before = self.record.get(column)
            self.record[column] = f"{before}, {words}" if before else words
        if len(self.path) == RECORD_DEPTH:
            self.records.append(self.record)
            self.record = {}
        self.path.pop()
        self.text.clear()

    def finished(self) -> list[dict[str, str]]:
        """The records that have come to their end since the last call."""
        done, self.records = self.records, []
        return done
