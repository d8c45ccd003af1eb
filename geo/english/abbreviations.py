"""Tell whether a sentence of English ends behind an abbreviation, by its kind and what follows."""

from __future__ import annotations

import re
from typing import Final

_TITLE: Final = (
    # ranks
    r"Adm|Brig|Capt|C?m?dr|Cdre|Cmde|Cmdt|Col|Comm?r|Comdt|Cpl|Cpt|Ens|Flt|Gen|Gnr|Gp|Kol|L[Cc]pl|Lt|"
    r"Maj|Pte|Pvt|Rfn|Sgt|Spr|Sqn|Ssgt|Tpr|Wg|"
    # offices
    r"[AD][CS]P|[CS]SP|Addl|Ald|Amb|Ass(?:is)?t|Atty|Chmn|Cllr|Const|Coun|Dep|Det|Dir|Dy|Gov|Hon|Insp|"
    r"(?:Ex-|Vice-)?Pres|Rep|Sec|Sen|Snr|Sub-Insp|Supdt|Supt|Treas|"
    # learning and trades
    r"Acad|Adv|Arc|Barr|Dipl|Drs|Eng|Engr|Ing|Ir|Lic|Pharm|Prof|"
    # faith
    r"Abp|Alh|Archbp|Bp|Bro|Dcn|Evang?|Fr|Hajj?|Hj|Mal|Msgr|Pst|Revd?|Shk|Sr|Ustz?|"
    # address
    r"Ch|Kum|Mlle|Mmes?|Ms|Mx|Otn|Rtn|Sh|Shri|Smt|Sri|"
    # given names cut short
    r"Abd|Benj|Chas|Edw|Jas|Md|Mhd|Mohd?|Muhd?|Robt|Thos|Wm"
)
_OF_A_PLACE: Final = r"Cpo|Ft|Mts?|Pt|Pta|Pto|Sta?|Ste|Sto"
"""What begins a place's name: *Ft. Portal*, *Pto. Montt*."""
_NAME_FOLLOWS: Final = re.compile(rf"(?:^|[\s“‘\"'(-])(?:{_TITLE}|{_OF_A_PLACE})\.$")
_ALONE: Final = re.compile(
    r"(?!(?:Yes|No|Never|Nobody|None|Nothing|Silence|Right|Wrong|True|Enough|Perhaps|Maybe|Why|How|"
    r"What|Here|There|Now|Then|Peace|War|Gone|Dead|Well|Ok|Okay|Sorry|Thanks|Good|Bad|Today)\.)"
    r"[A-Z][a-z’-]{1,7}\.$"
)
"""A sentence of one word is none: *Otunba. Ada came*."""
_NAME: Final = re.compile(r"[A-Z][\w’'-]+[ ,]")
_SHORT: Final = re.compile(
    r"(?:^| )[a-z][\w-]*, (?!(?:Jr|Ltd|Plc|Pty|Sr)\.)[B-Z][b-df-hj-np-tv-xz]{1,3}\.$"
)
"""Another such word, told by its form: no vowel, and after the words that say who it is."""
_BEGINS: Final = re.compile(
    r"(?:A|All|An|And|At|But|By|For|He|His|Her|I|If|In|It|Its|No|On|She|That|The|Their|Then|There|"
    r"These|They|This|Those|We|When|You)\b(?!\.)"
)
"""No name, so that a sentence ended."""
_CLOCK: Final = re.compile(r"\d ?[ap]\.?m\.$", re.IGNORECASE)
_AFTER_CLOCK: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!['’]| (?:is|was|will|has|had)\b)|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d|"
    r"(?:GMT|UTC|[ACEMP][SD]T|[CEMP]T|A[CEW][SD]T|[CEW]ES?T|[CEW]AT|BST|IST|SAST|JST|KST|HKT|MSK|NPT|"
    r"PHT|PKT|TRT|WIB|WITA?)\b|"
    r"(?:Eastern|Central|Mountain|Pacific|Greenwich) (?:\w+ )?[Tt]ime\b|"
    r"[A-Z]\w+ (?:(?:local|standard|summer) time|time on)\b"
)
"""A day or a zone, which goes on with the time."""
_ABOUT: Final = re.compile(
    r"\b(?:[Aa]pprox|[Aa]ppr|ca|[Ee]st|incl|[Nn]os|[Tt]el|[Vv]ol|pp|Figs?|Arts?|Rp|Rs|K?[Ss]hs?)\.$"
)
"""What a number follows."""
_CLOSED: Final = re.compile(
    # a measure: 12 km. · 5 ft.
    r"\d ?(?:[kcm]?m|[kmc]?g|[mc]?l|ft|in|lbs?|oz|mi|yds?|[mk]ph|[km]/[hs]|hrs?|mins?|"
    r"secs?|pct|mn|bn|tn|ha|ac|sq|[kMG]?Hz|[kMGT]Wh?|[kMG]B)\.$|"
    # no. · etc.
    r"\b(?:no|etc|al|ibid|Esq)\.$|"
    # plan B. · hepatitis C.
    r"\b(?:plan|vitamin|hepatitis|influenza|group|grade|class|type|option|section|part|exhibit|"
    r"terminal|gate|block|zone|category|phase|point|appendix|annex|schedule|division) [A-Z]\.$|"
    # Portland, Ore. · Washington, D.C.
    r"[A-Z][a-z’-]+, (?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|D\.C|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Mich|"
    r"Minn|Miss|Mo|Mont|N\.[CDHJMY]|Neb|Nev|Okla|Ore|Pa|R\.I|[SW]\.[CDV]a?|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|"
    r"Ont|Que|B\.C|N\.S\.W|Vic)\.$|"
    # 14 Ford St. · 3 New Mill Rd.
    r"\d (?:[A-Z][\w’'-]*\.? ){1,3}(?:St|Ave|Rd|Blvd|Dr|Ln|Sq|Hwy|Pl|Ct)\.$",
    re.ASCII,
)
"""What nothing of the sentence follows in capitals."""
_MONTH: Final = re.compile(
    r"(?:\S+ ){2}(?:in|since|until|last|this|by|of|from) "
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_JUNIOR: Final = re.compile(r"[A-Z][\w’'-]+,? Jr\.$")
_AFTER_JUNIOR: Final = re.compile(
    r"[A-Z][\w’'-]+ [A-Z]|(?:Avenue|Award|Boulevard|Bridge|Cent(?:er|re)|Day|Drive|Foundation|"
    r"Highway|Hospital|Library|Park|Parkway|Prize|School|Street|Way)\b"
)
"""What is called after a man, of two names perhaps."""
_FIRM: Final = re.compile(r"(?:Bros|Co|Corp|Inc|L\.?L\.?C|Ltd|P[Ll][Cc]|Pty)\.$")
_AFTER_FIRM: Final = re.compile(
    r"(?:CEO|C[FOT]O|Chair\w*|Chief|Co-\w+|Deputy|Director|Executive|Founder|General|Group|Head|"
    r"Inc|Ltd|Managing|Manager|President|Regional|Senior|Spokes\w+|Vice|[A-Z][\w’'-]+ (?:and|&) )\b"
)
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|"
    r"said|says|told|went|came|made|took|gave|got|left|fell|rose|won|lost|sent|bought|sold|paid|"
    r"built|held|met|saw|ran|sued|owns|works|worked|runs|makes|(?!\w*eed\b)[a-z]{3,}ed)\b"
)
_WITHIN: Final = re.compile(rf"\b[a-z]+ (?:in|at|near) (?:{_TITLE})\.$")
_NAME_AND_VERB: Final = re.compile(rf"(?:[A-Z][\w’'-]+ ){{1,3}}(?:{_VERB.pattern})")


def is_end(sentence: str, after: str) -> bool | None:
    """Tell whether a sentence ends behind its last word, an abbreviation, or goes on.

    Parameters
    ----------
    sentence
        From its beginning, or its last words, to the abbreviation's stop.
    after
        What follows, without the spaces between.

    Returns
    -------
    Nothing where its kind does not tell.
    """
    if _CLOCK.search(sentence):
        return _AFTER_CLOCK.match(after) is None
    if after[:1].isdigit():
        return False if _ABOUT.search(sentence) else None
    if not after[:1].isupper():
        return None
    if _CLOSED.search(sentence) or _MONTH.search(sentence):
        return True
    if _BEGINS.match(after):
        return None
    if _JUNIOR.search(sentence):
        return _AFTER_JUNIOR.match(after) is None
    if _FIRM.search(sentence):
        return True if _VERB.search(sentence) and not _AFTER_FIRM.match(after) else None
    if _WITHIN.search(sentence) and _NAME_AND_VERB.match(after):
        return True  # he studied in Ch. Salim left
    if (
        _NAME_FOLLOWS.search(sentence)
        or _SHORT.search(sentence)
        or (_ALONE.match(sentence) and _NAME.match(after))
    ):
        return False
    return None
