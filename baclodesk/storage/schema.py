"""Steps from each document schema to the next, run in memory when a document is opened.

A step takes and returns the tables as they lie in the store, changes nothing in place, needs no clock and no
chance, and leaves fields it does not know alone. What it made is written only by the next real save. To change
the schema: raise ``SCHEMA``, add the step under the number it starts from, keep a fixture of the old form.
"""

from collections.abc import Callable, Mapping
from typing import Any

Tables = dict[str, dict[str, dict[str, Any]]]
Step = Callable[[Tables], Tables]

SCHEMA = 1
STEPS: Mapping[int, Step] = {}


def migrated(tables: Tables, schema: int, steps: Mapping[int, Step] = STEPS, target: int = SCHEMA) -> Tables:
    """Return tables of ``schema`` as tables of ``target``; a higher schema is returned as it is."""
    for number in range(schema, target):
        tables = steps[number](tables)
    return tables
