/* A draft, as geo/draft/model.py has it, how its marks look, and what is chosen in it. */

interface Choice {
  id: string;
  name: string;
  kind: string;
  country: string;
  admin1: string;
  population: number;
  lat: number;
  lon: number;
  score: number;
  reasons: string[];
  geonameid?: number | null;
}

interface Mention {
  id: string;
  block: number;
  start: number;
  end: number;
  text: string;
  kind: string;
  score: number;
  reasons: string[];
  choices: Choice[];
  chosen: number | null;
  shape: string | null;
  state: string;
  /** How much the article is about its place: `main`, `also` or `aside`. */
  prominence?: string | null;
  prominent_for?: string[];
}

interface Statement {
  id: string;
  block: number;
  start: number;
  end: number;
  mentions: string[];
  date: string;
  date_reason: string;
  said_by: string;
  tone: string;
  claim: string;
  quoted: boolean;
  state: string;
}

interface Shape {
  id: string;
  name: string;
  geometry: Simple;
  certainty: string;
  note: string;
  moved_from: string;
}

interface Block {
  kind: string;
  text: string;
  number: number | null;
}

/** One kind of what a story shows, with the look of its marks. */
interface Category {
  id: string;
  title: string;
  titles: Texts;
  colour: string;
  symbol: string | null;
}

/** What a person says of a mark, known by the key of its mentions (draft/scope.js). */
interface MarkWords {
  of: string;
  /** On the map; empty: as the article writes it. */
  name: string;
  /** Below it; empty: none. */
  remark: string;
  category: string | null;
}

interface Draft {
  title: string;
  summary: string;
  article: Article;
  blocks: Block[];
  mentions: Mention[];
  statements: Statement[];
  shapes: Shape[];
  categories: Category[];
  marks: MarkWords[];
  left_out: LeftOut[];
  notes: string[];
  version?: number;
  published_as?: string;
  /** Whether a person wrote the summary. */
  own_summary?: boolean;
}

interface Article {
  headline: string;
  publisher: string;
  published: string;
  place: string;
  url: string | null;
  language: string;
}

/** A piece of an article that does not count as its text. */
interface LeftOut {
  text: string;
  reason: string;
}

/** The draft, and what is chosen in it. */
interface Work {
  draft: Draft;
  version: number;
  /** The chosen mention. */
  chosen: string | null;
  /** Where it was chosen: in the text, on the map, by a step. */
  from: string | null;
  tab: string;
  /** For which mentions a decision stands. */
  scope: string;
  /** Why what was asked for last cannot be done: the key of a sentence, and what is filled in. */
  refused: [string, Values | undefined] | null;
}

/** One mark of a draft's map: a place or a shape, for all mentions of it. */
interface DraftMark {
  key: string;
  shape: Shape | null;
  /** Unless a shape stands for it. */
  choice: Choice;
  mentions: string[];
  confirmed: boolean;
  name: string;
  geometry: Simple;
  outline: Simple | null;
  layer: string;
  certainty: string;
  isPoint: boolean;
}

/** How a draft's marks look: a layer as far as it is known before there is a story. */
type DraftLayer = Pick<Layer, "id" | "theme"> & { classes: DraftClass[] };
type DraftClass = Pick<LayerClass, "id" | "kind" | "certainty" | "style"> & {
  coloured: Record<string, Style>;
  symbolled?: Record<string, Style>;
};

/** What the server answered, and the sentences of a problem (check/deciding/sync.js). */
interface Reply {
  status: number;
  ok: boolean;
  /** The draft; or where the story is that was made of it, and what of the one before could not stay. */
  body: { draft: Draft; address: string; lost: string[] };
  problems: Sentence[];
}
