/* Reckon with days for the time line: positions, ticks, lanes. No drawing happens here. */
(function (D) {
  "use strict";

  const DAY_MS = 86400000;

  /** Days since 1970 of an ISO date, and back. */
  const dayOf = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY_MS);
  const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

  /** The first and the last day that the story's dates can mean, with a little room at both ends. */
  function domain(annotations) {
    const days = annotations.filter((annotation) => !annotation.date.unknown)
      .flatMap(({ date }) => [date.earliest, date.latest].filter(Boolean).map(dayOf));
    if (!days.length) return null;
    let first = Infinity;
    let last = -Infinity;
    for (const day of days) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    const room = Math.max(10, Math.round((last - first) * 0.045));
    return { first, last, start: first - room, end: last + room };
  }

  /** Shift a day by whole months, to the month's first day or to its last. */
  function month(day, by, toEnd) {
    const date = new Date(day * DAY_MS);
    const shift = toEnd ? by + 1 : by;
    let target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1) / DAY_MS;
    if (toEnd) target -= 1;
    return Math.round(target);
  }

  /** Days where a tick stands: of each year, quarter or month, as dense as the width allows. */
  function ticks({ start, end }, width) {
    const months = (end - start) / 30.4;
    const step = [1, 3, 6, 12, 24, 60, 120, 240, 600].find((size) => width / (months / size) >= 62) || 1200;
    const first = new Date(start * DAY_MS);
    const found = [];
    for (let index = 0; index < 400; index += 1) {
      const at = (first.getUTCFullYear() * 12 + Math.ceil(first.getUTCMonth() / step) * step) + index * step;
      const day = Math.round(Date.UTC(Math.floor(at / 12), at % 12, 1) / DAY_MS);
      if (day > end) break;
      if (day >= start) found.push({ day, year: at % 12 === 0 });
    }
    return { found, step };
  }

  /** Give each bar the highest lane where it touches no other. */
  function lanes(bars, gap) {
    const ends = [];
    for (const bar of [...bars].sort((a, b) => a.x0 - b.x0 || b.x1 - a.x1)) {
      let lane = ends.findIndex((end) => bar.x0 >= end + gap);
      if (lane < 0) lane = ends.length;
      ends[lane] = bar.x1;
      bar.lane = lane;
    }
    return ends.length;
  }

  D.time = { dayOf, isoOf, domain, month, ticks, lanes };
})(window.Dateline = window.Dateline || {});
