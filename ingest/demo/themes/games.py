"""Indie games: small teams, prototypes and players."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots
from ingest.demo.themes.theme import Theme

GAMES: Final = Theme(
    name="indie games",
    people=92,
    network="plaza",
    words=slots(
        """
        part: demo | prototype | trailer | vertical slice | soundtrack | level editor | store page | patch | jam game
        | teaser
        craft: save system | boss fight | tutorial | inventory screen | particle effect | shader | dialogue tree
        | map generator | combat loop | ending | title screen | fishing minigame | parallax
        game: Lantern Hollow | Postcards to Nowhere | Moth & Machine | The Ninth Ferry | Saltwitch | Tiny Tollbooth
        | Underglow | Bread Wizard | A Quiet Orbit | Rootbound
        genre: deckbuilder | cosy farming game | roguelike | metroidvania | walking simulator | puzzle platformer
        | tactics game | visual novel | survival game | rhythm game
        hero: a beekeeper | a retired knight | two moths | a lighthouse | a librarian | a very small robot | a ghost
        bug: enemies walk through the floor | the cat is invisible | saving deletes the save | music plays backwards
        | the final boss gives up | gravity is optional | every door leads to the cellar
        days: 48 hours | a weekend | three weeks | two years | one evening | nine months
        count: 40 | 112 | 300 | 750 | 1,200 | 2,600
        player: my nephew | a stranger at the expo | our tester | a streamer | my mother | the jam judge
        """
    ),
    openers=lines(
        """
        Playing {game} tonight, a {genre} about {hero}. I'm already lost, in the good way.
        Finished {game}. The {craft} alone is worth the price.
        Week 31 of making a {genre} about {hero}: the {craft} works.
        Fixed the bug where {bug}. Might bring it back as a feature.
        Watched {player} play the demo for ten minutes without finding the jump button. Humbling.
        Our {part} is live! {days} of work, {count} wishlists so far.
        Cut the {craft} today. {days} of work, gone, and the game is better.
        Is anybody else making a {genre} alone? How do you keep going?
        Game jam theme is out. I'm thinking: {hero}, in a {genre}.
        Jam done in {days}, no sleep, one {part}, zero regrets.
        ~Current state: {bug}. Shipping on Friday. Probably.
        New devlog: how the {craft} in our {genre} came together.
        Drew {count} frames for an animation that lasts two seconds.
        Please, developers, let me skip the {craft}. Love, a tired player.
        {player} said my demo feels like a hug. Framing that.
        The soundtrack of {game} has no right to be this good.
        Local indie meetup was lovely, saw a {genre} with {hero} and nearly cried.
        What's a {genre} from the last year that nobody talks about? I'll start: {game}.
        Refunded a big one, bought three small ones. {game} first.
        ~Rewrote the {craft} for the third time. It was the camera. It's always the camera.
        Looking for a composer for a small {genre}, paid, {days}. Boosts welcome.
        Accessibility pass on the {craft}: bigger text, no flashing, every key can be remapped.
        {count} players in the playtest, and most got stuck at the {craft}. Noted.
        Speedrunners found out that {bug}. I love them and I fear them.
        Trying to explain to {player} why a {genre} takes {days}.
        Screenshot Saturday: the {craft}, now with weather.
        ~The publisher said no. So we launch the {part} ourselves.
        Couch co-op with my brother: {game}, one controller, many arguments.
        Pixel by pixel: redoing the light because {hero} deserves better.
        Localisation question: how do you fit German into a {craft} this small?
        ~Hard drive died, last backup is from before the {craft}. Back up your games, people.
        {game} has a dog and you can pet it. Ten out of ten.
        Every {genre} I start turns into a {genre} by month three.
        My {part} got its first review: "short, strange, cried". I'll take it.
        Which {game} ending did you get? No spoilers, just the colour.
        Paid an artist today for the first time, properly, with an invoice. Feels like a company.
        ~Store page rejected because of one screenshot. The one with {hero}, naturally.
        Two hours of {game} and I've only rearranged the bookshelf. Best {genre} ever.
        Rubber-ducked the {craft} with {player}, who fell asleep, but I found it.
        How do you price a {part} that's {days} of work and forty minutes of play?
        Night build is out for the brave: new {craft}, old bugs, and now {bug}.
        Convention table booked! If you're there, come and break our {part}.
        Learned more about the {craft} from one jam than from a year of tutorials.
        I keep coming back to {game} for the {craft}, not the story. Anyone else?
        ~Playtester quote of the day: "is it supposed to do that". It is not.
        """
    ),
    asides=lines(
        """
        Demo link on my page.
        Build is up.
        Ship it, they said.
        Wishlists help, truly.
        It runs on a potato.
        The {genre} crowd will know.
        Patch notes: vibes.
        Now with controller support.
        More in the devlog.
        The {craft} stays.
        Sound on.
        Playtest this Thursday.
        {hero} says hi.
        Frame rate permitting.
        """
    ),
    answers=lines(
        """
        Wishlisted!
        Is there a demo?
        The art is gorgeous, who did the shader?
        I'd play a {genre} about {hero} any day.
        We had the same, {bug}.
        How long did the {craft} take?
        Does it run on a handheld?
        Have you played {game}? Similar mood.
        Keep the bug.
        Joining the playtest if there's room.
        """
    ),
    foreign={
        "es": lines(
            """
            He terminado {game} y todavía tengo la música en la cabeza.
            Tercer prototipo de la semana. Este por lo menos no se cierra solo.
            Buscamos gente para probar la demo, treinta minutos, ¡se aceptan quejas!
            Me encantan los juegos pequeños que saben cuándo acabar.
            """
        ),
        "de": lines(
            """
            Endlich läuft der Speicherstand. Nach neun Monaten. Ich brauche Kuchen.
            {game} durchgespielt, jetzt ist mein Abend leer.
            Wer testet unsere Demo? Halbe Stunde, ehrliche Meinung, gern auch gemein.
            """
        ),
    },
    hashtags=listed("#indiedev | #screenshotsaturday | #pixelart | #gamejam | #devlog | #indiegames | #playtest"),
    marks=listed("🎮 | 👾 | 🕹️ | 💜 | 😭 | 🐛"),
    affixes=listed("plays | pixel | dev | jam | quest | sprite | loot"),
    organisations=listed("Paper Moth Games | Two Left Boots Studio | Basement Lantern"),
)
