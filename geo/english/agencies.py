"""Name the agencies whose reports newspapers print, as they sign them."""

from __future__ import annotations

from typing import Final

AGENCIES: Final = (
    r"AFP|AP|Reuters|Agence France[- ]Presse|(?:The )?Associated Press|dpa|DPA|EFE|ANSA|PTI|ANI|"
    r"UPI|Xinhua|TASS|RIA Novosti|Interfax|Anadolu(?: Agency)?|AA|IRNA|ISNA|Tasnim|Mehr|Fars|APA|"
    r"Azertac|AZERTAC|Trend|Turan|Report|Armenpress|ARMENPRESS|Panorama|Interpress|Bloomberg|"
    r"Kyodo|Yonhap|Bernama|APP|SANA|WAM|QNA|KUNA|MENA|PA Media|BBC|CNN|RFE/RL|VOA"
)
AGENCY: Final = rf"(?P<agency>{AGENCIES})"
