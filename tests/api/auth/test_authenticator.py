"""Authentication over HTTP: who comes in, who does not, and in whose name they decide."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.auth.authenticator import Authenticator
from api.auth.credentials import Credentials
from api.auth.key_text import new_text
from api.auth.role import Role
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.auth.entering import VIEWER, other_ring, refusal, sent, serving
from tests.patience import patience

pytestmark = pytest.mark.usefixtures("at_once")
OVERVIEW = "{ overview { people } }"
JUDGE = 'mutation { judge(left: "x:7", right: "crm:9", same: true, reason: "he said") { by } }'


def test_without_keys_this_machine_may_do_everything(own_village: Workspace) -> None:
    client = Client(own_village)
    assert client.data(VIEWER)["viewer"] == {"role": "ADMIN", "name": "tests", "person": None}
    assert client.data(JUDGE)["judge"] == {"by": "tests"}


def test_once_a_key_is_made_nobody_comes_in_without_one(own_village: Workspace) -> None:
    client = Client(own_village)
    client.data(VIEWER)
    key, text = other_ring(own_village).create("dashboard", Role.READER)
    said = refusal(sent(client))
    assert "kith keys create" in said["message"]
    assert said["header"] == 'Bearer realm="kith"'
    shown = Client(own_village, text, client.app)
    assert shown.data(VIEWER)["viewer"] == {"role": "READER", "name": "dashboard", "person": None}
    other_ring(own_village).revoke(key.id)
    assert refusal(sent(shown)) == {
        "message": f"the key {key.id} is revoked",
        "header": 'Bearer realm="kith", error="invalid_token"',
    }
    refusal(sent(client))  # revoking the last key opens nothing


def test_a_key_that_has_expired_opens_nothing(own_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    key, text = other_ring(own_village).create("dashboard", Role.READER, days=1)
    client = Client(own_village, text)
    client.data(VIEWER)

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=1, seconds=1)

    monkeypatch.setattr("api.auth.authenticator.datetime", Later)
    assert refusal(sent(client))["message"] == f"the key {key.id} has expired"


@pytest.mark.parametrize(
    "shown",
    [
        "Bearer",
        "Bearer ",
        "Bearer kith_",
        "Bearer nonsense",
        "Bearer a.b.c",
        pytest.param(f"Bearer {new_text('abcd2345')}", id="a key that was never made"),
        "Basic YTpi",
        "kith_",
        "Bearer " + "x" * 20_000,
    ],
)
def test_what_is_no_key_of_ours_is_refused(own_village: Workspace, shown: str) -> None:
    other_ring(own_village).create("dashboard", Role.READER)
    said = refusal(sent(Client(own_village), authorization=shown))
    assert said["header"].endswith('error="invalid_token"')
    assert shown[-20:] not in said["message"]


def test_a_wrong_key_is_refused_by_an_open_service_too(own_village: Workspace) -> None:
    client = Client(own_village)
    refusal(sent(client, authorization=f"Bearer {new_text('abcd2345')}"))
    refusal(sent(client, authorization="Bearer a.b.c"))
    assert sent(client, authorization="Basic YTpi").status_code == 200  # what a proxy asked for is not for us


def test_a_key_with_one_letter_changed_is_refused(own_village: Workspace) -> None:
    _, text = other_ring(own_village).create("dashboard", Role.READER)
    client = Client(own_village)
    assert sent(client, authorization=f"bearer {text}").status_code == 200
    assert (
        sent(client, authorization=f"Bearer {text[:20]}{'a' if text[20] != 'a' else 'b'}{text[21:]}").status_code == 401
    )


def test_who_may_not_come_in_is_not_even_listened_to(own_village: Workspace) -> None:
    other_ring(own_village).create("dashboard", Role.READER)
    client = Client(own_village)
    for given in ({"content": b"["}, {"json": {"query": "}{"}}, {"content": b"x", "headers": {"content-type": "a/b"}}):
        refusal(client.send("POST", "/graphql", **given))


@pytest.mark.parametrize("path", ["/", "/page.js", "/page.css", "/livez", "/readyz", "/version"])
def test_the_page_and_health_take_no_key(own_village: Workspace, path: str) -> None:
    other_ring(own_village).create("dashboard", Role.READER)
    assert Client(own_village).send("GET", path).status_code == 200


def test_a_service_for_others_is_closed_unless_it_is_said_to_be_open(own_village: Workspace) -> None:
    with serving(own_village, host="0.0.0.0") as workspace:  # noqa: S104
        refusal(sent(Client(workspace)))
    with serving(own_village, host="0.0.0.0", open=True) as workspace:  # noqa: S104
        client = Client(workspace)
        assert sent(client, origin="https://kith.example").status_code == 200
        assert client.data(VIEWER)["viewer"]["role"] == "MEMBER"
        error = client.error('mutation { erase(account: "x:1", reason: "told") { posts } }')
        assert error["code"] == "FORBIDDEN"
        other_ring(workspace).create("dashboard", Role.READER)
        refusal(sent(client))


def test_decisions_are_recorded_in_the_name_of_the_key(own_village: Workspace) -> None:
    own_village.decisions().add_us(["x:1"], key_relation())
    _, text = other_ring(own_village).create("nora", Role.MEMBER, account="x:1")
    client = Client(own_village, text)
    assert client.data(JUDGE)["judge"] == {"by": "nora"}
    assert client.data(VIEWER)["viewer"] == {"role": "MEMBER", "name": "nora", "person": {"name": "Ada Hill"}}


def key_relation() -> Any:
    from graph.model.account import Relation

    return Relation.COLLEAGUE


def test_a_colleague_who_is_gone_is_nobody(own_village: Workspace) -> None:
    _, text = other_ring(own_village).create("nora", Role.MEMBER, account="x:77")
    assert Client(own_village, text).data(VIEWER)["viewer"]["person"] is None


def test_the_last_use_is_written_down_and_keeps_nobody_waiting(own_village: Workspace) -> None:
    key, text = other_ring(own_village).create("dashboard", Role.READER)
    authenticator = Authenticator(own_village.settings, lambda: own_village.state_folder)
    before = datetime.now(UTC)

    async def coming_in_twice() -> datetime | None:
        for _ in range(2):
            await authenticator.admit(Credentials(f"Bearer {text}"))
        assert len(authenticator._notes) == 1
        await asyncio.wait_for(asyncio.gather(*authenticator._notes), patience(30))
        return other_ring(own_village).keys()[key.id].used_at

    used = asyncio.run(coming_in_twice())
    assert used is not None
    assert before <= used <= datetime.now(UTC)


def test_a_folder_that_cannot_be_written_keeps_nobody_out(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _, text = other_ring(own_village).create("dashboard", Role.READER)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.auth.key_file.KeyFile._replace", full)
    assert Client(own_village, text).data(VIEWER)["viewer"]["role"] == "READER"
    assert text not in caplog.text


def test_keys_that_cannot_be_read_let_nobody_in_and_say_that_it_is_not_their_fault(own_village: Workspace) -> None:
    (own_village.state_folder / "keys.json").write_text("{")
    response = sent(Client(own_village))
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_READY"
    assert str(own_village.state_folder) not in response.text


def test_whether_somebody_would_still_come_in(own_village: Workspace) -> None:
    authenticator = Authenticator(own_village.settings, lambda: own_village.state_folder)

    def admitted(token: str | None) -> Any:
        return asyncio.run(authenticator.admit(Credentials(token and f"Bearer {token}")))

    nobody = admitted(None)
    assert authenticator.holds(nobody)
    key, text = other_ring(own_village).create("dashboard", Role.READER, days=1)
    assert not authenticator.holds(nobody)
    reader = admitted(text)
    assert authenticator.holds(reader)
    other_ring(own_village).revoke(key.id)
    assert not authenticator.holds(reader)


def test_an_answer_that_is_kept_is_given_to_nobody_else_in_its_place(own_village: Workspace) -> None:
    app = Client(own_village).app
    named = [*Role, Role.READER, Role.ADMIN]
    keys = [other_ring(own_village).create(f"key {place}", role)[1] for place, role in enumerate(named)]
    for _ in range(2):
        for place, text in enumerate(keys):
            client = Client(own_village, text, app)
            assert client.data("{ viewer { name } overview { people } }")["viewer"] == {"name": f"key {place}"}
            assert client.data(OVERVIEW)
    assert len({key[: key.index(b"[")] for key in own_village.answers._entries}) == len(Role)
    refusal(sent(Client(own_village, app=app), OVERVIEW))


def test_an_answer_that_is_kept_costs_what_a_request_does(own_village: Workspace) -> None:
    client = Client(own_village)
    authenticator = client.app.state.authenticator
    levels = []
    authenticator.rate_limit._clock = lambda: 0.0
    for _ in range(3):
        client.data("{ influencers(first: 50) { edges { node { rank } } } }")
        levels.append(next(iter(authenticator.rate_limit._levels.values()))[0])
    assert levels[0] - levels[1] == levels[1] - levels[2] == 1


def test_no_answer_and_no_log_line_holds_a_key(own_village: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    key, text = other_ring(own_village).create("dashboard", Role.READER)
    client = Client(own_village, text)
    said = sent(client).text
    other_ring(own_village).revoke(key.id)
    said += sent(client).text + caplog.text
    assert text.split("_")[2] not in said
    assert key.digest not in said
