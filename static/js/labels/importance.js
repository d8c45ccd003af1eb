/* Put what wants a name in the order of its importance, which is that of a printed page. */

/** @type {Record<string, number>} */
const ROLES = { place: 0, zone: 2, route: 2, border: 3, area: 4, context: 5 };
/** Beyond all others. */
const FAR = 10;
const MOST = 1000;

/**
 * Whether the title or the headline names a mark that is on.
 * @param {Wish} given
 */
const isHeaded = ({ mark, ground }) => Boolean(mark.feature.properties.headed && !ground);

/** @param {Wish} wish */
const isFirst = (wish) => wish.chosen || isHeaded(wish);

/**
 * Points that are headed come first, then those with most statements, then those that stand aside;
 * all else by its role.
 * @param {Wish} wish
 */
function rank(wish) {
  const role = ROLES[wish.mark.layer.theme] ?? 4;
  const off = wish.ground ? FAR : 0;
  const headed = isHeaded(wish) ? 1 : 0;
  const said = Math.min(wish.statements, 99) / 100 - (wish.mark.feature.properties.aside ? 1 : 0);
  if (wish.mark.cls.kind !== "point") return off + role - (headed + said) / 2;
  return off - FAR * headed + (role === ROLES.area ? role : role / MOST) - said;
}

/** @param {Wish[]} wishes */
const ordered = (wishes) => wishes.map((wish) => ({ ...wish, rank: rank(wish) }))
  .sort((a, b) => Number(b.chosen) - Number(a.chosen) || a.rank - b.rank);

/**
 * The same wishes, what is chosen or headed before all others.
 * @param {Wish[]} wishes
 */
const firstly = (wishes) => [...wishes].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));

/**
 * How bad it is that some have no name: worst of what is chosen or headed.
 * @param {Wish[]} left
 */
const loss = (left) => left.length + MOST * left.filter(isFirst).length;

export { ordered, firstly, loss };
