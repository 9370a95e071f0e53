"""Names and handles: first and last names of many cultures, put together by chance; nobody real is meant."""

import random
import unicodedata
from typing import Final

_FIRST: Final[dict[str, str]] = {
    "english": "Ivy Rowan Hazel Miles Tess Callum Nora Felix Bryony Jude Edie Gareth Imogen Owen",
    "spanish": "Marisol Iker Noelia Ramiro Lucía Ximena Tadeo Amparo Joaquín Belén Nahuel Inés Fermín Aitana",
    "german": "Greta Henrik Wiebke Jonas Friederike Ole Anneke Lorenz Mathilda Torben Svenja Konrad",
    "french": "Maëlle Bastien Solène Quentin Capucine Yannick Océane Gaspard Noémie Thibault",
    "yoruba": "Folake Tunde Abeni Kayode Simisola Dayo Bisi Femi Temilola Kunle",
    "igbo": "Adaeze Chidi Nneka Obinna Ifeoma Kelechi Ngozi Emeka",
    "japanese": "Haruka Daichi Mio Kenta Sayuri Takumi Aoi Ren Chihiro Shun",
    "korean": "Ji-woo Min-seo Hae-won Dong-hyun Seo-yeon Tae-min",
    "indian": "Anjali Rohan Kavya Vikram Meera Arjun Lakshmi Nikhil Priyanka Siddharth Deepa Ishaan",
    "arabic": "Layla Yusuf Samira Karim Nadia Tariq Huda Bilal Salma Idris Rania Zayd",
    "turkish": "Elif Emre Defne Kerem Zeynep Baran Selin Onur",
    "slavic": "Zofia Mirek Ludmila Bogdan Agnieszka Radek Milena Stanislav Katja Vuk Jadranka Oleh",
    "nordic": "Astrid Leif Sunniva Eskil Saga Torvald Linnea Aksel Ronja Halvar",
    "chinese": "Xiaoling Jianyu Meifen Haoran Yuqing Zhen Lanying Bowen",
    "vietnamese": "Linh Minh Thuy Quang Hanh Duy",
    "portuguese": "Inácio Beatriz Duarte Luana Raimundo Jandira Caetana Otávio",
    "italian": "Ginevra Matteo Ornella Fulvio Chiara Ruggero Viola Saverio",
    "hebrew": "Noa Eitan Shira Amit Yael Gil",
    "persian": "Shirin Kaveh Parisa Babak Roya Dariush",
    "greek": "Eleni Stavros Danae Lefteris Kalliopi Nikos",
}

_LAST: Final[dict[str, str]] = {
    "english": "Thornby Ashdale Wetherell Marlow-Finch Penhallow Cobbold Larkham "
    "Wainthrop Hollis-Grey Tarrow Quillfeather Brimble",
    "spanish": "Quintanar Belloso Urrutxi Zamacona Peñalver Robledano Iturbe "
    "Carrascosa Montejano Alcorta Villaseca Barrueco",
    "german": "Osterwald Brinkhoff Lindacker Wessling Rautenstrauch Hagedorn-Pohl "
    "Steinmüller Kappelhoff Immendorf Tiedemann",
    "french": "Delavigne Roquebert Lamandier Chastenet Beaurivage Pontavice Maurizot Talvard",
    "yoruba": "Adewunmi Olatokun Bamigbola Ogunsanmi Ajibade Oyelarin Fasanya Akinbode",
    "igbo": "Nwachinemere Okorafo Eziamaka Umeadi Onwubiko Anyadike",
    "japanese": "Kuromine Hayasaka Tobimatsu Shirogane Aizono Mikazuki Natsukawa Onodera",
    "korean": "Seonwoo Hwangbo Namgung Dokgo Jegal",
    "indian": "Raghuvara Mukherjea Deshmane Iyengaar Pillaimar Chandrekar Bhattarane Kulkarnath Sodhiwal",
    "arabic": "Al-Hamdawi Benkirat Zoubairi El-Masrouri Qabbanji Haddouche Sabbaghi Mansourati",
    "turkish": "Yıldızoğlu Karabekirli Demirsoylu Aksungur Tekinalp Özbeyaz",
    "slavic": "Wierzbolska Novotinský Kovalevych Petrovnik Zielonka Dragomirov Hrabalek Stojadin Mazurenko",
    "nordic": "Fjellheim Stormdal Lindqvarn Håkenrud Björkstig Solbakke Ekenvik Nordhavn",
    "chinese": "Ouyang Shangguan Linghu Zhuge Situ Murong",
    "vietnamese": "Trinh-Le Dangvu Phamhoa Luuviet Hoangson",
    "portuguese": "Sarmentina Figueirola Brandarim Alvorado Moutinhal Seixeiro Cascalheira",
    "italian": "Montefalchi Bellandreo Santacroci Rinaldeschi Torregrande Vescovani Pellicanò",
    "hebrew": "Ben-Haroz Lavitan Shaked-Or Mizrachy Golanit",
    "persian": "Kermanshad Tavakolian Farrokhdad Rostampur Nikzadeh",
    "greek": "Papakallis Vlachodimos Theriakis Kontogeorgas Samothraki",
}

