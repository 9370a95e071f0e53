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
_CHINESE: Final = """
的 了 是 我 你 您 他 她 它 们 我们 你们 他们 她们 咱们 在 有 没 没有 和 与 跟 同 就 不 也 都 很 太 更 最 还
还是 又 再 才 只 只是 到 去 来 要 会 能 可 可以 可能 得 地 着 过 把 被 让 给 对 从 向 往 为 为了 因为 所以 但
但是 不过 如果 虽然 然后 而 而且 或 或者 以 以及 及 之 其 此 这 那 这个 那个 这些 那些 这样 那样 这里 那里 哪
哪里 什么 怎么 怎样 为什么 多少 几 谁 吗 吧 呢 啊 呀 哦 嗯 嘛 啦 哈 个 些 点 一 一个 一些 一下 一样 二 两 三
四 五 六 七 八 九 十 百 千 万 上 下 里 中 内 外 前 后 时 时候 说 看 想 做 用 使用 好 多 少 大 小 自己 大家
已经 正在 现在 真 真的 非常 比较 应该 需要 觉得 知道 就是 不是 也是 都是 还有 只有 所有 每 每个 各 某 另 另外
其他 其实 已 将 并 并且 等 等等 由 于 关于 對 們 個 這 來 會 還 說 過 從 為 與 後 時 嗎 沒 沒有 還是 因為 這個
那個 什麼 怎麼
"""
_JAPANESE: Final = """
人 事 方 物 者 時 今 何 私 僕 俺 君 彼 彼女 自分 皆 誰 中 上 下 前 後 間 内 外 所 為 様 達 的 氏 等 他 以上
以下 回 度 分 個 一 二 三 四 五 六 七 八 九 十 百 千 万 円 年 月 日 見 言 思 行 来 出 入 使 聞 知 持 取 作 気
感 合 付 切 何か 時間 場合 必要 可能 全部 一番 本当 大丈夫 無 有 多 少 高 大 小 新 良 感じ それ 見る 言う 思う
行く 来る 思い 思っ 言っ 行っ
"""
_THAI_LAO_KHMER_BURMESE: Final = """
ที่ และ ของ ใน มี เป็น ได้ ไม่ ว่า จะ ให้ กับ แต่ ก็ มา ไป นี้ นั้น ครับ ค่ะ คะ นะ จาก หรือ อยู่ ต้อง แล้ว ด้วย ยัง
อะไร ทำ เขา เรา ฉัน ผม คุณ มัน เธอ พวก คน กว่า มาก โดย เพราะ ถ้า เมื่อ ซึ่ง อีก ขึ้น ลง ออก เข้า ถึง ทุก ทั้ง แบบ เลย
กัน ความ การ อย่าง ไหม เหรอ ใคร ไหน เอา บ้าง คือ หนึ่ง สอง สาม ແລະ ທີ່ ຂອງ ໃນ ມີ ເປັນ ບໍ່ ໄດ້ ວ່າ ຈະ ໃຫ້ ກັບ ແຕ່ ກໍ ມາ
ໄປ ນີ້ ນັ້ນ ຂ້ອຍ ເຈົ້າ ຈາກ ຫຼື ຢູ່ ແລ້ວ និង ដែល របស់ នៅ មាន ជា មិន បាន ឲ្យ ខ្ញុំ អ្នក គេ ពី នេះ នោះ ទៅ មក ក៏ ហើយ ដោយ
តែ ក្នុង ការ တယ် သည် များ နှင့် မှာ ကို က မ ပါ တာ တဲ့ လို့ ပြီး နဲ့ ဒီ အဲဒီ ကျွန်တော် ကျွန်မ သူ
"""
_NETWORKS: Final = """
amp com dm gt href http https lt nbsp quot retweet rt thread tweet via www
"""

_SPACELESS: Final = (_CHINESE, _JAPANESE, _THAI_LAO_KHMER_BURMESE)
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

    own = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH_PORTUGUESE, _ITALIAN_DUTCH, *_SPACELESS, _NETWORKS)
    english = frozenset[str](ENGLISH_STOP_WORDS) - frozenset(_SPEAKING.split())
    return english.union(*(words.split() for words in own))
