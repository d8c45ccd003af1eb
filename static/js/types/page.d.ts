/* The page: its elements and words, and what the server tells it of itself. */

/** What an element is given: its attributes, and who listens to its events (base/dom.js). */
interface Attributes {
  on?: Listeners;
  data?: Record<string, Word>;
  [name: string]: Word | Listeners | Record<string, Word>;
}
type Listeners = { [name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[name]) => unknown };
type Word = string | number | boolean | null | undefined;
/** What stands in an element; what is no node becomes text, but for null, false and undefined. */
type Child = Node | Word | Child[];

/** The elements of the pages that are more than any, by their ids. */
type Elements = { language: HTMLSelectElement }
  & Record<"add" | "conflict" | "export" | "help" | "link-box" | "remove" | "story", HTMLDialogElement>
  & Record<"redo" | "story-make" | "time-reset" | "tour-next" | "tour-prev" | "undo", HTMLButtonElement>
  & Record<"category-title" | "place-search" | "search-input" | "undated-on", HTMLInputElement>;

/** What is filled into words, by its name there; `n` chooses the plural (core/i18n.js). */
type Values = Record<string, Word>;

/** Of the page's own words, or the server's, which are English. */
type Sentence = string | { english: string };

/** An option of the address: its words, or its limits (geo/options). */
interface Option {
  enum?: string[];
  default?: string;
  minimum?: number;
  maximum?: number;
}

/** What the server tells a page of itself (geo/webmap/document.py, checking.py). */
interface Config {
  assets: Record<string, string>;
  calendars: Record<string, { months: string[]; short: string[]; day: string }>;
  credits: { text: string; url: string }[];
  options: Record<string, Option>;
  /** Where places are searched; not in a file that stands alone. */
  places: string | null;

  /* Of a story: */
  story: string;
  root: string;
  public: string;
  bundle: string;
  embed: string;
  pictures: string;
  films: string;
  kept: string | null;
  presets: string;
  drawn: Record<string, string>;

  /* Of a draft: */
  id: string;
  draft: string;
  outline: string;
  words?: string;
  home: string;
  countries?: Record<string, Record<string, string>>;
  written: Record<string, Record<string, string>>;
  layers: DraftLayer[];
  towns: string[];
  sizes: [number, string][];
  waters: string[];
  aside: string[];
  certainties: string[];
  tones: string[];
  /** By theme, then by name. */
  hues: Record<string, Record<string, string>>;
  symbols: Record<string, string>;
  /** The hue in which `coloured` and `symbolled` come. */
  like: string;
  mostCategories: number;
  longestRemark: number;
}
