/* What Leaflet keeps to itself and we touch all the same, Leaflet.Editable and GeographicLib, as far as we ask them. */

import "leaflet";

declare global {
  /** What Leaflet.Editable tells: where, and of which corner if of one. */
  interface EditableEvent {
    latlng: L.LatLng;
    vertex: L.Editable.VertexMarker;
    cancel(): void;
  }

  interface Window {
    Dateline: object;
    geodesic?: Geographiclib;
  }

  /** The library that reckons on the ellipsoid, as far as we ask it. */
  interface Geographiclib {
    Geodesic: {
      WGS84: Ellipsoid;
      STANDARD: number;
      LONG_UNROLL: number;
    };
  }
  interface Ellipsoid {
    Direct(lat1: number, lon1: number, azi1: number, s12: number): { lat2: number; lon2: number };
    Inverse(lat1: number, lon1: number, lat2: number, lon2: number): { s12: number };
    InverseLine(lat1: number, lon1: number, lat2: number, lon2: number): {
      s13: number;
      Position(s12: number, outmask: number): { lat2: number; lon2: number };
    };
    Polygon(polyline: boolean): {
      AddPoint(lat: number, lon: number): void;
      Compute(reverse: boolean, sign: boolean): { area: number };
    };
  }
}

declare module "leaflet" {
  /** Of tiles, whose address they are in (geo/webmap/document.py). */
  interface LayerOptions {
    theme?: string;
    lang?: string;
  }
  interface Layer {
    addInteractiveTarget(element: Element): this;
  }
  interface PathOptions {
    /** The group of its layer, how far an arc bows, the symbol of a disc (map/shapes.js). */
    group?: string;
    bow?: number;
    pictogram?: string;
    /** Of a point that is painted once for its class (map/canvas.js). */
    shown?: boolean;
    stamp?(): { canvas: HTMLCanvasElement; reach: number };
  }
  interface Path {
    _path: SVGPathElement;
    _renderer: Canvas & { _setPath(path: Path, data: string): void };
  }
  interface CircleMarker {
    _point: Point;
    _radius: number;
    _empty(): boolean;
    _containsPoint(point: Point): boolean;
    _updatePath(): void;
  }
  interface Polyline {
    _rings: Point[][];
    _projectLatlngs(latlngs: LatLng[], result: Point[][], bounds: Bounds): void;
  }
  interface Renderer {
    _bounds: Bounds;
    _zoom: number;
    _update(): void;
    getEvents(): { [name: string]: () => void };
  }
  interface SVG {
    _rootGroup: SVGGElement;
    _initContainer(): void;
    _addPath(path: Path): void;
  }
  interface Canvas {
    _ctx: CanvasRenderingContext2D;
    _drawing: boolean;
    _redrawBounds: Bounds | null;
    _redrawRequest?: number | null;
    _draw(): void;
    _redraw(): void;
  }
  interface Handler {
    moved(): boolean;
  }
  namespace Map {
    const Drag: {
      prototype: { _onPreDragWrap(): void };
      include(methods: { [name: string]: (this: Dragging) => void }): void;
    };
    interface Dragging {
      _initialWorldOffset: number;
      _worldWidth: number;
    }
  }
  namespace Control {
    interface Scale {
      _mScale: HTMLElement;
      _iScale: HTMLElement;
      _update(): void;
      _updateScale(line: HTMLElement, text: string, ratio: number): void;
    }
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
