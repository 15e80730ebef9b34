// Reading a slice of the index: what outputs/search/slices.py writes.

import { readNumbers } from "./numbers.js";

/**
 * Where a term stands in one field.
 * @typedef {object} Posting
 * @property {number} field
 * @property {number[]} services   ascending
 * @property {number[]} times      how often the term comes in each
 * @property {number[]} lengths    how many terms the field has in each
 */

/**
 * @typedef {object} Term
 * @property {string} text
 * @property {number} position     how many different terms stand before it where it stands first
 * @property {Posting[]} postings  by field
 */

/**
 * The terms of a slice, each read when it is asked for. Throws when the slice is not what it should be.
 * @param {unknown} rows
 * @returns {Map<string, () => Term>}
 */
export function readSlice(rows) {
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw new TypeError("not a slice");
  return new Map(rows.map((row) => [row[0], () => readTerm(row)]));
}

function readTerm(row) {
  const [text, position, ...columns] = row;
  const postings = [];
  for (let at = 0; at < columns.length; at += 3) {
    postings.push(readPosting(columns[at], columns[at + 1], columns[at + 2]));
  }
  return { text, position, postings };
}

function readPosting(field, steps, weights) {
  let service = -1;
  const services = readNumbers(steps).map((step) => (service += step));
  const times = [];
  const lengths = [];
  const numbers = readNumbers(weights);
  for (let at = 0; at < numbers.length; at += 1) {
    const isMany = numbers[at] === 0;
    times.push(isMany ? numbers[at + 1] : 1);
    if (isMany) at += 2;
    lengths.push(numbers[at]);
  }
  if (lengths.length !== services.length) throw new RangeError("a posting is not whole");
  return { field, services, times, lengths };
}
