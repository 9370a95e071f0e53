"""Running: what leans on the insides of others can be turned off by a setting, each by itself."""

import pytest

from api.bad_setting import BadSetting
from api.http.event_loop import EventLoop
from api.http.operations.socket_timeouts import CountedWebSocket, TimeoutProtocol
from api.http.running import uvicorn_options
from api.settings import read_settings


@pytest.mark.parametrize("used", [True, False])
def test_each_hook_has_a_setting(used: bool) -> None:
    with_loop = uvicorn_options(read_settings(frame_room=used))
    with_protocol = uvicorn_options(read_settings(socket_timeouts=used))
    assert with_loop["loop"] == (f"{EventLoop.__module__}:{EventLoop.__name__}" if used else "asyncio")
    assert with_protocol["http"] is (TimeoutProtocol if used else "h11")
    assert with_loop["http"] is TimeoutProtocol
    assert with_protocol["ws"] == (CountedWebSocket if used else "auto")


@pytest.mark.parametrize("proxies", ["", "10.0.0.0/8,127.0.0.1"])
def test_what_a_proxy_says_is_taken_from_those_that_are_named(proxies: str) -> None:
    options = uvicorn_options(read_settings(proxies=proxies))
    assert options["forwarded_allow_ips"] == proxies
    assert options["proxy_headers"] is bool(proxies)


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"KITH_PROXIES: expected addresses or networks .* got 'front'"):
        read_settings(proxies="127.0.0.1,front")
