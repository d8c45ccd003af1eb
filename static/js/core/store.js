/* Hold the story and what is chosen of it; every part of the page listens here. */

import { given, state } from "./state.js";

/** @type {{ keys: string[], listener: (state: State, changed: Set<string>) => void }[]} */
const listeners = [];

/**
 * Change some keys and tell those who listen to one of them, once, in the order they came.
 * @param {Partial<State>} patch
 */
function set(patch) {
  /** @type {Set<string>} */
  const changed = new Set();
  for (const [key, value] of Object.entries(patch)) {
    if (state[/** @type {keyof State} */ (key)] !== value) changed.add(key);
  }
  Object.assign(state, patch);
  if (!changed.size) return;
  for (const { keys, listener } of listeners) {
    if (keys.some((key) => changed.has(key))) listener(state, changed);
  }
}

/** @param {string[]} keys @param {(state: State, changed: Set<string>) => void} listener */
function on(keys, listener) {
  listeners.push({ keys, listener });
}

/**
 * Index a bundle: features by id, annotations by id and by the marks they stand on.
 * @param {Story} bundle of the server, as yet without what is added here
 * @returns {Story}
 */
function model(bundle) {
  /** @type {Story} */
  const story = { ...bundle, featureById: new Map(), annotationById: new Map(),
    layerById: new Map(), layerOf: new Map(), onMark: new Map(), onArc: new Map(), contextOf: new Map(), toned: false };
  for (const layer of bundle.layers) {
    story.layerById.set(layer.id, layer);
    layer.classById = /** @type {Index<LayerClass>} */ (new Map(layer.classes.map((cls) => [cls.id, cls])));
    layer.rows = rowsOf(layer);
    for (const feature of layer.features.features) {
      story.featureById.set(feature.properties.id, feature);
      story.layerOf.set(feature.properties.id, layer);
    }
  }
  /** @type {(lists: Map<string, Annotation[]>, id: string, one: Annotation) => void} */
  const add = (lists, id, one) => { lists.set(id, lists.get(id) || []).get(id)?.push(one); };
  for (const annotation of bundle.annotations) {
    story.annotationById.set(annotation.id, annotation);
    annotation.all = annotation.tie ? [...annotation.marks, annotation.tie] : annotation.marks;
    for (const id of annotation.all) add(story.onMark, id, annotation);
    const tie = annotation.tie && story.featureById.get(annotation.tie)?.properties.tie;
    if (tie) add(story.onArc, tie.arc, annotation);
    for (const id of annotation.about || []) add(story.contextOf, id, annotation);
  }
  story.article = bundle.annotations.filter((annotation) => annotation.kind === "article");
  story.context = bundle.annotations.filter((annotation) => annotation.kind === "context");
  story.toned = bundle.annotations.some(({ tone }) => tone !== "neutral");
  story.ends = endsOfTies(story);
  return story;
}

/**
 * The classes that a legend lists, as on paper: what is not main stands for all of a row; what is
 * nothing but names explains itself, and what stands aside is seen only while it is asked for.
 * @param {Layer} layer
 */
function rowsOf(layer) {
  const seen = new Set(layer.features.features.filter(({ properties }) => !properties.aside).map(({ properties }) => properties.class));
  const rows = new Map();
  for (const cls of layer.classes) {
    if (seen.has(cls.id) && cls.row && (!rows.has(cls.row) || cls.prominence !== "main")) rows.set(cls.row, cls);
  }
  return [...rows.values()];
}

/** @param {Story} story */
function endsOfTies(story) {
  const ends = new Map();
  for (const feature of story.featureById.values()) {
    const tie = feature.properties.tie;
    for (const end of tie ? [tie.from, tie.to] : []) {
      if (!ends.has(end)) ends.set(end, []);
      ends.get(end).push(feature.properties.id);
    }
  }
  return ends;
}

/**
 * Whether an annotation's date may lie inside the window; undated ones follow their own switch.
 * @param {Annotation} annotation
 */
function inWindow(annotation) {
  const { from, to, undated } = state;
  if (!from && !to) return true;
  const date = annotation.date;
  if (date.unknown) return undated;
  if (from && date.latest && date.latest < from) return false;
  if (to && date.earliest && date.earliest > to) return false;
  return true;
}

/** The article's statements that the window leaves in, in reading order. */
const sequence = () => given.story.article.filter(inWindow);

/**
 * The statements that stand on a mark; of a tie, on all that lie on its arc: they are one to the eye.
 * @param {string} id
 */
function statementsOn(id) {
  const tie = given.story.featureById.get(id)?.properties.tie;
  return (tie ? given.story.onArc.get(tie.arc) : given.story.onMark.get(id)) || [];
}

/**
 * Whether the window leaves a mark in: one of its statements is in it, or nothing dates it.
 * @param {string} id
 */
function markInWindow(id) {
  if (!state.from && !state.to) return true;
  const story = given.story;
  const statements = story.onMark.get(id) || [];
  if (statements.some(inWindow)) return true;
  const ties = story.ends.get(id) || [];
  if (ties.some((tie) => (story.onMark.get(tie) || []).some(inWindow))) return true;
  return !statements.length && !ties.length;
}

export { set, on, model, inWindow, sequence, statementsOn, markInWindow };
