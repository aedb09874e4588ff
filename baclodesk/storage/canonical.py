"""One way of writing a value as JSON bytes, and a refusal of every value that would not come back equal."""

import json
from typing import Any

from baclodesk.storage.errors import Unstorable

type_problem = (TypeError, ValueError, RecursionError)


def dump(value: Any) -> bytes:
    """Return the canonical UTF-8 JSON of value: sorted keys, no spaces, finite numbers only.

    Raises Unstorable when reading the bytes back would not give an equal value: other keys than text, tuples,
    not-a-number, half of a surrogate pair, nesting without end.
    """
    try:
        data = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
        same = json.loads(data) == value
    except type_problem as problem:
        raise Unstorable(type(problem).__name__) from None
    if not same:
        raise Unstorable("would come back different")
    return data


def load(data: bytes) -> Any:
    """Return the value in data; raises Unstorable when data is not JSON in UTF-8."""
    try:
        return json.loads(data.decode())
    except type_problem as problem:
        raise Unstorable(type(problem).__name__) from None
