// What outputs/search/facets.py writes: who carries which term, where services are, when they are on.

import { readNumbers, readSteps } from "../search/numbers.js";

const SCALE = 10_000;
const EPOCH = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;

/**
 * @typedef {object} Facets
 * @property {number} services
 * @property {(path: string) => Set<number>} term
 * @property {string[]} terms
 * @property {(list: string) => Set<number>} said     services that carry any term of a list
 * @property {(name: string) => Set<number>} flag
 * @property {(code: string) => Set<number>} language
 * @property {Set<number>} languagesSaid
 * @property {Map<number, string[]>} areas
 * @property {Map<number, number>} youngest
 * @property {Map<number, number>} oldest
 * @property {Map<number, [number, number][]>} spots  latitude and longitude of each place
 * @property {Map<number, string>} due                the day from which one should ring first
 * @property {Map<number, string>} assured
 */

/**
 * @param {any} given  the parsed file
 * @returns {Facets}
 */
export function readFacets(given) {
  const sets = new Map();
  const set = (group, name) => {
    const key = `${group} ${name}`;
    if (!sets.has(key)) sets.set(key, new Set(Object.hasOwn(given[group], name) ? readSteps(given[group][name]) : []));
    return sets.get(key);
  };
  const union = (group, names) => new Set(names.flatMap((name) => [...set(group, name)]));
  const terms = Object.keys(given.terms);
  const lists = new Map();
  return {
    services: given.services,
    terms,
    term: (path) => set("terms", path),
    said: (list) => {
      if (!lists.has(list)) lists.set(list, union("terms", terms.filter((path) => path.startsWith(`${list}/`))));
      return lists.get(list);
    },
    flag: (name) => set("flags", name),
    language: (code) => set("languages", code),
    languagesSaid: union("languages", Object.keys(given.languages)),
    areas: readAreas(given.areas),
    youngest: readColumn(given.youngest, Number),
    oldest: readColumn(given.oldest, Number),
    spots: readSpots(given.spots),
    due: readColumn(given.due, toDay),
    assured: readColumn(given.assured, toDay),
  };
}

const toDay = (number) => new Date(EPOCH + number * DAY).toISOString().slice(0, 10);

function readColumn({ at, values }, read) {
  const numbers = readNumbers(values);
  return new Map(readSteps(at).map((service, index) => [service, read(numbers[index])]));
}

function readAreas(areas) {
  const found = new Map();
  for (const [name, steps] of Object.entries(areas)) {
    for (const service of readSteps(steps)) found.set(service, [...(found.get(service) ?? []), name]);
  }
  return found;
}

function readSpots({ at, north, east, south, west }) {
  const [norths, easts] = [readNumbers(north), readNumbers(east)];
  const found = new Map();
  readSteps(at).forEach((service, index) => {
    const spot = [(norths[index] + south) / SCALE - 90, (easts[index] + west) / SCALE - 180];
    found.set(service, [...(found.get(service) ?? []), spot]);
  });
  return found;
}

/**
 * The rules of each service, and the calendars they may need.
 * @param {any} given  the parsed file
 */
export function readSessions(given) {
  const kept = readNumbers(given.kept);
  const rules = new Map();
  readSteps(given.at).forEach((service, index) => {
    rules.set(service, [...(rules.get(service) ?? []), given.rules[kept[index]]]);
  });
  return { rules, calendars: { terms: given.terms, bankHolidays: given.bankHolidays }, timezone: given.timezone };
}
