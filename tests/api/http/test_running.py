"""Running: what leans on the insides of others can be turned off by a setting, each by itself."""

import pytest

from api.http.event_loop import EventLoop
from api.http.operations.socket_timeouts import TimeoutProtocol
from api.http.running import uvicorn_options
from api.settings import read_settings


@pytest.mark.parametrize("used", [True, False])
def test_each_hook_has_a_setting(used: bool) -> None:
    with_loop = uvicorn_options(read_settings(frame_room=used))
    with_protocol = uvicorn_options(read_settings(socket_timeouts=used))
    assert with_loop["loop"] == (f"{EventLoop.__module__}:{EventLoop.__name__}" if used else "asyncio")
    assert with_protocol["http"] is (TimeoutProtocol if used else "h11")
    assert with_loop["http"] is TimeoutProtocol
