/* What stands on the map, and the names that are placed on it. */

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

/** A part of a symbol in SVG's terms (map/symbols.js). */
interface Part {
  role: string;
  stroke?: string | null;
  width?: number;
  opacity?: number;
  dash?: number[];
  fill?: string | null;
  fillOpacity?: number;
  /** Of a disc; 0 of a line. */
  radius: number;
  paint?: string;
  pictogram?: string;
  filter?: string;
}

interface Mark {
  id: string;
  feature: Feature;
  layer: Layer;
  cls: LayerClass;
  paths: { path: Shaped; part: Part }[];
  targets: Shaped[];
  /** On the canvas of very many points, in place of paths. */
  stamp: L.CircleMarker | null;
  shown: boolean;
  kept?: boolean;
}

type Shaped = L.Polyline | L.Polygon | L.CircleMarker;

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
  choose: (id: string, options?: Choosing) => void;
  chooseMark: (id: string, options?: Choosing) => void;
  step: (by: number) => void;
}

/** How something is chosen. */
interface Choosing {
  fly?: boolean;
  /** Whether the card takes the focus. */
  focus?: boolean;
  /** Whether the map stays as it is. */
  still?: boolean;
  at?: L.LatLng;
}
