"""A figure: somebody in the demo world, with their accounts and habits."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model.account import Account, PersonKind
from ingest.demo.themes.theme import Theme


class Role(StrEnum):
    """What part a figure plays in the planted truth."""

    MEMBER = "MEMBER"
    HUB = "HUB"
    BROKER = "BROKER"
    CENTRAL = "CENTRAL"
    SMALL_VOICE = "SMALL_VOICE"
    LARGE_VOICE = "LARGE_VOICE"
    LOUD = "LOUD"
    STRANGER = "STRANGER"
    BRAND = "BRAND"
    COLLEAGUE = "COLLEAGUE"


@dataclass(frozen=True, slots=True)
class Style:
    """How somebody writes: in small letters or not, and the chance of a mark (emoji), a hashtag, a second sentence."""

    small_letters: bool
    marks: float
    hashtags: float
    talkative: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """Somebody in the demo world.

    `home` is the planted community (None for those in none), `speaks` the themes posts are about. `activity` is how
    many posts are to be expected, `pull` how much attention the figure draws, `warmth` how readily it answers.
    """

    number: int
    name: str
    kind: PersonKind
    role: Role
    home: Theme | None
    speaks: tuple[Theme, ...]
    accounts: tuple[Account, ...]
    language: str
    style: Style
    zone_hours: int
    activity: float
    pull: float
    warmth: float

    def on(self, network: str) -> Account | None:
        """The figure's account on a network."""
        return next((a for a in self.accounts if a.network == network), None)

    def reaches(self, other: "Figure") -> bool:
        """Whether both are on one network."""
        return any(other.on(a.network) for a in self.accounts)

    @property
    def main(self) -> Account:
        """The account that stands for the figure in the planted truth."""
        return self.accounts[0]

    @property
    def ordinary(self) -> bool:
        """Whether the figure plays no part yet."""
        return self.role is Role.MEMBER and self.kind is PersonKind.HUMAN
