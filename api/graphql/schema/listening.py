"""What can be asked about what is said: themes, watches, share of voice, escalations."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import strawberry

from algorithms.themes.trends import DAYS, DAYS_BEFORE
from api.answers import escalations as of_escalations
from api.answers import themes as of_themes
from api.answers import trends as of_trends
from api.answers import watching as of_watches
from api.answers.looking_back import seen_from
from api.answers.names import watches_named
from api.answers.provenance import of_analysis
from api.graphql.schema.arguments import After, ByTheme, First, OfCommunity, OfWatch, Since, Until, WatchName, given
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Info
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import ThemeOrder, WatchKind
from api.graphql.schema.escalation import Escalation, load_escalations
from api.graphql.schema.naming import named_watch_or_none
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.share_of_voice import ShareOfVoice
from api.graphql.schema.theme import Theme
from api.graphql.schema.trend import TrendConnection
from api.graphql.schema.watch import CopiesOnce, OthersOnly, Watch, find_watch


@object_type
class Listening:
    """What can be asked about what is said."""

    @field(cost=0)
    async def themes(
        self,
        info: Info,
        first: First,
        after: After = None,
        community: OfCommunity = None,
        watch: OfWatch = None,
        emergent_only: Annotated[
            bool | None, strawberry.argument(description="Only what is new in the last 7 days.")
        ] = False,
        order_by: ByTheme = ThemeOrder.POSTS,
    ) -> Connection[Theme]:
        """What is talked about, what is talked about most first unless asked else."""
        listened = await named_watch_or_none(info.context, watch)
        analysis = await info.context.analysis_behind(after)
        page = await info.context.ask(
            analysis,
            of_themes.themes,
            community=community,
            watch=listened and listened.id,
            emergent_only=bool(emergent_only),
            order=given(order_by, ThemeOrder.POSTS),
            first=first,
            after=after,
        )
        return connect(page, [Theme.of(facts, analysis) for facts in page.items])

    @field(cost=100)
    async def trends(
        self,
        info: Info,
        first: First,
        after: After = None,
        days: Annotated[float | None, strawberry.argument(description="How many days count as now.")] = DAYS,
        days_before: Annotated[
            float | None, strawberry.argument(description="How many days before them they are held against.")
        ] = DAYS_BEFORE,
        community: OfCommunity = None,
        watch: OfWatch = None,
        as_of: Annotated[
            datetime | None,
            strawberry.argument(
                description="Days count back from this moment; the latest not in the future by itself."
            ),
        ] = None,
    ) -> TrendConnection:
        """Which themes are new or grow, and which fade, between two windows of time; new ones and the fastest first."""
        listened = await named_watch_or_none(info.context, watch)
        analysis = await info.context.analysis_behind(after)
        then, windows = seen_from(analysis, as_of), (given(days, DAYS), given(days_before, DAYS_BEFORE))
        page = await info.context.ask_heavy(
            then,
            of_trends.trends,
            days=windows[0],
            days_before=windows[1],
            community=community,
            watch=listened and listened.id,
            first=first,
            after=after,
        )
        provenance = of_analysis(then, of_trends.DEFINITION, window=windows[0], before=windows[1])
        return TrendConnection.of(page, analysis, Provenance.of(provenance))

    @field(cost=0, rows=Rows.AS_MANY_AS_WATCHES)
    async def watches(
        self,
        info: Info,
        kind: Annotated[
            list[WatchKind] | None, strawberry.argument(description="Only those about such things; all when left out.")
        ] = None,
    ) -> list[Watch]:
        """Everything that is listened for, by name."""
        analysis = await info.context.analysis()
        watches = await info.context.look(lambda view: view.watches())
        info.context.spend(max(len(watches) - len(analysis.watches), 0))  # those that the question was not measured by
        return [Watch.of(watch, analysis) for watch in watches if kind is None or watch.kind in kind]

    @field(cost=0)
    async def watch(self, info: Info, id: WatchName) -> Watch | None:  # noqa: A002  the contract's word
        """One watch, by its id or name; null when there is none."""
        return await find_watch(info.context, id)

    @field(cost=50, rows=50)
    async def share_of_voice(
        self,
        info: Info,
        watches: Annotated[list[strawberry.ID], strawberry.argument(description="1 to 50 watches, by id or name.")],
        since: Since = None,
        until: Until = None,
        copies_once: CopiesOnce = False,
        others_only: OthersOnly = False,
    ) -> list[ShareOfVoice]:
        """How much is said about each of some watches in one time, most first."""
        chosen = await info.context.look(lambda view: watches_named(view, watches))
        counting = of_watches.Counting(copies_once=bool(copies_once), others_only=bool(others_only))
        analysis = await info.context.analysis()
        voices = await info.context.ask(analysis, of_watches.share_of_voice, chosen, since, until, counting)
        provenance = of_analysis(analysis, of_watches.SHARE_OF_VOICE, since=since, until=until, **asdict(counting))
        return [ShareOfVoice.of(voice, analysis, Provenance.of(provenance)) for voice in voices]

    @field(cost=100)
    async def escalations(
        self,
        info: Info,
        first: First,
        since: Since = None,
        until: Until = None,
        watch: OfWatch = None,
    ) -> list[Escalation]:
        """Negative or fast posts of small voices that a much larger one picked up, most audience gained first."""
        of = await named_watch_or_none(info.context, watch)
        analysis = await info.context.analysis()
        facts = await info.context.ask_heavy(
            analysis, of_escalations.escalations, since=since, until=until, watch=of, first=first
        )
        provenance = of_analysis(analysis, of_escalations.DEFINITION, since=since, until=until, watch=of and of.name)
        return await load_escalations(info.context, analysis, facts, Provenance.of(provenance))