_LANGUAGE: Final = {"spanish": "es", "german": "de"}
MIXED_MARRIAGES: Final = 0.12
"""Share of people whose last name comes from another culture than their first."""


class Names:
    """Hands out names and handles, each only once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names: set[str] = set()
        self._handles: set[tuple[str, str]] = set()
        self._cultures = list(_FIRST)
        self._sizes = [len(_FIRST[c].split()) for c in self._cultures]

    def person(self) -> tuple[str, str]:
        """A full name nobody has yet, and the language code its bearer may write in beside English."""
        while True:
            culture = self._rng.choices(self._cultures, self._sizes)[0]
            origin = self._rng.choice(self._cultures) if self._rng.random() < MIXED_MARRIAGES else culture
            name = f"{self._rng.choice(_FIRST[culture].split())} {self._rng.choice(_LAST[origin].split())}"
            if name not in self._names:
                self._names.add(name)
                return name, _LANGUAGE.get(culture, "en")

    def handle(self, network: str, name: str, affixes: tuple[str, ...] | None) -> str:
        """A handle nobody has yet on a network, made from a name and, often, a word of the bearer's crowd.

        With None instead of such words the name is an organisation's, and the handle is the name.
        """
        whole = plain(name)
        if affixes is None:
            return self._claim(network, whole.replace("_", ""))
        first, _, last = whole.partition("_")
        shapes = [f"{first}_{last}", f"{first}{last[:1]}", f"{first}.{last[:3]}", f"{last}{first[:1]}"]
        shapes.append(f"{first}{self._rng.randrange(70, 99)}")
        for affix in affixes:
            shapes += [f"{first}_{affix}", f"{affix}_{first}", f"{last}{affix}"]
        return self._claim(network, self._rng.choice(shapes))

    def _claim(self, network: str, handle: str) -> str:
        """This handle, or with a number behind it when it is taken."""
        number, candidate = 2, handle
        while (network, candidate) in self._handles:
            candidate = f"{handle}{number}"
            number += 1
        self._handles.add((network, candidate))
        return candidate


def plain(name: str) -> str:
    """A name in plain lower-case letters, as in handles and addresses.

    >>> plain("Otávio Al-Hamdawi")
    'otavio_alhamdawi'
    """
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ß", "ss"))
    ascii_letters = "".join(c for c in letters if c.isascii() and (c.isalnum() or c == " "))
    return ascii_letters.casefold().strip().replace(" ", "_")


def address(name: str, domain: str) -> str:
    """An e-mail address for a name; demo domains end in `.example`, which belongs to nobody.

    >>> address("Otávio Al-Hamdawi", "postbox.example")
    'otavio.alhamdawi@postbox.example'
    """
    return f"{plain(name).replace('_', '.')}@{domain}"
