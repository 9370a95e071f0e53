"""Stop words: words that say nothing about what somebody speaks of."""

from functools import cache
from typing import Final

_ENGLISH: Final = """
ain aren't can't cannot couldn't could've didn't doesn't don't hadn't hasn't haven't he'd he'll i'd i'll i'm i've isn't
it'd it'll let mightn't mustn't needn't she'd she'll should've shouldn't that'll there'll they'd they'll they're
they've wasn't we'd we'll we're we've weren't what're who'd who'll who're won't would've wouldn't you'd you'll you're
you've didnt doesnt dont gonna gotta havent im isnt ive just like really thats theres theyre wanna wasnt wont youre got
get gets getting going know lets make makes making said say says think thing things want wants way yes yeah ok okay
today tomorrow yesterday did does doing having let's use used using also actually lot oh hey hi hello lol
"""
_GERMAN: Final = """
aber alle allem allen aller alles als also am an ander andere auch auf aus bei bis bist da damit dann das dass dein
deine dem den der des dich die dies diese diesem diesen dieser dir doch dort du durch ein eine einem einen einer eines
er es etwas euch euer für gegen hab habe haben hat hatte hier hin ich ihm ihn ihnen ihr ihre im immer in ins ist ja
jede jetzt kann kein keine können mehr mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon
sehr sein seine sich sie sind so soll über um und uns unser unter vom von vor waren was wenn wer werden wie wieder will
wir wird wo zu zum zur zwar
"""
_FRENCH: Final = """
alors au aussi autre aux avec avoir bien ça car ce ceci cela ces cet cette comme dans de des deux donc du elle elles en
encore est et été être eux fait il ils je jamais la le les leur leurs lui mais me même mes moi mon ne nos notre nous on
ont ou où par pas peu peut plus pour quand que quel quelle qui sa sans se ses si sont sous suis sur ta te tes toi ton
tous tout toute très trop tu un une vos votre vous y c'est d'un d'une j'ai n'est qu'il qu'on s'est
"""
_SPANISH_PORTUGUESE: Final = """
al algo ante antes aquí así aún cada como con contra cual cuando de del desde donde dos durante el él ella ellos en
entre era es esa ese eso esta está están este esto fue ha hace han hasta hay la las le les lo los más me mi mis mucho
muy nada ni no nos o para pero poco por porque que qué quien se según ser si sí sin sobre solo su sus también tan te
tiene todo todos tu tus un una uno unos y ya yo ao aos aqui até com da das dele dela do dos ela ele eles em essa esse
está eu foi isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós num numa ou para pela pelo por
qual quando quem são se sem seu sua só também tem teu um uma você vocês
"""
_ITALIAN_DUTCH: Final = """
ai al alla alle anche ancora che chi ci come con così cosa da dal dalla dei del della delle di dopo e è gli ha hai
hanno ho i il in io la le lei lo loro lui ma mi mia mio molto ne nei nel nella noi non o per perché più poi può qua
quella quello questa questo se sei sempre si sia sono su sua suo sul tra tu tutti tutto un una uno vi voi aan als ben
bij dan dat de deze die dit doen een en er geen had heb hebben heeft het hij hoe hun ik in is je kan maar me meer met
mij mijn naar niet nog nu of om omdat onder ons ook op over te tot uit van veel voor want waren was wat we weer werd
wie wij worden zal ze zich zij zijn zo zonder zou
"""
_NETWORKS: Final = """
amp com dm gt href http https lt nbsp quot retweet rt thread tweet via www
"""

_SPEAKING: Final = """
amount bill bottom call cry describe detail empty fill fire front full interest mill mine move serious show side
sincere system thick thin top
"""


@cache
def stop_words() -> frozenset[str]:
    """Tokens that are never words of a theme: English at length, other languages' commonest, and what networks add.

    scikit-learn's English list holds some words that do say what a text is about, like "fire" and "system": not here.

    >>> {"the", "und", "fire"} & stop_words() == {"the", "und"}
    True
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415  two seconds, for those who read texts

    own = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH_PORTUGUESE, _ITALIAN_DUTCH, _NETWORKS)
    english = frozenset[str](ENGLISH_STOP_WORDS) - frozenset(_SPEAKING.split())
    return english.union(*(words.split() for words in own))
