"""What can be asked about what is said: themes, watches, share of voice, escalations."""

from dataclasses import asdict
from typing import Annotated

import strawberry

from api.answers import escalations as of_escalations
from api.answers import themes as of_themes
from api.answers import watching as of_watches
from api.answers.names import watches_named
from api.answers.provenance import of_analysis
from api.graphql.schema.arguments import After, First, OfCommunity, OfWatch, Since, Until, WatchName
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Info
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.escalation import Escalation, load_escalations
from api.graphql.schema.naming import named_watch_or_none
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.share_of_voice import ShareOfVoice
from api.graphql.schema.theme import Theme
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
    ) -> Connection[Theme]:
        """What is talked about, what is talked about most first."""
        listened = await named_watch_or_none(info.context, watch)
        analysis = await info.context.analysis_behind(after)
        page = await info.context.ask(
            analysis,
            of_themes.themes,
            community=community,
            watch=listened and listened.id,
            emergent_only=bool(emergent_only),
            first=first,
            after=after,
        )
        return connect(page, [Theme.of(facts, analysis) for facts in page.items])

    @field(cost=0, rows=Rows.AS_MANY_AS_WATCHES)
    async def watches(self, info: Info) -> list[Watch]:
        """Everything that is listened for, by name."""
        analysis = await info.context.analysis()
        watches = await info.context.look(lambda view: view.watches())
        info.context.spend(max(len(watches) - len(analysis.watches), 0))  # those that the question was not measured by
        return [Watch.of(watch, analysis) for watch in watches]

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
