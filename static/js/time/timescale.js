/* Reckon with days for the time line: positions, ticks, lanes. No drawing happens here. */

const DAY_MS = 86400000;

/**
 * Days since 1970 of an ISO date, and back.
 * @param {string} iso
 */
const dayOf = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY_MS);
/** @param {number} day */
const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

const FIRST_DAY = dayOf("0001-01-01");

/** @typedef {{ first: number, last: number, start: number, end: number }} Domain */

/**
 * The first and the last day that the story's dates can mean, with a little room at both ends.
 * @param {Annotation[]} annotations
 */
function domain(annotations) {
  const days = annotations.filter((annotation) => !annotation.date.unknown)
    .flatMap(({ date }) => [date.earliest, date.latest].flatMap((day) => (day ? [dayOf(day)] : [])));
  if (!days.length) return null;
  let first = Infinity;
  let last = -Infinity;
  for (const day of days) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const room = Math.max(2, Math.round((last - first) * 0.045));
  return { first, last, start: first - room, end: last + 1 + room };
}

/**
 * The first day of a month, which is counted from the year 0 on.
 * @param {number} count
 */
const monthDay = (count) => dayOf(String(Math.floor(count / 12)).padStart(4, "0") + "-"
  + String((count % 12) + 1).padStart(2, "0") + "-01");
/** @param {number} day */
const monthOf = (day) => {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/**
 * Shift a day by whole months, to the month's first day or to its last.
 * @param {number} day
 * @param {number} by
 * @param {boolean} toEnd
 */
function month(day, by, toEnd) {
  const count = Math.min(Math.max(monthOf(day) + by, 0), 9999 * 12 + 11);
  return toEnd ? monthDay(count) + daysIn(count) - 1 : monthDay(count);
}

/** @param {number} count */
function daysIn(count) {
  return new Date(Date.UTC(2000 + (Math.floor(count / 12) % 400), (count % 12) + 1, 0)).getUTCDate();
}

/**
 * The ticks, as dense as the width allows: `at` is where one stands, in days; `unit` how it is called.
 *  Paper has the same rule (geo/film/ticks.py). A day's own tick stands at its middle.
 * @param {{ start: number, end: number }} given
 * @param {number} width
 */
function ticks({ start, end }, width) {
  const fits = (/** @type {number} */ days) => width / ((end - start) / days) >= 62;
  const days = [1, 2, 5, 10].find(fits);
  if (days) return ofDays(start, end, days);
  const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];
  return ofMonths(start, end, months.find((size) => fits(size * 30.4)) || 24000);
}

/**
 * Every so many days of each month, but for a last one just before the next month's first.
 * @param {number} start
 * @param {number} end
 * @param {number} step
 */
function ofDays(start, end, step) {
  const found = [];
  for (let day = Math.max(start, FIRST_DAY); day < end; day += 1) {
    const count = monthOf(day);
    const past = day - monthDay(count);
    if (past === 0 || (past % step === 0 && daysIn(count) - past >= 0.75 * step)) {
      found.push({ day, at: day + 0.5, unit: past === 0 && count % 12 === 0 ? "year" : "day" });
    }
  }
  return found;
}

/** @param {number} start @param {number} end @param {number} step */
function ofMonths(start, end, step) {
  const found = [];
  const first = monthOf(Math.max(start, FIRST_DAY));
  for (let count = Math.ceil(first / step) * step; monthDay(count) <= end; count += step) {
    const unit = count % 12 === 0 || step >= 12 ? "year" : "month";
    found.push({ day: monthDay(count), at: monthDay(count), unit });
  }
  return found.filter(({ day }) => day >= start);
}

/**
 * Give each bar the highest lane where it touches no other.
 * @param {{ x0: number, x1: number, lane?: number }[]} bars
 * @param {number} gap
 */
function lanes(bars, gap) {
  /** @type {number[]} */
  const ends = [];
  for (const bar of [...bars].sort((a, b) => a.x0 - b.x0 || b.x1 - a.x1)) {
    let lane = ends.findIndex((end) => bar.x0 >= end + gap);
    if (lane < 0) lane = ends.length;
    ends[lane] = bar.x1;
    bar.lane = lane;
  }
  return ends.length;
}

export { dayOf, isoOf, domain, month, ticks, lanes };
