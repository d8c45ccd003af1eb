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
export const DRAWN = "\\u{0}-\\u{3e1}\\u{3f0}-\\u{58f}\\u{600}-\\u{605}\\u{60c}-\\u{60d}\\u{610}-\\u{612}\\u{615}\\u{61b}-\\u{61c}\\u{61f}\\u{621}-\\u{63a}\\u{63d}\\u{640}-\\u{658}\\u{65a}-\\u{65b}\\u{660}-\\u{671}\\u{674}\\u{679}\\u{67c}\\u{67e}\\u{681}\\u{685}-\\u{686}\\u{688}-\\u{689}\\u{691}\\u{693}\\u{695}-\\u{696}\\u{698}\\u{69a}\\u{6a0}-\\u{6a1}\\u{6a4}\\u{6a9}-\\u{6ad}\\u{6af}\\u{6b5}\\u{6ba}\\u{6bc}-\\u{6be}\\u{6c0}-\\u{6c3}\\u{6c6}-\\u{6d0}\\u{6d2}-\\u{6d5}\\u{6dc}-\\u{6de}\\u{6e9}\\u{6f0}-\\u{6f9}\\u{70f}\\u{762}-\\u{763}\\u{890}-\\u{891}\\u{8e2}\\u{900}-\\u{97f}\\u{10fb}\\u{1680}\\u{180e}\\u{1ab0}-\\u{1ac0}\\u{1ac5}\\u{1ac7}-\\u{1ace}\\u{1c80}-\\u{1c88}\\u{1d00}-\\u{1df9}\\u{1dfb}-\\u{20c0}\\u{20f0}-\\u{215f}\\u{2183}-\\u{2184}\\u{2189}\\u{2202}\\u{2206}\\u{220e}-\\u{220f}\\u{2211}-\\u{2212}\\u{2215}\\u{221a}\\u{221e}\\u{222b}\\u{2248}\\u{2260}\\u{2264}-\\u{2265}\\u{25ca}\\u{25cc}\\u{2c60}-\\u{2c7f}\\u{2de0}-\\u{2e5d}\\u{3000}\\u{a640}-\\u{a69f}\\u{a700}-\\u{a7ff}\\u{a8ff}\\u{a92e}\\u{ab30}-\\u{ab6b}\\u{fb00}-\\u{fb17}\\u{fb50}-\\u{fb51}\\u{fb56}-\\u{fb59}\\u{fb66}-\\u{fb6d}\\u{fb7a}-\\u{fb7d}\\u{fb88}-\\u{fb95}\\u{fb9e}-\\u{fb9f}\\u{fba5}\\u{fba7}-\\u{fbb1}\\u{fbbf}-\\u{fbc0}\\u{fbd3}-\\u{fbdc}\\u{fbde}-\\u{fbdf}\\u{fbe2}-\\u{fbe3}\\u{fbe8}-\\u{fbe9}\\u{fbfc}-\\u{fbff}\\u{fd3e}-\\u{fd3f}\\u{fdf2}\\u{fdfc}\\u{fe00}\\u{fe20}-\\u{fe2f}\\u{fe70}-\\u{feff}\\u{fff9}-\\u{fffd}\\u{10780}-\\u{107ba}\\u{110bd}\\u{110cd}\\u{13430}-\\u{13438}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{1df00}-\\u{1df1e}\\u{e0001}-\\u{e007f}";
