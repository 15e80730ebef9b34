// Which services a search keeps, and how sure that is. What nobody has said of a service is never taken for "no": it
// stays, after those that are known to fit, and says so.

import { addDays, nextTime, takesPlace } from "../schedule.js";
import { nearest } from "./distance.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./columns.js").Facets} Facets */

/**
 * @typedef {object} Kept
 * @property {number} service
 * @property {number} score
 * @property {boolean} unsure        something asked for has not been said of it
 * @property {number} [miles]        to its nearest place
 * @property {boolean} [covers]      it is not near, but comes there or works at a distance
 * @property {string} [next]         when it is on next, as sorts
 */

/**
 * What filters need beside the state.
 * @typedef {object} Means
 * @property {Facets} facets
 * @property {{rules: Map<number, any[]>, calendars: any} | undefined} sessions  when days or times are asked for
 * @property {{day: string, minutes: number}} now
 * @property {[number, number] | undefined} origin  where `near` is
 * @property {Map<string, Uint8Array>} [known]  answers, kept from one question to the next
 */

export const ANY_DISTANCE = 999;
const USUAL_DISTANCE = 10;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const NOWHERE = Object.freeze({});
const WEEKS_AHEAD = 4;
const BANDS = { morning: [0, 720], afternoon: [720, 1020], evening: [1020, 1440] };
const NEEDED = new Set(["needs"]);
const YES = 1;
const NO = 2;
const UNKNOWN = 3;

/**
 * The services that fit, in the order they came, those that may fit after those that do.
 * @param {{service: number, score: number}[]} found
 * @param {State} state
 * @param {Means} means
 * @returns {Kept[]}
 */
export function keep(found, state, means) {
  const tests = testsOf(state, means);
  const whereIs = whereabouts(state, means);
  const sure = [];
  const unsure = [];
  for (const result of found) {
    const answers = tests.map((test) => test(result.service));
    const where = whereIs(result.service);
    if (answers.includes(NO) || where.far) continue;
    const isUnsure = answers.includes(UNKNOWN) || Boolean(where.unsure);
    (isUnsure ? unsure : sure).push({ ...result, ...where, unsure: isUnsure });
  }
  return [...arrange(sure, state, means), ...arrange(unsure, state, means)];
}

/**
 * How many of `found` would be known to fit with each option added, by a name for it.
 * @param {{service: number, score: number}[]} found
 * @param {State} state
 * @param {Means} means
 * @param {Record<string, Partial<State>>} options
 * @returns {Record<string, number>}
 */
export function count(found, state, means, options) {
  const whereIs = whereabouts(state, means);
  const near = found.filter(({ service }) => !whereIs(service).far && !whereIs(service).unsure);
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [name, change] of Object.entries(options)) {
    const tests = testsOf({ ...state, ...change }, means);
    counts[name] = near.filter(({ service }) => tests.every((test) => test(service) === YES)).length;
  }
  return counts;
}

function testsOf(state, means) {
  const { facets } = means;
  const lists = new Map();
  for (const path of state.terms) {
    const list = path.split("/")[0];
    lists.set(list, [...(lists.get(list) ?? []), path]);
  }
  const tests = [...lists].map(([list, paths]) => once(means, `terms ${paths}`, listTest(facets, list, paths)));
  for (const flag of state.flags) tests.push(once(means, flag, flagTest(facets, flag)));
  if (state.languages.length) tests.push(once(means, `languages ${state.languages}`, languageTest(facets, state.languages)));
  if (state.age !== undefined) tests.push(once(means, `age ${state.age}`, ageTest(facets, state.age)));
  const when = state.days.length > 0 || state.time !== "";
  if (when && means.sessions) tests.push(once(means, `${state.days} ${state.time}`, timeTest(state, means)));
  return tests;
}

// Asks each service once; kept from one question to the next, since counts ask the same again and again.
function once(means, key, test) {
  const known = (means.known ??= new Map());
  if (!known.has(key)) known.set(key, new Uint8Array(means.facets.services));
  const answers = known.get(key);
  return (service) => (answers[service] ||= test(service));
}

function flagTest(facets, flag) {
  if (flag === "free") return knownTest(facets.flag("free"), facets.flag("cost-said"));
  if (flag === "drop-in") return knownTest(facets.flag("drop-in"), facets.said("referral-routes"));
  return knownTest(facets.flag("referrals"), facets.flag("referrals-said"));
}

function listTest(facets, list, paths) {
  const holds = (service) => paths.some((path) => facets.term(path).has(service));
  if (NEEDED.has(list)) return (service) => (holds(service) ? YES : NO);
  const said = facets.said(list);
  return (service) => answer(holds(service), said.has(service));
}

function knownTest(holds, said) {
  return (service) => answer(holds.has(service), said.has(service));
}

const answer = (holds, said) => (holds ? YES : said ? NO : UNKNOWN);

