"""Open-source data tools: maintainers, analysts and broken pipelines. Every tool named is made up."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots
from ingest.demo.themes.theme import Theme

DATA_TOOLS: Final = Theme(
    name="open-source data tools",
    people=71,
    network="warble",
    words=slots(
        """
        craft: pipeline | query planner | schema | benchmark | dashboard | parser | index | migration | notebook
        | changelog | test suite | join | connector | type checker | scheduler | data dictionary | cache
        tool: rowmill | quillframe | tarnfile | Larkbase | siltpipe | gridmoth | plumbline | oddjoin
        language: SQL | a spreadsheet | shell scripts | a notebook | plain dataframes | one big regex
        bug: a time zone | an off-by-one in the week numbers | a silent null | a comma inside a quoted field | float ids
        | a forgotten index | duplicate keys | a byte order mark
        size: 40 GB | 3 million rows | 900 columns | a billion events | 12 GB of JSON | two terabytes
        speed: twice as fast | nine times faster | 40 % slower | exactly as fast as before | down to six seconds
        who: a first-time contributor | the on-call person | our analyst | the vendor | a user in the forum
        | my past self
        version: 0.9 | 1.0 | 1.4 | 2.0 | 2.1 | 3.0-rc1
        meeting: the data meetup | office hours | the community call | the sprint | the conference hallway
        """
    ),
    openers=lines(
        """
        {tool} {version} is out: the {craft} is {speed}.
        The bug was {bug}. It's always {bug}.
        Loaded {size} with {tool} on a laptop, fans on, still alive.
        Rewrote the {craft} in {language} and it's {speed}. I'm not sure how I feel.
        {who} sent a pull request that fixes the {craft}. With tests! I could cry.
        Hot take: most {craft} problems are naming problems.
        ~Spent the day on {bug} in the {craft}. Lesson: check the first row and the last.
        How do you document a {craft} so that people actually read it?
        Migrated {size} over the weekend, nobody noticed, best compliment there is.
        If your {craft} needs a wiki page to be run, it isn't finished.
        Reminder that {tool} is maintained by two people and a cat. Be kind in the issues.
        Benchmarked {tool} against {tool} on {size}. Same answer, one is {speed}.
        Closed 31 stale issues today. Opened four. Net progress.
        Talk at {meeting} tonight: why our {craft} lies and how we found out.
        ~Whoever put {bug} into that export, I hope your coffee is cold.
        {who} asked why the dashboard says 103 %. Found {bug}.
        Looking for a co-maintainer for {tool}: small, friendly, {language} only.
        Deprecated the old {craft} in {version}. Waiting for the angry mail.
        Good first issue in {tool}: better error messages for the {craft}.
        ~The nightly {craft} failed at 3:14. The cause: {bug}, added by {who}.
        Columnar files, boring names, one {craft}. That's the whole architecture.
        Wrote a property test for the {craft}, found {bug} within a minute.
        License question of the week: can we vendor the {craft} from {tool}?
        Tried {tool} for the quarterly report. Query time {speed}, joy up.
        We stopped paying for a {craft} and now run {tool} on one box. {size}, no drama.
        Every {craft} grows until it contains half of {language}.
        Slides from {meeting} are up, including the bit about {bug}.
        Has anyone run {tool} on more than {size}? Planner goes quiet on me.
        Changelog-driven development: I wrote the notes for {version} first.
        Pair-debugged the {craft} with {who}. It was {bug}. We laughed, later.
        ~Yanked {version} of {tool} an hour after release. It was {bug}. Sorry, everyone.
        Open data from the city is here: {size}, three date formats, one typo in the header.
        Replaced forty lines of {language} by one window function. Nobody clapped, so I'm telling you.
        Funding news: {tool} gets a grant for six months. Rent and a proper {craft}!
        Who reviews the reviewers? Asking because {who} merged my typo.
        What's your rule for when a {craft} deserves its own repository?
        ~Someone opened an issue titled "doesn't work". That's the whole issue.
        {size}, one query, four seconds, no cluster. {tool} on an old laptop.
        Drew the {craft} on a napkin at {meeting}. The napkin is now the documentation.
        Counting nulls so you don't have to: it was {bug}.
        I teach {language} to biologists on Mondays. They find more bugs than our tests.
        ~The vendor changed the column order without telling anyone. The {craft} noticed. At night.
        Types or tests first for a new {craft}? Wrong answers only.
        {tool} has its hundredth contributor today! It was {who}.
        Reproducible builds for {tool}: three weeks of work, one line in the notes, worth it.
        """
    ),
    asides=lines(
        """
        Docs next.
        Repro in the issue.
        Tests are green.
        Numbers in the thread.
        Works on one machine, mine.
        No telemetry, promise.
        Released under a permissive licence.
        Schema attached.
        Yes, with indexes.
        Blame {bug}.
        Reviews welcome.
        Also fixes {bug}.
        Rollback took four minutes.
        CSV, of course.
        """
    ),
    answers=lines(
        """
        Is there an issue for that?
        Did you try {tool}? Handles {size} fine.
        I bet it's {bug}.
        Please open a pull request!
        What does the query plan say?
        Same, and then {version} fixed it.
        Which version? {version} here.
        We moved that to {language}, no regrets.
        Could you share a small repro?
        See you at {meeting}?
        """
    ),
    foreign={
        "es": lines(
            """
            Publicada la versión {version} de {tool}, gracias a quienes habéis probado.
            Tres horas buscando el fallo y era la zona horaria. Siempre es la zona horaria.
            ¿Quién viene a la charla sobre {tool}? Prometo pocas diapositivas.
            """
        ),
        "de": lines(
            """
            {tool} {version} ist da. Bitte erst das Änderungsprotokoll lesen.
            Der Fehler war ein leeres Feld in Zeile 3 Millionen. Feierabend.
            Suche Mitstreiter für {tool}, auch ohne Vorkenntnisse.
            """
        ),
    },
    hashtags=listed("#opensource | #dataengineering | #sql | #maintainers | #goodfirstissue | #opendata | #dataviz"),
    marks=listed("📊 | 🐛 | 🚀 | 🧵 | 🙃"),
    affixes=listed("data | sql | rows | commits | query | dev | null"),
    organisations=listed("Plumbline Foundation | Open Rows Collective"),
)
