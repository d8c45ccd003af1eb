/* Name the shapes of what the server sends, and of what modules hand to each other. */

import "leaflet";

declare global {
  /** A text by language; `default` where its language is not known. */
  type Texts = Record<string, string>;
  type Position = number[];
  type Geometry = { type: string; coordinates: any; geometries?: any };
  /** West, south, east, north; over the 180th meridian west is the larger. */
  type Bounds = number[];

  /* --- a story, as geo/webmap/bundle.py sends it and core/store.js indexes it ------------------ */

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
  type Style = Record<string, any>;

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
    lettering: Record<string, Style>;
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

  /* --- what stands on the map -------------------------------------------------------------------- */

  interface Point {
    x: number;
    y: number;
  }

  interface Size {
    w: number;
    h: number;
  }

  interface Box extends Point, Size {
    /** The mark whose dot it is. */
    of?: string;
    /** From a dot to a name. */
    line?: Point[];
  }

  interface Part {
    role: string;
    [name: string]: any;
  }

  interface Mark {
    id: string;
    feature: Feature;
    layer: Layer;
    cls: LayerClass;
    paths: { path: any; part: Part }[];
    targets: any[];
    stamp: any;
    shown: boolean;
    kept?: boolean;
  }

  /** What wants a name. */
  interface Wish {
    mark: Mark;
    anchor: L.Point;
    box: Box | null;
    tiny: boolean;
    ground: boolean;
    statements: number;
    chosen: boolean;
    rank?: number;
    /** How many stand at its spot, and how many of them it names beside itself. */
    count?: number;
    more?: number;
  }

  /** How a name is written, and how far from its mark. */
  interface Writing {
    kind: string;
    size: number;
    weight: number;
    upper?: boolean;
    italic?: boolean;
    /** In pixels, after each letter. */
    spacing?: number;
    colour?: string;
    reach?: number;
    folded?: number;
    widest?: number;
    pad?: number;
    must?: boolean;
    /** What is remarked on the mark, in lines below its name. */
    remark?: string[];
  }

  /** Tiny marks that share a call-out, named by the first of them. */
  interface Group extends Wish {
    members: Wish[];
  }

  interface TileCoords extends Point {
    z: number;
  }

  /** What the buttons of a card do (reading/tour.js). */
  interface CardActions {
    choose: (id: string, options?: Record<string, any>) => void;
    chooseMark: (id: string, options?: Record<string, any>) => void;
    step: (by: number) => void;
  }

  /** Which pictures and films the server makes (geo/server/endpoints/presets.py). */
  interface Offered {
    presets: { id: string; width: number; height: number; dpi: number; pixels: [number, number] }[];
    formats: { id: string; title: string }[];
    films: { formats: { id: string; title: string }[]; pixels: number };
    limits: { dpi: [number, number]; side: [number, number]; pixels: number };
    themes: string[];
    details: string[];
    furniture: string[];
  }

  /** What an element is given: its attributes, and who listens to its events (base/dom.js). */
  type Attributes = { on?: Record<string, (event: any) => any>; [name: string]: any };

  /** Of the page's own words, or the server's, which are English. */
  type Sentence = string | { english: string };

  /** What the server tells a page of itself, as far as it is a list or a table. */
  interface Config {
    calendars: Record<string, { months: string[]; short: string[]; day: string }>;
    certainties: string[];
    credits: { text: string; url: string }[];
    sizes: [number, string][];
    tones: string[];
    [name: string]: any;
  }

  /* --- a draft, as the server sends it (geo/draft/model.py) ------------------------------------------- */

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
    [name: string]: any;
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
    geometry: Geometry;
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
    article: { publisher: string; published: string; place?: string; url?: string | null; language?: string; [name: string]: any };
    blocks: Block[];
    mentions: Mention[];
    statements: Statement[];
    shapes: Shape[];
    categories: Category[];
    marks: MarkWords[];
    left_out: any[];
    notes: string[];
    version?: number;
    published_as?: string;
    [name: string]: any;
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
    refused: [string, Record<string, any> | undefined] | null;
  }

  /** One mark of a draft's map: a place or a shape, for all mentions of it. */
  interface DraftMark {
    key: string;
    shape: Shape | null;
    choice: any;
    mentions: string[];
    confirmed: boolean;
    name: string;
    geometry: Geometry;
    outline: Geometry | null;
    layer: string;
    certainty: string;
    isPoint: boolean;
  }

  /** What Leaflet.Editable tells: where, and of which corner if of one. */
  interface EditableEvent {
    latlng: L.LatLng;
    vertex: L.Editable.VertexMarker;
    cancel(): void;
  }

  interface Window {
    Dateline: object;
    geodesic: any;
  }
}

declare module "leaflet" {
  /* What Leaflet keeps to itself and we touch all the same. */
  interface Map {
    [inner: `_${string}`]: any;
  }
  interface Layer {
    [inner: `_${string}`]: any;
    shape?: any;
  }
  namespace Map {
    const Drag: any;
  }

  /* Leaflet.Editable, as far as check/map/ asks it. */
  interface Map {
    editTools: Editable;
  }
  interface Evented {
    on(type: `editable:${string}`, fn: (event: EditableEvent) => void): this;
  }
  interface Marker {
    disableEdit(): void;
  }
  interface Polyline {
    editor: Editable.PathEditor;
    enableEdit(map: Map): Editable.PathEditor;
    disableEdit(): void;
  }
  class Editable extends Evented {
    constructor(map: Map, options: object);
    startMarker(latlng: LatLng | undefined, options: MarkerOptions): Marker;
    startPolyline(latlng: LatLng | undefined, options: PolylineOptions): Polyline;
    startPolygon(latlng: LatLng | undefined, options: PolylineOptions): Polygon;
  }
  namespace Editable {
    interface PathEditor {
      push(latlng: LatLng): void;
      pop(): LatLng | undefined;
    }
    class VertexMarker extends Marker {
      getIndex(): number;
      getLastIndex(): number;
    }
    class MiddleMarker extends Marker {}
  }
}
