"""Dockerfile and docker-compose.yml: what they set exists, and their parts agree with each other."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import Settings, known_variables

ROOT = Path(__file__).parents[1]
MANDATORY = {"KITH_STORE", "KITH_STATE", "KITH_HOST", "KITH_PORT"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def _environment_of(dockerfile: str) -> dict[str, str]:
    return dict(re.findall(r"\b(KITH_\w+)=(\S+)", dockerfile))


def _settings(environment: dict[str, str]) -> Settings:
    """Read the values as the service would, files of secrets left aside."""
    plain = {name: value for name, value in environment.items() if not name.endswith("_FILE")}
    return Settings(**{name.removeprefix("KITH_").lower(): value for name, value in plain.items()})  # type: ignore[arg-type]


def test_every_setting_of_the_service_exists_and_fits(compose: dict[str, Any]) -> None:
    environment = compose["services"]["kith"]["environment"]
    assert [name for name in environment if name not in known_variables()] == []
    assert set(environment) >= MANDATORY
    assert all(isinstance(value, str) for value in environment.values()), "YAML would reshape a bare number"
    settings = _settings(environment)
    assert settings.host == "0.0.0.0", "inside a container, loopback reaches nobody"  # noqa: S104


def test_every_setting_of_the_image_exists_and_fits(dockerfile: str) -> None:
    environment = _environment_of(dockerfile)
    assert [name for name in environment if name not in known_variables()] == []
    assert set(environment) == MANDATORY
    settings = _settings(environment)
    assert settings.store.startswith("sqlite:////data/")
    assert settings.state is not None
    assert settings.state.is_relative_to("/data")


def test_no_secret_is_written_down(compose: dict[str, Any], dockerfile: str) -> None:
    kith, neo4j = compose["services"]["kith"], compose["services"]["neo4j"]
    assert "KITH_NEO4J_PASSWORD" not in kith["environment"]
    assert "KITH_NEO4J_PASSWORD" not in _environment_of(dockerfile)
    assert "NEO4J_AUTH" not in neo4j["environment"]
    assert kith["environment"]["KITH_NEO4J_PASSWORD_FILE"] == f"/run/secrets/{kith['secrets'][0]}"
    assert neo4j["environment"]["NEO4J_AUTH_FILE"] == f"/run/secrets/{neo4j['secrets'][0]}"
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "secrets/" in ignored
    for secret in compose["secrets"].values():
        assert secret["file"].startswith("secrets/")


def test_ports_agree(compose: dict[str, Any], dockerfile: str) -> None:
    kith = compose["services"]["kith"]
    port = kith["environment"]["KITH_PORT"]
    assert kith["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f":{port}/readyz" in kith["healthcheck"]["test"][-1]
    assert re.findall(r"^EXPOSE (\d+)$", dockerfile, re.MULTILINE) == [_environment_of(dockerfile)["KITH_PORT"]]
    assert int(port) == Settings.model_fields["port"].default


def test_nothing_is_published_beyond_this_machine(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for published in service["ports"]:
            assert published.startswith("127.0.0.1:")


def test_the_store_is_the_neo4j_beside_it(compose: dict[str, Any]) -> None:
    services = compose["services"]
    store = services["kith"]["environment"]["KITH_STORE"]
    assert re.fullmatch(r"bolt://neo4j:(\d+)", store), "bolt:// never routes: the server stands alone"
    assert any(published.endswith(f":{store.rsplit(':', 1)[1]}") for published in services["neo4j"]["ports"])
    assert services["neo4j"]["image"] == "${NEO4J_IMAGE:-neo4j:5.26-community}"
    assert services["kith"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


def test_what_is_used_is_declared(compose: dict[str, Any]) -> None:
    for kind in ("volumes", "secrets"):
        used = {entry.split(":")[0] for service in compose["services"].values() for entry in service[kind]}
        assert used == set(compose[kind])


def test_both_services_are_watched_and_the_image_is_too(compose: dict[str, Any], dockerfile: str) -> None:
    for service in compose["services"].values():
        assert service["healthcheck"]["test"][0] == "CMD"
    check = re.search(r"HEALTHCHECK .*?CMD (\[.*\])", dockerfile)
    assert check is not None
    program = json.loads(check[1])
    assert program[:2] == ["python", "-c"]
    assert "/readyz" in program[2]
    compile(program[2], "health check", "exec")
    compile(compose["services"]["kith"]["healthcheck"]["test"][-1], "health check", "exec")


def test_the_service_can_write_nowhere_but_in_its_volume(compose: dict[str, Any], dockerfile: str) -> None:
    kith = compose["services"]["kith"]
    assert kith["read_only"] is True
    assert [volume.split(":")[1] for volume in kith["volumes"]] == ["/data"]
    assert kith["environment"]["KITH_STATE"].startswith("/data/")
    assert re.search(r"^USER kith$", dockerfile, re.MULTILINE)
    assert re.search(r"^VOLUME /data$", dockerfile, re.MULTILINE)


def test_the_image_is_built_from_all_rooms_and_from_files_that_exist(dockerfile: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    copied = {
        name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE) for name in line.split()
    }
    assert rooms <= copied
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == let_in
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_service_is_open_to_nobody_until_somebody_says_so(compose: dict[str, Any], dockerfile: str) -> None:
    assert "KITH_OPEN" not in compose["services"]["kith"]["environment"]
    assert "KITH_OPEN" not in _environment_of(dockerfile)
    assert not Settings.model_fields["open"].default


def test_the_image_builds_behind_a_mirror_or_a_proxy(compose: dict[str, Any], dockerfile: str) -> None:
    """Each stage begins with the base image asked for; what pip reads is known where it runs, and only there."""
    arguments, *stages = re.split(r"^FROM ", dockerfile, flags=re.MULTILINE)
    assert re.search(r"^ARG BASE_IMAGE=python:3\.\d+-slim$", arguments, re.MULTILINE)
    assert [stage.split()[0] for stage in stages] == ["${BASE_IMAGE}", "${BASE_IMAGE}"]
    build, run = stages
    of_pip = {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_TRUSTED_HOST", "PIP_CERT"}
    assert set(re.findall(r"^ARG (\w+)$", build, re.MULTILINE)) == of_pip, "none has a default"
    assert max(match.end() for match in re.finditer(r"^ARG .*$", build, re.MULTILINE)) < build.index("pip install")
    assert "pip install" not in run
    assert not re.search(r"^(ARG|ENV) .*(PIP_|PROXY)", run, re.MULTILINE)
    of_docker = {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}  # known to Docker in every stage without an ARG
    assert set(compose["services"]["kith"]["build"]["args"]) == {"BASE_IMAGE", *of_pip, *of_docker}
