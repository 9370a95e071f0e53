"""Metrics: what is counted, what is told of the store, and who may see it."""

import re
import subprocess
import sys
from pathlib import Path

from api.auth.role import Role
from api.http.operations.metrics import MEDIA_TYPE, Metrics
from api.workspace.workspace import Workspace
from graph.model.account import Account
from graph.port.batch import Batch
from tests.api.asking import Client


def value(text: str, name: str) -> float:
    """The value of a metric, by its name with its labels."""
    (result,) = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(result)


def exposed(client: Client) -> str:
    response = client.send("GET", "/metrics")
    assert (response.status_code, response.headers["content-type"]) == (200, MEDIA_TYPE)
    return response.text


def test_operations_errors_and_costs_are_counted(own_village: Workspace) -> None:
    client = Client(own_village)
    for _ in range(3):
        client.data("{ overview { people } }")
    client.ask("{ nope }")
    client.ask('{ person(id: "no such person") { id } posts(first: 0) { totalCount } }')
    text = exposed(client)
    assert value(text, 'kith_graphql_seconds_count{kept="no",operation="query"}') == 3
    assert value(text, 'kith_graphql_seconds_count{kept="yes",operation="query"}') == 2
    assert value(text, 'kith_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"}') == 1
    assert value(text, 'kith_graphql_errors_total{code="BAD_USER_INPUT"}') >= 1
    assert value(text, 'kith_http_requests_total{status="200"}') == 5
    assert value(text, "kith_graphql_cost_total") >= 1


def test_labels_are_never_what_a_client_chooses(own_village: Workspace) -> None:
    client = Client(own_village)
    client.data("query EvilName { overview { people } }")
    client.send("GET", "/evil-path")
    client.send("EVIL", "/graphql")
    assert "evil" not in exposed(client).lower()


def test_how_far_behind_the_findings_are(own_village: Workspace) -> None:
    client = Client(own_village)
    own_village.analysis()
    text = exposed(client)
    assert value(text, "kith_changes_behind") == 0
    assert 0 <= value(text, "kith_findings_age_seconds") < 600
    assert 0 <= value(text, "kith_last_load_age_seconds") < 600
    assert value(text, "kith_tombstones") == 0
    with own_village.store.writer("later") as writer:
        writer.write(Batch([Account(id="x:77", handle="later")]))
        writer.erase(["x:10"])
    text = exposed(client)
    assert value(text, "kith_changes_behind") > 0
    assert value(text, "kith_tombstones") > 0


def test_metrics_take_a_key_where_asking_does(own_village: Workspace) -> None:
    app = Client(own_village).app
    _, text = app.state.authenticator.ring.create("prometheus", Role.READER)
    refused = Client(own_village, app=app).send("GET", "/metrics")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="kith"')
    assert Client(own_village, text, app).send("GET", "/metrics").status_code == 200


def test_analyses_are_counted_by_their_end() -> None:
    metrics = Metrics()
    metrics.analysed("well")
    metrics.analysed("badly")
    metrics.analysed("well")
    text = metrics.exposed().decode()
    assert value(text, 'kith_analyses_total{end="well"}') == 2
    assert value(text, 'kith_analyses_total{end="badly"}') == 1


COUNTING = """
import sys
from pathlib import Path
from api.http.operations.metrics import Metrics
from api.settings import metrics_folder
metrics = Metrics(metrics_folder())
metrics.answered(200)
metrics.subscribed(2)
print("counted", flush=True)
sys.stdin.read()
metrics.end()
"""


class Worker:
    """A process that counts an answer and two subscriptions, and goes on to live."""

    def __init__(self, folder: Path) -> None:
        environment = {"PROMETHEUS_MULTIPROC_DIR": str(folder), "PYTHONPATH": ":".join(sys.path)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", COUNTING], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "counted\n"

    def end(self) -> None:
        """Let it end by itself."""
        self._process.communicate()

    def kill(self) -> None:
        """Take it away without a word."""
        self._process.kill()
        self._process.communicate()


def test_workers_count_together_and_what_is_open_ends_with_them(tmp_path: Path) -> None:
    asked = Metrics(tmp_path)

    def told() -> tuple[float, float]:
        text = asked.exposed().decode()
        return value(text, 'kith_http_requests_total{status="200"}'), value(text, "kith_subscribers")

    workers = [Worker(tmp_path) for _ in range(3)]
    try:
        assert told() == (3, 6)
        workers[0].end()
        assert told() == (3, 4)
        workers[1].kill()
        workers.append(Worker(tmp_path))  # as one begins in its place
        assert told() == (4, 4)
    finally:
        for worker in workers:
            worker.kill()
