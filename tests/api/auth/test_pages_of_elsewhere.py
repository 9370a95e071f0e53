"""Pages of elsewhere, in a browser of this machine: they find the open service here and may not ask it."""

from typing import Any

import pytest

from api.auth.role import Role
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.auth.entering import VIEWER, other_ring, refusal, sent, serving

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "http://kith.test:8000", "null", "http://[", "file://"]
)
def test_a_page_from_elsewhere_does_not_come_in_through_the_browser_of_this_machine(
    own_village: Workspace, origin: str
) -> None:
    # also one whose name was made to lead to this machine while it is open in a browser here
    client = Client(own_village)
    assert "page" in refusal(sent(client, origin=origin))["message"]
    _, text = other_ring(own_village).create("front end", Role.READER)
    assert sent(client, origin=origin, authorization=f"Bearer {text}").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("elsewhere.example:8000", "127.0.0.1.elsewhere.example", "kith.com.", "[::1", "kith.localhost"),
        *("kith.local", "kith.internal:8000", "kith.test", "box", "box:8000", "192.0.2.7", "[2001:db8::1]:8000"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_name_that_somebody_made_lead_here_opens_nothing(shared_village: Workspace, method: str, host: str) -> None:
    # a browser sends no Origin with a GET of the page's own site
    client = Client(shared_village)
    given: dict[str, Any] = {"params": {"query": VIEWER}} if method == "GET" else {"json": {"query": VIEWER}}
    assert "page" in refusal(client.send(method, "/graphql", headers={"host": host}, **given))["message"]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "127.8.8.8", "[::1]", "localhost:1", "LOCALHOST", "localhost.", ""])
def test_names_and_addresses_of_this_machine_alone_open_as_ever(shared_village: Workspace, host: str) -> None:
    assert sent(Client(shared_village), host=host).status_code == 200


def test_a_name_of_the_settings_opens_as_well(shared_village: Workspace) -> None:
    with serving(shared_village, hosts="Kith.local,box") as workspace:
        client = Client(workspace)
        for host in ("kith.local:8000", "BOX", "localhost"):
            assert sent(client, host=host, origin=f"http://{host}").status_code == 200
        for host in ("other.local", "a.kith.local", "boxes"):
            refusal(sent(client, host=host))
            refusal(sent(client, host="box", origin=f"http://{host}"))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 401), ("", 401), ("none", 200), ("same-origin", 200), ("same-site", 401)],
)
def test_a_request_that_another_site_had_a_browser_send_opens_nothing(
    own_village: Workspace, method: str, site: str, status: int
) -> None:
    # a picture or a link of a page, which comes without an Origin
    given: dict[str, Any] = {"params": {"query": VIEWER}} if method == "GET" else {"json": {"query": VIEWER}}
    client = Client(own_village)
    assert client.send(method, "/graphql", headers={"sec-fetch-site": site}, **given).status_code == status
    _, text = other_ring(own_village).create("front end", Role.READER)
    shown = Client(own_village, text, client.app)
    assert shown.send(method, "/graphql", headers={"sec-fetch-site": site}, **given).status_code == 200


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:3000", "http://[::1]:8000"])
def test_a_page_of_this_machine_comes_in(shared_village: Workspace, origin: str) -> None:
    assert sent(Client(shared_village), origin=origin).status_code == 200


def test_a_page_beside_a_name_of_the_settings_is_none_of_them(shared_village: Workspace) -> None:
    # evil.kith.local is of the same site as kith.local, and a picture in it has no Origin
    with serving(shared_village, hosts="kith.local") as workspace:
        client = Client(workspace)
        for site, status in (("same-site", 401), ("same-origin", 200), ("none", 200)):
            response = client.send(
                "GET", "/graphql", params={"query": VIEWER}, headers={"host": "kith.local", "sec-fetch-site": site}
            )
            assert response.status_code == status


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"]
)
def test_what_a_proxy_hands_on_is_not_asked_by_who_works_on_this_machine(own_village: Workspace, header: str) -> None:
    client = Client(own_village)
    message = refusal(sent(client, **{header: "198.51.100.7"}))["message"]  # with the Host rewritten to localhost
    assert header.lower() in message.lower()
    for way in ("kith keys create", "KITH_JWT_ISSUER", "KITH_OPEN=1"):
        assert way in message
    _, text = other_ring(own_village).create("front end", Role.READER)
    assert sent(client, **{header: "198.51.100.7"}, authorization=f"Bearer {text}").status_code == 200


def test_who_let_in_everybody_lets_in_those_behind_a_proxy_too(shared_village: Workspace) -> None:
    with serving(shared_village, open=True) as workspace:
        response = sent(Client(workspace), **{"x-forwarded-for": "198.51.100.7"})
        assert response.json()["data"]["viewer"]["role"] == "MEMBER"
