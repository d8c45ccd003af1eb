/* Pictures and films: what the server makes, what is wanted, and what it tells of one. */

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

/** A picture or a film as it is wanted, beside the view that it shows (export/picture.js). */
interface Wanted extends Omit<State, "mark" | "panel"> {
  kind: string;
  form: string;
  /** Of the other kind: its last. */
  otherForm: string;
  preset: string;
  width: number;
  height: number;
  dpi: number;
  tell: string;
  camera: string;
  /** The statements that a film tells, where they are chosen one by one. */
  chosen: Set<string> | null;
  notes: boolean;
  detail: string;
  without: Set<string>;
  title: string;
  subtitle: string;
  /** By preset, the names that were moved or left out. */
  placed: Map<string, Placed>;
  whole: boolean;
  seen: Bounds;
}

/** Where names stand, from their marks; null: left out. */
type Placed = Map<string, [number, number] | null>;

/** What the server tells of a picture (`map.json`) or a film. */
interface Facts {
  width: number;
  height: number;
  dpi: number;
  scale: number;
  alt: string;
  description: string;
  lang: string;
  unnamed: string[];
  unremarked: string[];
  missing: string;
  renamed: { name: string; shown: string }[];
  names: Named[];
  seconds: number;
  told: string[];
}

/** A name on a picture. */
interface Named {
  id: string;
  name: string;
  /** Left, top, right, bottom. */
  box: [number, number, number, number];
  anchor: [number, number];
}
