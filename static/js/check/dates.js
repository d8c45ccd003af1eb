/* Read and say the dates of EDTF that drafts hold; also "28 April 2025", as a person writes it. */
(function (D) {
  "use strict";

  const C = D.check;
  const POINT = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?$/;
  const MASKED = /^\d{2}(?:\d[\dX]|XX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?[?~%]?$/;

  function daysIn(year, month) {
    return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  }

  /** First and last day of a point, as sortable texts; null if there is no such date. */
  function span(text) {
    const found = POINT.exec(text);
    if (!found) return null;
    const [year, month, day] = found.slice(1).map((part) => (part ? Number(part) : 0));
    if (!year || month > 12 || (found[2] && !month) || (found[3] && !day)) return null;
    if (day > (month ? daysIn(year, month) : 0)) return null;
    const last = [year, month || 12, day || daysIn(year, month || 12)];
    return [[year, month || 1, day || 1], last].map(([y, m, d]) =>
      [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-"));
  }

  /** Whether a text is a date that the server will take. */
  function valid(text) {
    if (text === "unknown" || span(text) || MASKED.test(text)) return true;
    const [start, end, more] = text.split("/");
    if (more !== undefined || !end) return false;
    const [first, last] = [span(start), span(end)];
    if (start === ".." && last) return true;
    if (end === ".." && first) return true;
    return Boolean(first && last && first[0] <= last[1]);
  }

  function point(text) {
    const found = POINT.exec(text);
    if (!found || !span(text)) return text;
    const [, year, month, day] = found;
    if (day) return D.i18n.day([year, month, day].join("-"));
    const months = D.config.calendars[D.i18n.language()].months;
    return (month ? months[Number(month) - 1] + " " : "") + D.i18n.plain(Number(year));
  }

  /** The date in words, as the reading map says it. */
  function words(text) {
    if (text === "unknown") return D.t("noDate");
    const [start, end] = text.split("/");
    let said = point(start);
    if (end !== undefined) {
      said = start === ".." ? D.t("upTo", { date: point(end) })
        : end === ".." ? D.t("since", { date: point(start) }) : point(start) + " – " + point(end);
    }
    if (/[~%]/.test(text)) said = D.t("about", { date: said });
    return /[?%]/.test(text) ? D.t("uncertain", { date: said }) : said;
  }

  /** What a person wrote, as EDTF: a day or month in words becomes one, all else is left. */
  function read(text) {
    const plain = text.trim();
    if (!plain) return "unknown";
    const found = /^(?:(\d{1,2})\.?\s+)?(\p{L}{3,})\.?,?\s+(\d{4})([?~%]?)$/u.exec(plain);
    if (!found) return plain;
    const { months } = D.config.calendars[D.i18n.language()];
    const name = D.i18n.fold(found[2]);
    const at = months.findIndex((month) => D.i18n.fold(month).startsWith(name));
    if (at < 0) return plain;
    const day = found[1] ? "-" + found[1].padStart(2, "0") : "";
    return found[3] + "-" + String(at + 1).padStart(2, "0") + day + found[4];
  }

  C.dates = { valid, words, read };
})(window.Dateline = window.Dateline || {});
