"""Home solar: panels, batteries, heat pumps and the electricity bill."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots
from ingest.demo.themes.theme import Theme

SOLAR: Final = Theme(
    name="home solar",
    people=94,
    network="warble",
    words=slots(
        """
        gear: inverter | battery | heat pump | smart meter | wallbox | optimizer | hot water tank | energy monitor
        | hybrid inverter | circuit breaker | relay
        craft: feed-in tariff | roof survey | string layout | export limit | cable run | standby load | grid form
        | payback sum | shading plan
        kwh: 4.2 kWh | 9 kWh | 12.6 kWh | 18 kWh | 23 kWh | 31 kWh | 38 kWh
        kwp: 3.2 kWp | 4.8 kWp | 6.4 kWp | 7.9 kWp | 9.6 kWp | 12 kWp
        roof: south roof | garage | east-west roof | shed | balcony | carport | flat roof | barn
        load: washing machine | oven | car | dishwasher | kettle | tumble dryer | pool pump | freezer
        trouble: a chimney shadow at three | pigeons | an installer who never calls back | a tripping breaker
        | the grid operator's form | a firmware update | pollen on the glass | clipping at noon
        share: 61 % | 68 % | 74 % | 82 % | 89 % | 93 % | 97 %
        years: six | seven | eight | nine | eleven
        who: the installer | my neighbour | the grid operator | the electrician | our housing co-op
        sky: clear sky | high cloud | Sahara dust | hail | a proper heatwave | April weather
        """
    ),
    openers=lines(
        """
        {kwh} from the {roof} today, {sky} and all.
        Self-sufficiency this month: {share}. The {load} ruins the rest.
        ~The {gear} went offline again. Reason: {trouble}.
        Finally got the {kwp} on the {roof} switched on. First {kwh} and I'm refreshing the graph like a child.
        Running the {load} at noon instead of at night saved us {kwh} from the grid this week.
        Payback now says {years} years. It was more before the tariff change.
        Does anyone have a {gear} that talks to the {load} without a cloud account?
        ~{who} says the {gear} needs replacing. Second opinion, anyone?
        Battery full at eleven, exporting since then. I need a bigger {load}.
        Three quotes for {kwp} and they differ by half. What am I missing?
        ~Had {trouble} since Easter. Lost about {kwh} a week to it.
        Spent Sunday on a spreadsheet about the {craft}. My family is worried.
        The heat pump ran all week on sunshine, {share} of it.
        Winter figures are in: {kwh} on the worst day, and still no regrets.
        Cleaned the panels. Gained almost nothing. You may laugh.
        Balcony kit is up, four screws and a plug. {kwh} in the first week.
        Standby load of this house is 190 watts. Hunting it room by room, so far: the {load}.
        Our co-op voted yes on {kwp} for the {roof}!
        ~Whoever designed the app for this {gear} has never stood on a roof.
        Charged the car with {kwh} of our own today, for the price of nothing.
        Question about the {gear}: is it normal that it hums under {sky}?
        Set the battery to wait until the evening peak. Bill down a fifth.
        Paperwork done, {who} signed, meter swap on the 14th. Only took {years} months.
        East-west beats pure south for us: flatter curve, {share} used at home.
        Peak price at seven, battery covers it, {load} can wait.
        Measured it: the {load} takes more than the lights of a whole year. Measure things.
        If you plan panels on a {roof}, sort out the {craft} first, not last.
        Logged a full year now: {kwp}, {share} self-used, one broken {gear}.
        Grid was down for two hours and we noticed only because the router complained.
        Trying a tariff that changes every hour. The {load} now runs at odd times.
        ~Hail last night. Panels fine, {gear} not so fine.
        Wired the {gear} to tell the {load} when there's sun to spare. Nerdy, works.
        How many of you insure the {roof} panels separately?
        Neighbour asked what the box on the wall does. Forty minutes later he wants {kwp} too.
        Electric kettle, induction hob, {load}: which one do you run on battery?
        Heat pump in the cellar, {kwh} on a frosty day, and it's 21 degrees in here.
        Before: {share} from the grid. After: {share} from the {roof}. Same house, same people.
        ~{trouble}, and {who} can come in October. October!
        Put a sensor on the {load} and found that it heats at three in the morning. Why?
        First day of real sun: {kwh} by lunch.
        Talk at the town hall about the {craft}, thirty people came, two fell asleep, nine signed.
        ~The new meter shows the export as import. I've written to {who}, politely, twice.
        Old panels from the {roof} went to the allotment shed. Second life, still {kwh} a week.
        Reading the {craft} rules so that you don't have to: it depends.
        Storm coming, battery to full, candles out of habit.
        """
    ),
    asides=lines(
        """
        Graph in the comments.
        The meter is running backwards in my heart.
        Payback still {years} years.
        Tariff changes in October.
        Ask me about {trouble}.
        Yes, with the {load} running.
        Watts don't lie.
        Battery at {share} by sunset.
        Installer was great, for once.
        No subsidy, before you ask.
        Shade is everything.
        Next: the {roof}.
        Export paid us lunch.
        {sky} tomorrow, they say.
        """
    ),
    answers=lines(
        """
        Which inverter is that?
        Check the string voltage first.
        We get {kwh} from {kwp}, sounds right.
        {trouble}? Same here, took weeks.
        What's your tariff at night?
        A timer on the {load} did it for us.
        Battery or straight export?
        {share} is excellent for that roof.
        Ask {who} for the log file.
        Optimizers only help if you have shade, honestly.
        """
    ),
    foreign={
        "es": lines(
            """
            {kwh} hoy con cielo medio nublado, no está mal.
            La batería llena a las once y exportando desde entonces.
            ¿Alguien ha legalizado una instalación de {kwp} sin volverse loco con el papeleo?
            """
        ),
        "de": lines(
            """
            Heute {kwh} vom Dach, Speicher voll um elf.
            Der Netzbetreiber will noch ein Formular. Das vierte.
            Balkonkraftwerk läuft, {kwh} in der ersten Woche. Macht süchtig.
            Autarkie diesen Monat: {share}. Nur der Backofen stört.
            """
        ),
    },
    hashtags=listed(
        "#homesolar | #heatpump | #balconysolar | #selfsufficiency | #homebattery | #energymonitor | #rooftop"
    ),
    marks=listed("☀️ | 🔋 | ⚡ | 📈 | 🙈"),
    affixes=listed("solar | watts | rooftop | volts | kwh | sunny | grid"),
    organisations=listed("Ridgeline Solar Co-op | Sunrow Installers | Halbmond Energieberatung"),
)
