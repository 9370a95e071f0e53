"""Answers as data frames: the rows that `--json` prints, with where they come from beside them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd


def frame_of(rows: Sequence[Mapping[str, Any]], facts: Mapping[str, Any], index: str | None = None) -> pd.DataFrame:
    """Rows as a data frame, moments as times in UTC; `facts`, such as where the rows come from, in its `attrs`.

    >>> frame = frame_of([{"rank": 1, "name": "Ada"}], {"people": 2}, index="rank")
    >>> frame.loc[1, "name"], frame.attrs
    ('Ada', {'people': 2})
    """
    frame = pd.DataFrame.from_records([*rows])
    for name in frame.columns:
        if any(isinstance(value, datetime) for value in frame[name]):
            frame[name] = pd.to_datetime(frame[name], utc=True)
    if index is not None and index in frame:
        frame = frame.set_index(index)
    frame.attrs.update(facts)
    return frame
