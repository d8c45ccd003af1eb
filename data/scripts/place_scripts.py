"""Tell a name's language by its letters, where the script leaves no doubt."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

ARMENIAN = re.compile(r"^[\u0531-\u0556\u0561-\u0587 \-]+$")
ARABIC = re.compile(r"^[\u0600-\u06ff\u200c ]+$")
RUSSIAN = re.compile(r"^[А-ЯЁа-яё][А-ЯЁа-яё \-.]+$")
AZERBAIJANI = re.compile(r"^[A-ZÇƏĞİÖŞÜa-zçəğıöşü \-]+$")

_EASTERN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t",
    "ժ": "zh", "ի": "i", "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh",
    "ճ": "ch", "մ": "m", "յ": "y", "ն": "n", "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j",
    "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p", "ք": "k",
    "օ": "o", "ֆ": "f", "և": "ev",
}  # fmt: skip
_CLASSICAL = re.compile("եւ|իւ|եա|եօ|էօ|[^ ]օ|ոյ|այ$|ութ|էյ")
_PERSIAN_LETTERS = re.compile(r"^[ءآئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c ]+$")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_PERSIAN_SOUNDS = {
    "b": "ب", "p": "پ", "t": "تط", "s": "ثسص", "j": "ج", "c": "چ", "h": "حه", "x": "خ", "d": "د",
    "z": "ذزضظ", "r": "ر", "Z": "ژ", "S": "ش", "q": "غق", "f": "ف", "k": "ک", "g": "گ", "l": "ل",
    "m": "م", "n": "ن",
}  # fmt: skip
_SOUND_OF = {letter: sound for sound, letters in _PERSIAN_SOUNDS.items() for letter in letters}


def plain(text: str) -> str:
    """Drop accents and apostrophes from a romanised name: ``Orūmīyeh`` becomes ``Orumiyeh``."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub("[ʻʼ’‘ʿʾ`ʹʺ']", "", bare)


def armenian(names: Iterable[str], english: str) -> str | None:
    """Choose the Eastern Armenian form of a place from its names in Armenian letters.

    Armenian letters write one language, so the only doubt is between its two standards and
    old names: the form that sounds nearest to the English one is taken, classical spelling
    last; nothing if none is near.
    """
    target = plain(english).casefold()
    best, best_score = None, 0.58
    for name in names:
        if not ARMENIAN.match(name) or "  " in name or name[0] != name[0].upper():
            continue
        if "վարչական" in name:
            continue
        sound = "".join(
            _EASTERN.get(letter, letter) for letter in name.casefold().replace("եւ", "և")
        )
        score = SequenceMatcher(None, sound, target).ratio()
        score -= 0.12 * len(_CLASSICAL.findall(name.casefold()))
        if score > best_score:
            best, best_score = name, score
    return best.replace("եւ", "և") if best else None


def persian(names: Iterable[str], romanised: str) -> str | None:
    """Choose the Persian form of a place in Iran or Afghanistan.

    Names with letters that Persian does not use (Kurdish, Pashto, Urdu, Arabic) are left out
    after Arabic's yeh and kaf are written the Persian way; of the rest, the one whose consonants
    are those of the romanised name, and which the most spellings share.
    """
    votes: Counter[str] = Counter()
    for name in names:
        if not ARABIC.match(name):
            continue
        form = _MARKS.sub(
            "", name.replace("ي", "ی").replace("ى", "ی").replace("ك", "ک").replace("ة", "ه")
        )
        if _PERSIAN_LETTERS.match(form) and not form.startswith(("استان", "شهرستان")):
            votes[form.strip()] += 1
    target = _latin_bones(romanised)
    scored = [
        (SequenceMatcher(None, _persian_bones(form), target).ratio(), count, form)
        for form, count in votes.items()
    ]
    good = [entry for entry in scored if entry[0] >= 0.8]
    return max(good)[2] if good else None


def _persian_bones(text: str) -> str:
    """Return a Persian word's consonants, one sign a sound."""
    return "".join(_SOUND_OF.get(letter, "") for letter in text)


def _latin_bones(text: str) -> str:
    """Return a romanised word's consonants in the same signs."""
    text = plain(text).casefold()
    for pair, sound in (("kh", "x"), ("gh", "q"), ("ch", "c"), ("sh", "S"), ("zh", "Z")):
        text = text.replace(pair, sound)
    return "".join(letter for letter in text if letter in _PERSIAN_SOUNDS)


def russian(names: Iterable[str]) -> str | None:
    """Return the one name in Russian letters, if there is exactly one."""
    found = {name for name in names if RUSSIAN.match(name)}
    return found.pop() if len(found) == 1 else None


def azerbaijani(local: str, names: Iterable[str]) -> str | None:
    """Return the Azerbaijani form of a place in Azerbaijan, if its letters tell it.

    Of Latin spellings only Azerbaijani's has the schwa; a name in use there that has others of
    its own letters is Azerbaijani too.
    """
    found = sorted(name for name in {local, *names} if "ə" in name.casefold())
    found = [name for name in found if AZERBAIJANI.match(name)]
    if len(found) == 1:
        return found[0]
    return local if AZERBAIJANI.match(local) and re.search("[ıİşŞçÇğĞöÖüÜxXqQ]", local) else None
