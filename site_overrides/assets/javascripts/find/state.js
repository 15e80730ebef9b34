// A search as the part of an address behind the "#", which is never sent to a server: the address bar is the state.

/**
 * @typedef {object} State
 * @property {string} q            what somebody typed
 * @property {string} near         a place, as typed; HERE for where the device is
 * @property {string[]} terms      paths of terms, like needs/debt: at least one of each list holds
 * @property {string[]} flags      free, drop-in, referrals
 * @property {string[]} languages  codes
 * @property {number[]} days       Monday is 0
 * @property {string} time         "", now, morning, afternoon or evening
 * @property {number | undefined} age
 * @property {number} within       miles; 0 for any
 * @property {string} sort         "", near, next or assured
 */

export const HERE = "@here";

const LONGEST = 200;
const MOST = 40;
const TERM = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
const CODE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/;
const FLAGS = ["free", "drop-in", "referrals"];
const TIMES = ["now", "morning", "afternoon", "evening"];
const SORTS = ["near", "next", "assured"];

/** @returns {State} */
export function nothing() {
  return { q: "", near: "", terms: [], flags: [], languages: [], days: [], time: "", age: undefined, within: 0, sort: "" };
}

/**
 * The search that a fragment stands for. What makes no sense is left out: anybody can write an address.
 * @param {string} fragment  with or without its "#"
 * @returns {State}
 */
export function readState(fragment) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const text = (name) => (said.get(name) ?? "").slice(0, LONGEST).trim();
  const list = (name, fits) => [...new Set(text(name).split(","))].filter(fits).slice(0, MOST);
  const one = (name, known) => (known.includes(text(name)) ? text(name) : "");
  return {
    q: text("q"),
    near: text("near"),
    terms: [...new Set(said.getAll("term"))].filter((term) => TERM.test(term)).slice(0, MOST),
    flags: list("only", (flag) => FLAGS.includes(flag)),
    languages: list("language", (code) => CODE.test(code)),
    days: list("day", (day) => /^[0-6]$/.test(day)).map(Number).sort(),
    time: one("time", TIMES),
    age: /^\d{1,3}$/.test(text("age")) ? Number(text("age")) : undefined,
    within: /^[1-9]\d{0,2}$/.test(text("within")) ? Number(text("within")) : 0,
    sort: one("sort", SORTS),
  };
}

/**
 * The fragment of a search, without its "#"; empty for one that asks for nothing.
 * @param {State} state
 * @returns {string}
 */
export function writeState(state) {
  const said = new URLSearchParams();
  const say = (name, value) => value && said.append(name, String(value));
  say("q", state.q);
  say("near", state.near);
  for (const term of state.terms) say("term", term);
  say("only", state.flags.join(","));
  say("language", state.languages.join(","));
  say("day", state.days.join(","));
  say("time", state.time);
  if (state.age !== undefined) said.append("age", String(state.age));
  say("within", state.within);
  say("sort", state.sort);
  return said.toString();
}

/**
 * Whether a search asks for anything.
 * @param {State} state
 */
export function asks(state) {
  return writeState({ ...state, sort: "", within: 0 }) !== "";
}
