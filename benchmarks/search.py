"""What does a search by name cost against a plain scan of the names?"""

from collections.abc import Iterator

from benchmarks.comparison import Comparison, medians_ms
from benchmarks.prepared import Atlas
from core.access.caller import STRANGER
from core.database.engine import transaction
from layers.reading.search.search import search

TYPED = {
    "inflected": "кесенелеріміз",
    "misspelt": "туркстан",
    "exact": "Түркістан облысы",
    "name and region": "мавзолей туркестан",
    "number": "8245-1",
}
SCAN = """
SELECT layer, ref, name_kk, name_ru, name_en FROM search_entries
WHERE name_kk ILIKE %s OR name_ru ILIKE %s OR name_en ILIKE %s
"""


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """Typical queries; the scan finds only what is written letter by letter."""
    for kind, typed in TYPED.items():

        def ours(typed: str = typed) -> int:
            with transaction(atlas.sessions) as session:
                return len(search(session, atlas.catalogue, STRANGER, typed))

        def other(pattern: str = f"%{typed}%") -> int:
            return len(atlas.rows(SCAN, pattern, pattern, pattern))

        times = medians_ms(ours, other)
        yield Comparison(
            f"search «{typed}» ({kind})",
            f"atlas, {ours()} found",
            times[0],
            f"ILIKE scan, {other()} found",
            times[1],
        )
