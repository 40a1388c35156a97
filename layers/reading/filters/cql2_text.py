"""CQL2 text turned into CQL2 JSON.

A grammar of OGC 21-065r2 without arithmetic. pygeofilter's own text parser (0.4) is not used: it
gives AND and OR the same rank and knows neither doubled quotes nor the temporal functions. The
package `cql2` (0.6) is not used either: ADR 0033.
"""

from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from core.errors import AtlasError
from core.text import Text

Json = Any  # a JSON value as json.loads gives it

GRAMMAR = r"""
?start: condition
?condition: conjunction ("OR"i conjunction)* -> disjunction
?conjunction: factor ("AND"i factor)* -> conjunction
?factor: primary | "NOT"i primary -> negation
?primary: predicate | "(" condition ")" | BOOLEAN -> boolean
?predicate: scalar COMPARISON scalar -> comparison
    | scalar "LIKE"i scalar -> like
    | scalar "NOT"i "LIKE"i scalar -> not_like
    | scalar "BETWEEN"i scalar "AND"i scalar -> between
    | scalar "NOT"i "BETWEEN"i scalar "AND"i scalar -> not_between
    | scalar "IN"i list -> among
    | scalar "NOT"i "IN"i list -> not_among
    | scalar "IS"i "NULL"i -> null
    | scalar "IS"i "NOT"i "NULL"i -> not_null
    | RELATION "(" operand "," operand ")" -> relation
?operand: scalar | geometry | list | interval
?scalar: property
    | TEXT -> text
    | NUMBER -> number
    | BOOLEAN -> boolean
    | "CASEI"i "(" scalar ")" -> folded
    | "DATE"i "(" TEXT ")" -> day
    | "TIMESTAMP"i "(" TEXT ")" -> timestamp
property: NAME -> named
    | QUOTED -> quoted
list: "(" (scalar ("," scalar)*)? ")" -> listed
interval: "INTERVAL"i "(" TEXT "," TEXT ")"
geometry: SHAPE "Z"i? coordinates -> shape
    | BOX "(" NUMBER ("," NUMBER)* ")" -> box
coordinates: "(" member ("," member)* ")"
?member: coordinates
    | NUMBER+ -> position

COMPARISON: "<>" | "<=" | ">=" | "=" | "<" | ">"
RELATION.2: /[sta]_[a-z]+(?=\s*\()/i
SHAPE.2: /(multi)?(point|linestring|polygon)(?=\s*z?\s*\()/i
BOX.2: /bbox(?=\s*\()/i
BOOLEAN.2: /(true|false)(?![a-z0-9_.:])/i
NAME: /[a-z_][a-z0-9_.:]*/i
QUOTED: /"([^"]|"")+"/
TEXT: /'([^']|'')*'/
NUMBER: /[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?/i
%import common.WS
%ignore WS
"""

LONGEST_WHOLE_NUMBER = 308
"""Digits; longer ones are no numbers of PostgreSQL either, and are refused as such."""
POINT, MULTIPOINT = "Point", "MultiPoint"
SHAPES = {
    "point": POINT,
    "linestring": "LineString",
    "polygon": "Polygon",
    "multipoint": MULTIPOINT,
    "multilinestring": "MultiLineString",
    "multipolygon": "MultiPolygon",
}


class FilterSyntaxError(AtlasError):
    """A filter that is not CQL2; `position` counts characters from 1."""

    phrase = Text(
        "Сүзгі {position}-таңбадан бастап оқылмады: {value}",
        "Фильтр не читается с символа {position}: {value}",
        "The filter cannot be read from character {position} on: {value}",
    )


def json_of_text(text: str) -> Json:
    """The CQL2 JSON of CQL2 text. Raises FilterSyntaxError with the place of the error."""
    try:
        return PARSER.parse(text)
    except UnexpectedInput as error:
        token = getattr(error, "token", None)
        ended = token is not None and token.type == "$END"
        at = len(text) if ended else error.pos_in_stream or 0
        rest = text[at : at + 30] or "…"
        raise FilterSyntaxError(rest, field="filter", position=at + 1) from error


@v_args(inline=True)
class JsonBuilder(Transformer[Token, Json]):
    """Builds the JSON of each rule while the text is parsed; the rules say what each stands for."""

    # ruff: noqa: D102 - a method bears its rule's name and has nothing to add to it

    def disjunction(self, *parts: Json) -> Json:
        return _operation("or", *parts) if len(parts) > 1 else parts[0]

    def conjunction(self, *parts: Json) -> Json:
        return _operation("and", *parts) if len(parts) > 1 else parts[0]

    def negation(self, part: Json) -> Json:
        return _operation("not", part)

    def comparison(self, left: Json, operator: Token, right: Json) -> Json:
        return _operation(str(operator), left, right)

    def like(self, value: Json, pattern: Json) -> Json:
        return _operation("like", value, pattern)

    def not_like(self, value: Json, pattern: Json) -> Json:
        return self.negation(self.like(value, pattern))

    def between(self, value: Json, low: Json, high: Json) -> Json:
        return _operation("between", value, low, high)

    def not_between(self, value: Json, low: Json, high: Json) -> Json:
        return self.negation(self.between(value, low, high))

    def among(self, value: Json, options: Json) -> Json:
        return _operation("in", value, options)

    def not_among(self, value: Json, options: Json) -> Json:
        return self.negation(self.among(value, options))

    def null(self, value: Json) -> Json:
        return _operation("isNull", value)

    def not_null(self, value: Json) -> Json:
        return self.negation(self.null(value))

    def relation(self, name: Token, left: Json, right: Json) -> Json:
        return _operation(name.lower(), left, right)

    def folded(self, value: Json) -> Json:
        return _operation("casei", value)

    def named(self, name: Token) -> Json:
        return {"property": str(name)}

    def quoted(self, name: Token) -> Json:
        return {"property": name[1:-1].replace('""', '"')}

    def text(self, token: Token) -> Json:
        return _unquoted(token)

    def number(self, token: Token) -> Json:
        is_whole = token.lstrip("+-").isdecimal() and len(token) <= LONGEST_WHOLE_NUMBER
        return int(token) if is_whole else float(token)

    def boolean(self, token: Token) -> Json:
        return token.lower() == "true"

    def day(self, token: Token) -> Json:
        return {"date": _unquoted(token)}

    def timestamp(self, token: Token) -> Json:
        return {"timestamp": _unquoted(token)}

    def interval(self, since: Token, until: Token) -> Json:
        return {"interval": [_unquoted(since), _unquoted(until)]}

    def listed(self, *entries: Json) -> Json:
        return [*entries]

    def position(self, *numbers: Token) -> Json:
        return [float(number) for number in numbers]

    def coordinates(self, *members: Json) -> Json:
        return [*members]

    def box(self, _name: Token, *corners: Token) -> Json:
        return {"bbox": [float(corner) for corner in corners]}

    def shape(self, name: Token, coordinates: Json) -> Json:
        kind = SHAPES[name.lower()]
        if kind == POINT and len(coordinates) == 1:
            coordinates = coordinates[0]
        if kind == MULTIPOINT:
            coordinates = [m[0] if isinstance(m[0], list) else m for m in coordinates]
        return {"type": kind, "coordinates": coordinates}


def _operation(name: str, *arguments: Json) -> Json:
    return {"op": name, "args": [*arguments]}


def _unquoted(token: Token) -> str:
    return token[1:-1].replace("''", "'")


PARSER = Lark(GRAMMAR, parser="lalr", transformer=JsonBuilder())
