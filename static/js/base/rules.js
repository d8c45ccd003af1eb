/* What both sides know alike. Made by data/scripts/build_rules.py, of Python's. */

/** @type {Record<string, string>} */
export const LANGUAGES = {"en": "English", "az": "Azərbaycanca", "fa": "فارسی", "hy": "Հայերեն", "tr": "Türkçe", "ru": "Русский"};
export const RIGHT_TO_LEFT = ["ar", "ckb", "fa", "he", "ps", "ur", "yi"];
export const CERTAINTIES = ["exact", "approximate", "indicative", "disputed"];
export const PROMINENCES = ["main", "also", "aside"];
export const APOSTROPHES = "'’ʼʻʽʾʿˈʹ′＇‛´ꞌ";
export const HYPHENS = "-‐‑‒⁃−﹣－֊";
/** @type {Record<string, string>} */
export const LETTERS = {"ı": "i", "ə": "e", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی", "ـ": "", "‌": "", "և": "եվ", "-": " ", "–": " ", "/": " ", ".": " "};
export const UNREAD = "‘`ʺ'\"(),­";
export const SUMMARY = "As reported{by}{when}.";
