"""Roles: what somebody may do. Each may do what the ones before it may."""

from enum import Enum


class Role(Enum):
    """What somebody may do, the least first."""

    READER = "reader"
    MEMBER = "member"
    ADMIN = "admin"

    def includes(self, needed: "Role") -> bool:
        """Whether it may do what needs another role.

        >>> Role.MEMBER.includes(Role.READER), Role.MEMBER.includes(Role.ADMIN)
        (True, False)
        """
        return _ORDER[self] >= _ORDER[needed]


_ORDER = {role: place for place, role in enumerate(Role)}
