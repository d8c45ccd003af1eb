/* The base map of a file that stands alone, as geo/basemap/extract.py and geo/gazetteer/places/extract.py write it. */

interface Ground {
  levels: { zooms: [number, number]; grid: number; cells: Record<string, Record<string, Packed>>; disputed: string[] }[];
  lines: Record<string, string>;
  themes: Record<string, GroundLook>;
  names: string;
}

/** A cell's rings or lines; 1 where it is full. */
type Packed = string | 1;

interface GroundLook {
  land: string;
  rim: string;
  /** Colour and halo of each kind of name. */
  names: Record<string, [string, string]>;
  /** By zoom: layer, colour, width (none: it is filled), dashes. */
  zooms: [name: string, colour: string, width: number | null, dash: number[]][][];
}

/** The names of the base map, each with its kind and where it may stand. */
interface Atlas {
  languages: string[];
  kinds: NameKind[];
  places: NameRecord[];
  /** How far a label reaches across and down, in pixels. */
  reach: [number, number];
}
/** Its kind; by language the first zoom and how it hangs; its last zoom; where it is; its texts. */
type NameRecord = [kind: number, first: number[], choice: number[], until: number, points: Position[], texts: string[]];
interface NameKind {
  id: string;
  area: boolean;
  italic: boolean;
  weight: number;
  spacing: number;
  halo: number;
  dot: string;
  radius: number;
  /** By script and zoom: a size, and an offset for each way to hang. */
  looks: [size: number, ...offsets: [number, number][]][][];
}
