/* A story, as geo/webmap/bundle.py sends it and core/store.js indexes it; and what is chosen of it. */

/** A text by language; `default` where its language is not known. */
type Texts = Record<string, string>;
type Position = number[];
type Geometry = Simple | { type: "GeometryCollection"; geometries: Geometry[] };
/** What one shape of Leaflet's can draw. */
type Simple =
  | { type: "Point"; coordinates: Position }
  | { type: "MultiPoint" | "LineString"; coordinates: Position[] }
  | { type: "MultiLineString" | "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] };
type Coordinates = Simple["coordinates"];
/** West, south, east, north; over the 180th meridian west is the larger. */
type Bounds = number[];

interface StoryDate {
  edtf: string;
  earliest: string | null;
  latest: string | null;
  open_start: boolean;
  open_end: boolean;
  uncertain: boolean;
  approximate: boolean;
  unknown: boolean;
  label: Texts;
}

interface Annotation {
  id: string;
  number: number;
  kind: "article" | "context";
  paragraph: number | null;
  source: string;
  about: string[];
  marks: string[];
  also_named: string[];
  tie: string | null;
  date: StoryDate;
  claim: Texts;
  said_by: string;
  speaker: Texts;
  tone: string;
  certainty: string | null;
  /** Its marks and its tie. */
  all: string[];
}

interface Tie {
  from: string;
  to: string;
  directed: boolean;
  tone: string;
  annotation: string;
  /** The first tie that lies on the same arc. */
  arc: string;
}

interface Properties {
  id: string;
  class: string;
  name: Texts;
  also: { text: string; by: string; language: string }[];
  certainty: string;
  status: string;
  source: string;
  method: string;
  note: string | null;
  /** A few words below its name. */
  remark: Texts | null;
  anchor: Position;
  tie: Tie | null;
  place: boolean;
  headed: boolean;
  aside: boolean;
}

interface Feature {
  type: "Feature";
  id: string;
  properties: Properties;
  geometry: Geometry;
}

/** How one part of a symbol looks (geo/style). */
interface Style {
  stroke: string | null;
  stroke_opacity: number;
  stroke_width_px: number;
  dash_px: number[];
  casing: string | null;
  casing_width_px: number;
  fill: string | null;
  fill_opacity: number;
  hatch: Hatch | null;
  soft_edge_px: number;
  radius_px: number;
  shape: "disc" | "ring" | "half" | "name";
  symbol: string | null;
  symbol_colour: string | null;
}

interface Hatch {
  angles_deg: number[];
  gap_px: number;
  width_px: number;
  colour: string;
  opacity: number;
}

interface Lettering {
  size_px: number;
  colour: string;
  weight: string;
  italic: boolean;
  capitals: boolean;
  spacing_px: number;
}

interface LayerClass {
  id: string;
  certainty: string;
  status: string;
  kind: "point" | "line" | "polygon";
  tone: string;
  prominence: string;
  /** Of the story's, by its id; empty where it has none. */
  category: string;
  /** What a legend lists as one: classes that differ in prominence alone. */
  row: string;
  style: Record<string, Style>;
  /** How its names are written (geo/style). */
  lettering: Record<string, Lettering>;
  count: number;
  directed: boolean;
}

interface Layer {
  id: string;
  title: Texts;
  group: string;
  visible: boolean;
  theme: string;
  classes: LayerClass[];
  classById: Index<LayerClass>;
  /** Of the legend: one class for all that differ in prominence alone. */
  rows: LayerClass[];
  features: { features: Feature[] };
}

interface Source {
  title: string;
  publisher: string;
  url: string | null;
  licence: string | null;
  attribution: string;
  kind: string;
}

interface Credit {
  id?: string;
  text: string;
  url: string | null;
}

/** Records by their ids; who asks knows that there is one, or looks whether there was. */
interface Index<V> {
  get(id: string | null): V;
  has(id: string | null): boolean;
  set(id: string, value: V): unknown;
  values(): IterableIterator<V>;
  size: number;
}

interface Story {
  id: string;
  title: Texts;
  summary: Texts;
  language: string;
  as_of: string;
  source: { headline: string; publisher: string; published: string; place: string; url: string | null; rights: string; paragraphs: number };
  bounds: Bounds;
  /** Whether a border that is not settled is seen within them. */
  unsettled: boolean;
  categories: { id: string; title: Texts }[];
  /** The symbols of its categories, each the data of a path. */
  symbols: Record<string, string>;
  layers: Layer[];
  annotations: Annotation[];
  sources: Record<string, Source>;
  credits: Credit[];
  featureById: Index<Feature>;
  annotationById: Index<Annotation>;
  layerById: Index<Layer>;
  layerOf: Index<Layer>;
  onMark: Map<string, Annotation[]>;
  /** By the first tie of an arc, what stands on it. */
  onArc: Map<string, Annotation[]>;
  contextOf: Map<string, Annotation[]>;
  /** Whether any statement has a tone. */
  toned: boolean;
  article: Annotation[];
  context: Annotation[];
  /** The ties that end at a mark. */
  ends: Map<string, string[]>;
}

interface State {
  lang: string;
  theme: string;
  layers: Set<string>;
  from: string | null;
  to: string | null;
  undated: boolean;
  at: string | null;
  mark: string | null;
  center: Position | null;
  zoom: number | null;
  panel: string | null;
}
