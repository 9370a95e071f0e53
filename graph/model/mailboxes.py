"""E-mail addresses as keys: the form in which they are compared, and those that are nobody's in particular."""

from typing import Final

_SHARED: Final = """
    abuse accounts admin billing careers contact enquiries hello help helpdesk hi hr info inquiries jobs mail marketing
    media news newsletter no-reply noreply office orders partners postmaster pr press privacy sales security service
    shop social support team webmaster
"""
_PLACEHOLDERS: Final = """
    anonymous deleted demo do-not-reply donotreply dummy email empty example fake guest invalid mailer-daemon n.a na nil
    no no-email no-mail no.reply no_reply noemail nomail nobody none null sample somebody someone test tester testing
    undefined unknown user void x xx xxx
"""
_PLACEHOLDER_DOMAINS: Final = """
    noemail.com nomail.com none.com none.none nowhere.com null.com placeholder.com test.com test.test
"""

SHARED_MAILBOXES: Final = frozenset(_SHARED.split())
"""Names before the @ that many people read; such an e-mail joins nobody."""

PLACEHOLDERS: Final = frozenset(_PLACEHOLDERS.split())
"""Names before the @ that people and programs write where there is no address."""

PLACEHOLDER_DOMAINS: Final = frozenset(_PLACEHOLDER_DOMAINS.split())
"""What stands behind the @ of such addresses."""


def email_key(email: str | None) -> str | None:
    """Form in which e-mails are compared; None for none, for shared mailboxes and for placeholders.

    >>> email_key("Ada@Example.org "), email_key("info@example.org"), email_key("none@none.com")
    ('ada@example.org', None, None)
    """
    folded = email.strip().lower() if email else ""
    name, at, domain = folded.rpartition("@")
    if not (name and at and domain) or domain.endswith("invalid") or domain in PLACEHOLDER_DOMAINS:
        return None
    return None if name.partition("+")[0] in SHARED_MAILBOXES | PLACEHOLDERS else folded
