"""Spending: what an answer turns out to hold counts as well, so that no list that asks for no number is endless."""

import asyncio
from collections.abc import Iterator
from typing import Any, Final

import pytest

from api.answers import watching
from api.auth.principal import Principal
from api.auth.role import Role
from api.errors import TooCostly
from api.graphql.limits import MOST_COST
from api.graphql.schema.context import Context
from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.village import KETTLE
from tests.patience import service_limits

HOURS = 'volume(bucket: HOUR, since: "2025-01-01T00:00:00Z", until: "2025-04-11T00:00:00Z") { at posts }'
"""A hundred days of hours."""


BURST: Final = 100_000


@pytest.fixture
def client(listening: Workspace) -> Iterator[Client]:
    """Behind a rate limit at which next to nothing comes back."""
    rate = {"rate_burst": BURST, "rate_per_second": 0.001}
    narrow = read_settings(store=listening.settings.store, **service_limits(), **rate)
    with Workspace(narrow) as workspace:
        workspace.refresh()
        yield Client(workspace)


def spent(client: Client) -> int:
    ((level, _),) = client.app.state.authenticator.rate_limit._levels.values()
    return round(BURST - float(level))


def test_points_of_a_volume_cost_what_there_are(client: Client) -> None:
    points = client.data(f'{{ watch(id: "{KETTLE.id}") {{ {HOURS} }} }}')["watch"]["volume"]
    assert len(points) == 2400
    assert spent(client) == 1 + (1 + 21) + 2400  # the request, watch and volume, and what it brought


def test_many_volumes_are_refused_before_all_of_them_are_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    def volume(*arguments: Any, **named: Any) -> list[watching.VolumePoint]:
        counted.append(1)
        return real(*arguments, **named)

    real = watching.volume
    monkeypatch.setattr(watching, "volume", volume)
    many = " ".join(f"v{number}: {HOURS}" for number in range(14))
    answer = client.ask(f'{{ watch(id: "{KETTLE.id}") {{ {many} }} }}')
    assert answer["data"] == {"watch": None}
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"TOO_COSTLY"}
    assert len(counted) == MOST_COST // 2400 + 1


def test_ties_of_a_map_cost_what_there_are(client: Client) -> None:
    answer = client.data('{ relationshipMap(around: ["x:5"]) { people { distance } ties { from } } }')[
        "relationshipMap"
    ]
    assert len(answer["ties"]) > 5
    assert spent(client) == 1 + 100 + 200 * 2 + len(answer["ties"])


def test_what_is_spent_counts_together_with_what_was_asked(shared_village: Workspace) -> None:
    context = Context(shared_village, Principal(Role.READER, "tests"))
    context.debit(MOST_COST - 10)
    context.spend(10)
    with pytest.raises(TooCostly, match="at most 20,000 objects"):
        context.spend(1)
    with pytest.raises(TooCostly):
        asyncio.run(context.ask(shared_village.analysis(), lambda analysis: analysis))
