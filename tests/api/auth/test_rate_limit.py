"""Rate limit: a bucket of cost for each caller, and what a question costs over HTTP."""

from itertools import count
from pathlib import Path

import httpx
import pytest

from api.auth.address import rated_address
from api.auth.rate_limit import RateLimit
from api.auth.role import Role
from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.patience import service_limits

MAP = '{ relationshipMap(around: ["x:1"], limit: 200) { people { x } } }'
SMALL = "{ overview { people } }"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_what_is_taken_comes_back_at_the_rate(clock: Clock) -> None:
    rate_limit = RateLimit(100, 10, clock)
    assert [rate_limit.take("ada", 60), rate_limit.take("ada", 60), rate_limit.take("ada", 40)] == [0, 2, 0]
    assert rate_limit.take("ada", 1) == 1
    clock.seconds += 0.1
    assert rate_limit.take("ada", 1) == 0
    clock.seconds += 1_000
    assert [rate_limit.take("ada", 100), rate_limit.take("ada", 1)] == [0, 1]


def test_waiting_as_long_as_said_is_enough(clock: Clock) -> None:
    rate_limit = RateLimit(100, 7, clock)
    rate_limit.take("ada", 100)
    wait = rate_limit.take("ada", 50)
    clock.seconds += wait
    assert rate_limit.take("ada", 50) == 0


def test_one_caller_takes_nothing_from_another(clock: Clock) -> None:
    rate_limit = RateLimit(100, 10, clock)
    assert [rate_limit.take("ada", 100), rate_limit.take("ben", 100), rate_limit.take("ada", 1)] == [0, 0, 1]


def test_a_cost_above_the_bucket_takes_all_of_it(clock: Clock) -> None:
    rate_limit = RateLimit(100, 10, clock)
    assert [rate_limit.take("ada", 1_000), rate_limit.take("ada", 1_000)] == [0, 10]


def test_no_rate_is_no_limit(clock: Clock) -> None:
    rate_limit = RateLimit(100, 0, clock)
    assert {rate_limit.take("ada", 10_000) for _ in range(100)} == {0}


def test_many_callers_take_no_more_memory_than_some(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.auth.rate_limit.MOST_PRINCIPALS", 10)
    rate_limit = RateLimit(100, 10, clock)
    for number in range(100):
        rate_limit.take(f"caller {number}", 100)
    assert len(rate_limit._levels) == 10
    assert rate_limit.take("caller 99", 1) == 1
    assert rate_limit.take("caller 0", 1) == 0


def test_a_whole_network_of_version_six_is_one_caller() -> None:
    assert rated_address("2001:db8::1") == rated_address("2001:db8::2:3") != rated_address("2001:db8:0:1::1")
    assert rated_address("::ffff:192.0.2.7") == rated_address("192.0.2.7") != rated_address("192.0.2.8")
    assert rated_address("testclient") == rated_address(None)


def slow(workspace: Workspace) -> Workspace:
    """The same store behind a low rate limit: 20,000 at once, of which nearly nothing comes back."""
    rate = {"rate_burst": 20_000, "rate_per_second": 0.001}
    narrow = read_settings(store=workspace.settings.store, **service_limits(), **rate)
    return Workspace(narrow)


NUMBERS = count()


def sent(client: Client, query: str, **headers: str) -> httpx.Response:
    """Ask; a variable that nothing uses makes it another question each time, whose answer is not kept."""
    body = {"query": query, "variables": {"n": next(NUMBERS)}}
    return client.send("POST", "/graphql", json=body, headers=headers)


def test_an_answer_that_is_kept_costs_one(shared_village: Workspace) -> None:
    with slow(shared_village) as workspace:
        workspace.refresh()
        client = Client(workspace)
        for _ in range(200):
            assert client.send("POST", "/graphql", json={"query": MAP}).status_code == 200
        ((level, _),) = client.app.state.authenticator.rate_limit._levels.values()
        assert 20_000 - 301 - 199.1 < level < 20_000 - 301 - 198.9


def test_too_much_at_once_is_429_and_says_when_to_come_back(shared_village: Workspace) -> None:
    with slow(shared_village) as workspace:
        client = Client(workspace)
        answers = [sent(client, MAP) for _ in range(200)]
        codes = [answer.status_code for answer in answers]
        assert codes[0] == 200
        assert codes[-1] == 429
        assert codes == sorted(codes)
        assert codes.count(200) == 20_000 // (100 + 200 + 1)
        late = answers[-1]
        error = late.json()["errors"][0]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert int(late.headers["retry-after"]) == error["extensions"]["retryAfterSeconds"] > 0
        assert "ask again in" in error["message"]


def test_what_is_no_question_costs_something_too(shared_village: Workspace) -> None:
    with slow(shared_village) as workspace:
        client = Client(workspace)
        authenticator = client.app.state.authenticator
        assert sent(client, "{ nope").status_code == 200
        assert client.send("POST", "/graphql", content=b"[").status_code == 415
        ((level, _),) = authenticator.rate_limit._levels.values()
        assert 19_997.9 < level < 19_998.1
        authenticator.rate_limit.take("anonymous@127.0.0.1", 19_998)
        refused = client.send("POST", "/graphql", content=b"[")
        assert refused.status_code == 429
        assert refused.headers["retry-after"]


def test_each_key_has_a_bucket_of_its_own(own_village: Workspace) -> None:
    with slow(own_village) as workspace:
        first = Client(workspace)
        ring = first.app.state.authenticator.ring
        texts = [ring.create(name, Role.READER)[1] for name in ("ada", "ben")]
        ada, ben = (Client(workspace, text, first.app) for text in texts)
        while sent(ada, MAP).status_code == 200:
            pass
        assert sent(ada, MAP).status_code == 429
        assert sent(ben, MAP).status_code == 200


def test_by_default_a_page_may_be_drawn_many_times_over(client: Client) -> None:
    assert {sent(client, SMALL).status_code for _ in range(100)} == {200}


def test_a_bucket_holds_the_dearest_question_that_is_allowed(tmp_path: Path) -> None:
    from api.graphql.limits import MOST_COST
    from api.settings import Settings

    (least,) = (m.ge for m in Settings.model_fields["rate_burst"].metadata if hasattr(m, "ge"))
    assert least >= MOST_COST
