"""Everyday words: courtesy, praise, moods, days, small verbs. Said of everything, they name nothing."""

from functools import cache
from typing import Final

_ENGLISH: Final = """
thank thanks thankyou thx ty cheers please pls plz sorry apologies apologise apologize apology welcome congrats
congratulations respect shame kudos bravo appreciate appreciated grateful gratitude regards bless dear sir madam buddy
bro dude guys folks everyone everybody anyone anybody someone somebody nobody people person man woman men women
goodbye bye greetings morning evening afternoon night tonight weekend noon good better best great greatest nice lovely
love loved loves loving like likes liked awesome amazing brilliant excellent fantastic wonderful perfect perfectly
beautiful cool fun funny glad happy happier happily hope hopefully hoping enjoy enjoyed enjoying favourite favorite
proud excited exciting interesting interested pleased pleasure fine fair cute sweet wow yay haha hahaha hehe lmao rofl
omg ugh ouch oops phew yep yup nope nah hmm hm aha bad worse worst terrible awful horrible sad sadly hate hated hates
annoying annoyed angry upset ridiculous stupid crazy weird strange odd disappointed disappointing unfortunately
jealous embarrassed bother worried worry true truth exactly totally absolutely definitely certainly probably maybe
perhaps agree agreed agrees disagree right wrong sure okay alright obviously clearly honestly seriously literally
basically apparently generally usually normally especially exact indeed course kind kinda sort sorta bit little big
small huge tiny large long short old older young new newer fresh high low hard easy easier simple simply quick quickly
slow slowly early earlier late later soon far near close full different same similar real time times moment minute
minutes min mins hour hours day days daily week weeks month months year years yearly monday tuesday wednesday thursday
friday saturday sunday january february march april june july august september october november december spring summer
autumn winter season yesterday tomorrow today recently lately ago finally eventually suddenly forever nowadays anymore
half try tries tried trying start starts started starting stop stopped stopping keep keeps kept keeping come comes
came coming gone went leave leaves left leaving stay stayed staying bring brings brought put puts putting took taken
takes taking give gives gave given giving told tells telling asks asked asking answer answers answered heard hears
hearing hear listen listened saw seen sees seeing look looks looked looking watched watching read reading reads feel
feels feeling felt seem seems seemed found finding finds mean means meant remember remembered forget forgot forgotten
learn learned learnt learning understand understood knew known knowing thought thoughts thinking guess guessed believe
believed wish wished wishing wonder wondering wondered need needs needed needing help helps helped helping happen
happens happened happening change changed changes changing work works worked working talk talked talking talks speak
spoke speaking write wrote written writing share shared sharing shares post posts posted posting reply replied tell
wait waited waiting live lives lived living turn turned turns turning ran walk walked move moved moving open opened
opens closed closes set sets sit sat stand stood hold held pick picked picking lose lost losing win won miss missed
missing check checked checking fix fixed bought buy buying buys pay paid spend spent meet met show shows showed shown
follow followed call called calls laugh laughed cry cried break broke broken die died smile smiled decide decided
finish finished expect expected notice noticed plan planned care cares cared worth way ways place places side bottom
rest end ends ending beginning point points question questions idea ideas reason reasons problem problems issue issues
matter matters case cases fact facts word words line lines name names number numbers part parts stuff bunch lots
plenty pair couple dozen one ones two three four five six seven eight nine ten hundred thousand million twice once
second seconds third life world thing things friend friends family mum mom mother dad father kid kids boy girl wife
husband son daughter brother sister luck lucky chance mind hand hands eye eyes face back mood hello hey hiya yo update
updates information info details detail note notes
"""
_GERMAN: Final = """
danke dankeschön bitte sorry entschuldigung entschuldige verzeihung glückwunsch gratuliere respekt schade grüße gruß
hallo moin servus tschüss morgen guten gute guter gutes gut besser beste bester bestes schön schöne schöner schönes
super toll tolle klasse prima genau stimmt richtig leider gerne gern liebe lieber lieb freue freut spaß glück heute
gestern abend nacht tag tage tagen woche wochen monat monate jahr jahre jahren zeit mal uhr stunde stunden minute
minuten montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende machen macht gemacht mache gehen geht
ging gegangen kommen kommt kam sagen sagt gesagt sehen sieht gesehen lassen lässt finden finde findet gefunden geben
gibt gegeben nehmen stehen steht weiß wissen wisst denke denken glaube glauben versuchen versucht versuche frage
fragen antwort hilfe helfen leute menschen mann frau freund freunde eigentlich einfach vielleicht natürlich wirklich
ganz gerade echt irgendwie endlich bisschen viel viele vielen wenig immer nie neue neuen neuer neues alte alten ersten
erste letzte letzten andere sache sachen ding dinge
"""
_FRENCH: Final = """
merci svp plaît désolé désolée pardon bonjour bonsoir salut bravo félicitations respect honte dommage bon bonne bons
bonnes bien mieux meilleur meilleure super génial beau belle joli jolie vrai vraiment exactement toujours aujourd'hui
hier demain matin soir nuit jour jours journée semaine mois an ans année temps fois heure heures minute minutes lundi
mardi mercredi jeudi vendredi samedi dimanche faire fait aller va vais allez venir voir vu dire dit prendre mettre
donner trouver trouvé savoir sais sait penser pense crois croire essayer essayé gens homme femme ami amis chose choses
petit petite grand grande nouveau nouvelle vieux envie besoin question aide aider aime adore content contente
"""
_SPANISH_PORTUGUESE: Final = """
gracias favor perdón perdona disculpa disculpe lamento saludos hola adiós buenos buenas bueno buena bien mejor mejores
genial excelente felicidades enhorabuena respeto vergüenza lástima pena verdad exacto totalmente claro igual hoy ayer
mañana tarde noche día días semana semanas mes meses año años tiempo vez veces hora horas minuto minutos lunes martes
miércoles jueves viernes sábado domingo hacer hago hice hecho voy vamos ir viene venir ver visto veo decir digo dijo
dice dar doy poner puede puedo pueden saber sé sabe creo pienso intentar probar gente persona personas amigo amigos
cosa cosas gusta encanta quiero quiere feliz mundo vida pequeño grande nuevo nueva viejo pregunta ayuda compartirlo
obrigado obrigada desculpe desculpa oi olá tchau bom boa bons boas melhor ótimo parabéns vergonha saudades hoje ontem
amanhã manhã noite dia dias ano anos mês tempo vezes segunda terça quarta quinta sexta fazer feito fiz vou vai vem
dizer disse pode posso sei acho pessoas pessoa coisa coisas gosto adoro quero novo nova ajuda
"""
_ITALIAN_DUTCH: Final = """
grazie prego scusa scusate scusi ciao buongiorno buonasera buono buona buoni bene meglio migliore bravo bravi rispetto
vergogna peccato auguri complimenti vero davvero esatto oggi ieri domani mattina sera notte giorno giorni settimana
mese anno anni tempo volta volte ora ore minuti fare fatto faccio andare vado vedere visto dire detto dare sapere so
credo penso provare gente persone persona amico amici cosa cose bello bella piace voglio felice mondo vita nuovo nuova
grande bedankt dank dankje dankjewel alsjeblieft sorry hallo hoi doei goed goede beter beste mooi mooie leuk leuke
fijn fijne gelukkig jammer schande respect gefeliciteerd precies klopt vandaag gisteren morgen ochtend avond nacht dag
dagen week maand jaar jaren tijd keer uur uren minuten doen gedaan gaan gaat komen komt zien gezien zeggen zegt weten
weet denk proberen geprobeerd mensen vriend vrienden ding dingen nieuw nieuwe groot
"""
_SPACELESS: Final = """
谢谢 感谢 多谢 谢 你好 您好 请 请问 抱歉 对不起 不好意思 没关系 恭喜 祝 祝福 欢迎 再见 早安 晚安 早上 晚上
上午 下午 中午 加油 哈哈 哈哈哈 今天 明天 昨天 今年 去年 明年 每天 天 周末 星期 星期一 星期二 星期三 星期四
星期五 星期六 星期日 时间 小时 分钟 年 月 日 最近 刚才 终于 开始 结束 喜欢 爱 开心 快乐 高兴 难过 可惜 可爱
好看 好吃 漂亮 厉害 希望 期待 朋友 人 人们 东西 事 事情 问题 生活 世界 感觉 发现 告诉 帮助 帮 试 试试 等 不错
很好 最好 更好 一直 一起 有点 特别 完全 其中 第一 謝謝 感謝 請問 對不起 歡迎 時間 喜歡 開心 東西 問題 御礼
お礼 失礼 申し訳 済 挨拶 御免 最高 素敵 綺麗 残念 楽 楽しい 楽しみ 嬉しい 嬉 悲しい 好き 好 大好き 嫌い 可愛い
良い 悪い 凄い 美味しい 面白い 幸せ 元気 頑張 頑張っ 願い お願い 今日 明日 昨日 昨夜 今朝 今夜 朝 昼 夜 夕方
毎日 今週 来週 先週 来年 週末 月曜 火曜 水曜 木曜 金曜 土曜 日曜 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日
日曜日 最後 最初 久しぶり 友達 人生 気持ち 質問 話 続き 始め 終わり ขอบคุณ ขอบใจ สวัสดี ขอโทษ ยินดี เสียใจ ดี ดีมาก
สวย น่ารัก รัก ชอบ สนุก วันนี้ พรุ่งนี้ เมื่อวาน วัน เดือน ปี เวลา ตอน ชั่วโมง เช้า เย็น คืน สัปดาห์ ใหม่ เก่า เพื่อน
เรื่อง ปัญหา ชีวิต โลก รู้ คิด เห็น ดู บอก พูด ลอง ช่วย ຂອບໃຈ ສະບາຍດີ ຂໍໂທດ ມື້ນີ້ ດີ អរគុណ សួស្តី សូមទោស ថ្ងៃនេះ ល្អ
ကျေးဇူး မင်္ဂလာပါ ဒီနေ့ ကောင်း
"""


@cache
def everyday_words() -> frozenset[str]:
    """Words by which no theme is told or named, nor a community. English at length, of others the commonest.

    Unlike stop words (`algorithms.text.stop_words`) they may still say what a burst is about: a brand can be shamed.

    >>> {"thanks", "schade", "espresso"} & everyday_words() == {"thanks", "schade"}
    True
    """
    lists = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH_PORTUGUESE, _ITALIAN_DUTCH, _SPACELESS)
    return frozenset[str]().union(*(words.split() for words in lists))
