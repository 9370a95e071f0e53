"""Text in UTF-8, as files hold it."""

import re
from typing import Final

from ingest.errors import RecordRejected

_SURROGATE: Final = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def text_of_bytes(content: bytes, what: str) -> str:
    r"""The text that bytes hold; lone surrogates stay, and cost a sign later. Raises RecordRejected for other bytes.

    >>> text_of_bytes("café".encode(), "line"), text_of_bytes(b"\xed\xa0\xbd", "line") == "\ud83d"
    ('café', True)
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        flaw = error
    try:
        if _SURROGATE.search(content):
            return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        flaw = error
    raise RecordRejected(
        f"byte {flaw.start + 1} of the {what} is no UTF-8 ({content[flaw.start]:#04x}); save the file as UTF-8"
    )
