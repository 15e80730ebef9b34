// What somebody typed, as clauses for lunr.

import { stem, words } from "./words.js";

/**
 * A word to look for, as in lunr.Query. `prefix` looks for every term that begins with it.
 * @typedef {object} Clause
 * @property {string} term      folded; stemmed unless `prefix`
 * @property {string} [word]    the folded word that was typed, where one was
 * @property {boolean} [prefix]
 * @property {number} [boost]
 * @property {number} [presence]  of lunr.Query.presence
 * @property {string[]} [fields]
 */

/** A word is completed from this many letters on. */
export const SHORTEST_PREFIX = 3;

const PREFIX_BOOST = 0.5;

/**
 * The clauses of a question: any of its words, and, while the last one is still being typed, words that begin with it.
 * @param {any} lunr
 * @param {string} text
 * @param {{typing?: boolean}} [options]
 * @returns {Clause[]} none when there is nothing to look for
 */
export function readQuery(lunr, text, { typing = false } = {}) {
  const asked = words(text);
  const telling = asked.filter((word) => lunr.stopWordFilter(new lunr.Token(word)));
  const typed = new Map(telling.map((word) => [stem(lunr, new lunr.Token(word)).toString(), word]));
  /** @type {Clause[]} */
  const clauses = [...typed].map(([term, word]) => ({ term, word }));
  const last = asked.at(-1) ?? "";
  const isWhole = /[^\p{L}\p{M}\p{N}'’-]$/u.test(text);
  if (typing && !isWhole && last.length >= SHORTEST_PREFIX) {
    clauses.push({ term: last, prefix: true, boost: PREFIX_BOOST });
  }
  return clauses;
}

/**
 * Clauses for words that begin as the one being typed, but are found by something shorter (walkin, walking, walk).
 * @param {any} lunr
 * @param {Clause[]} clauses
 * @param {string[]} known  words of the directory
 * @returns {Clause[]}
 */
export function complete(lunr, clauses, known) {
  const last = clauses.find(({ prefix }) => prefix);
  if (!last) return [];
  const words = known.filter((word) => word.startsWith(last.term));
  const terms = words.map((word) => stem(lunr, new lunr.Token(word)).toString());
  const asked = new Set(clauses.filter(({ prefix }) => !prefix).map(({ term }) => term));
  const others = new Set(terms.filter((term) => !term.startsWith(last.term) && !asked.has(term)));
  return [...others].map((term) => ({ term, boost: PREFIX_BOOST }));
}

/**
 * Put clauses to an index.
 * @param {any} lunr
 * @param {any} index
 * @param {Clause[]} clauses
 * @returns {{ref: string, score: number}[]} best first
 */
export function ask(lunr, index, clauses) {
  const { TRAILING, NONE } = lunr.Query.wildcard;
  return index.query((query) => {
    for (const { prefix = false, word: _, ...clause } of clauses) {
      query.clause({ ...clause, usePipeline: false, wildcard: prefix ? TRAILING : NONE });
    }
  });
}