function languageTest(facets, codes) {
  const speaks = (service) => codes.some((code) => facets.language(code).has(service));
  return (service) => answer(speaks(service), facets.languagesSaid.has(service));
}

function ageTest({ youngest, oldest }, age) {
  return (service) => {
    if (!youngest.has(service) && !oldest.has(service)) return UNKNOWN;
    return age >= (youngest.get(service) ?? 0) && age <= (oldest.get(service) ?? Infinity) ? YES : NO;
  };
}

function timeTest(state, { sessions, now }) {
  return (service) => {
    const rules = sessions.rules.get(service);
    if (!rules) return UNKNOWN;
    const answers = rules.map((rule) => fitsTime(rule, state, now, sessions.calendars));
    return answers.includes(YES) ? YES : answers.includes(UNKNOWN) ? UNKNOWN : NO;
  };
}

function fitsTime(rule, { days, time }, now, calendars) {
  if (time === "now") return isOnNow(rule, now, calendars);
  if (time && rule.opens === undefined) return UNKNOWN;
  if (time && !overlaps(rule, BANDS[time])) return NO;
  const answers = (days.length ? days : EVERY_DAY).map((day) => onWeekday(rule, day, now, calendars));
  return answers.includes(YES) ? YES : answers.includes(UNKNOWN) ? UNKNOWN : NO;
}

// Whether a rule holds on any such weekday of the coming weeks. Many services keep the same rule, and are asked together.
function onWeekday(rule, weekday, now, calendars) {
  if (!mayBeOn(rule, weekday)) return NO;
  const known = onWeekdays.get(rule) ?? { from: now.day, answers: [] };
  if (known.from !== now.day) [known.from, known.answers] = [now.day, []];
  onWeekdays.set(rule, known);
  return (known.answers[weekday] ??= askWeekday(rule, weekday, now, calendars));
}

/** @type {WeakMap<object, {from: string, answers: number[]}>} */
const onWeekdays = new WeakMap();

function askWeekday(rule, weekday, now, calendars) {
  let answer = NO;
  const first = (weekday - weekdayOf(now.day) + 7) % 7;
  for (let ahead = first; ahead < 7 * WEEKS_AHEAD; ahead += 7) {
    const said = takesPlace(rule, addDays(now.day, ahead), calendars);
    if (said === "yes") return YES;
    if (said === "unsure") answer = UNKNOWN;
  }
  return answer;
}

// Spares most days the whole question.
function mayBeOn(rule, weekday) {
  return !rule.days?.length || rule.days.some(([, day]) => day === weekday);
}

function isOnNow(rule, now, calendars) {
  if (rule.opens === undefined) return takesPlace(rule, now.day, calendars) === "no" ? NO : UNKNOWN;
  return nextTime(rule, now, calendars)?.on ? YES : NO;
}

function overlaps({ opens, closes = opens }, [from, to]) {
  const end = closes <= opens ? Math.max(closes + (closes < opens ? 1440 : 0), opens + 1) : closes;
  return opens < to && end > from;
}

const weekdayOf = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

// Those that come to people, or work at a distance, stay for every place: nobody has drawn us their borders.
function whereabouts(state, { facets, origin }) {
  if (!origin) return () => NOWHERE;
  const limit = state.within || USUAL_DISTANCE;
  const distant = facets.flag("at-a-distance");
  const found = new Map();
  const find = (service) => {
    const away = nearest(origin, facets.spots.get(service));
    if (away !== undefined && away <= limit) return { miles: away };
    if (facets.areas.has(service) || distant.has(service)) return { miles: away, covers: true };
    return { miles: away, far: away !== undefined, unsure: away === undefined };
  };
  return (service) => {
    if (!found.has(service)) found.set(service, find(service));
    return found.get(service);
  };
}

function arrange(kept, state, means) {
  if (state.sort === "near") return sorted(kept, ({ miles = Infinity }) => miles);
  if (state.sort === "assured") return sorted(kept, ({ service }) => -day(means.facets.assured.get(service)));
  if (state.sort === "next" && means.sessions) {
    const named = kept.map((one) => ({ ...one, next: nextOf(one.service, means) }));
    return sorted(named, ({ next }) => next ?? "9");
  }
  return kept;
}

const day = (text) => (text ? Date.parse(text) : 0);

function nextOf(service, { sessions, now }) {
  const times = (sessions.rules.get(service) ?? [])
    .map((rule) => ({ rule, next: nextTime(rule, now, sessions.calendars) }))
    .filter(({ next }) => next)
    .map(({ rule, next }) => `${next.day} ${String(rule.opens ?? 0).padStart(4, "0")}`);
  return times.sort()[0];
}

// A stable sort: equals stay as they came, best match first.
function sorted(kept, key) {
  const keyed = kept.map((one) => ({ one, at: key(one) }));
  keyed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return keyed.map(({ one }) => one);
}
