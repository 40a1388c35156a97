"""A mapping as commented YAML."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

WIDEST = 10_000
"""Characters of a line; values are never broken."""

HEAD = """\
# Туған жер атласы: файл бағандарының қабат өрістеріне сәйкестігі
# Атлас «Туған жер»: соответствие столбцов файла полям слоя
# Tugan Zher Atlas: which columns of a file fill which fields of a layer
"""
COMMENTS = {
    "source": "дерек көзі · источник данных · where the rows are from",
    "sheet": "парақ немесе қабат · лист или слой · sheet or layer of the file",
    "crs": "координат жүйесі · система координат · reference system",
    "key": "жолдың тұрақты кілті · постоянный ключ строки · column with the lasting key of a row",
    "matches": "wait: адам шешеді · решает человек · a person decides; same; different",
    "columns": "өріс: баған («» — бос қалады) · поле: столбец · field: column",
    "constants": "өріс: барлық жолға мән · поле: значение всех строк · field: value of all rows",
    "terms": "өріс: {файлдағы мән: код} · поле: {значение: код} · field: {value: code}",
}
"""What each entry holds; those not named here speak for themselves."""


def mapping_text(mapping: Mapping[str, Any]) -> str:
    """The YAML of `SavedMapping.as_json`, entries in the order given."""
    return HEAD + "".join(_entries(mapping))


def _entries(mapping: Mapping[str, Any]) -> Iterator[str]:
    for name, value in mapping.items():
        if name in COMMENTS:
            yield f"\n# {COMMENTS[name]}\n"
        yield yaml.safe_dump(
            {name: value},
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=WIDEST,
        )
