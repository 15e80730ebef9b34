// A lunr.Index of the few terms that a question needs, which answers as the index of all terms would.
//
// lunr's score is the query's vector times the field's, divided by the length of the query's alone: so a field's vector
// is needed only where the query's is not nought. Terms get their numbers in the order in which lunr.Builder would have
// met them, so that sums come out the same to the last bit; and the weights are worked out by lunr.Builder's own formula.

import { stem } from "./words.js";

/** @typedef {import("./slice.js").Term} Term */

/**
 * What the index as a whole is like.
 * @typedef {object} Whole
 * @property {number} services
 * @property {string[]} fields
 * @property {number[]} boosts   by field
 * @property {number[]} lengths  how many terms each field has in all services together
 */

const K1 = 1.2;
const B = 0.75;
const NOTHING = Object.freeze({});

/**
 * @param {any} lunr
 * @param {Whole} whole
 * @param {Term[]} terms
 * @param {{everything?: boolean}} [options]  everything: know all services, for a query that only shuts some out
 * @returns {any} a lunr.Index whose refs are the services' numbers
 */
export function assemble(lunr, whole, terms, { everything = false } = {}) {
  const fieldVectors = everything ? emptyVectors(lunr, whole) : Object.create(null);
  const invertedIndex = Object.create(null);
  [...terms].sort(asFirstMet).forEach((term, number) => {
    invertedIndex[term.text] = invert(whole, term, number);
    addToVectors(lunr, whole, term, number, fieldVectors);
  });
  const pipeline = new lunr.Pipeline();
  pipeline.add(lunrStemmer(lunr));
  const tokenSet = lunr.TokenSet.fromArray(Object.keys(invertedIndex).sort());
  return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields: whole.fields, pipeline });
}

/**
 * `stem` as a function for lunr's pipelines.
 * @param {any} lunr
 * @returns {(token: any) => any}
 */
export function lunrStemmer(lunr) {
  const label = "stemmer-for-a-to-z";
  if (!(label in lunr.Pipeline.registeredFunctions)) {
    lunr.Pipeline.registerFunction((token) => stem(lunr, token), label);
  }
  return lunr.Pipeline.registeredFunctions[label];
}

// lunr.Builder goes through services, then fields, then words.
function asFirstMet(one, other) {
  const [first, second] = [one, other].map(firstPlace);
  return first.service - second.service || first.field - second.field || one.position - other.position;
}

function firstPlace(term) {
  let place = { service: Infinity, field: Infinity };
  for (const { services, field } of term.postings) {
    if (services[0] < place.service) place = { service: services[0], field };
  }
  return place;
}

function invert(whole, term, number) {
  const posting = Object.create(null);
  posting._index = number;
  for (const field of whole.fields) posting[field] = Object.create(null);
  for (const { field, services } of term.postings) {
    for (const service of services) posting[whole.fields[field]][service] = NOTHING;
  }
  return posting;
}

function addToVectors(lunr, whole, term, number, fieldVectors) {
  const idf = inverseDocumentFrequency(whole, term);
  for (const { field, services, times, lengths } of term.postings) {
    const average = whole.lengths[field] / whole.services;
    services.forEach((service, at) => {
      const ref = `${whole.fields[field]}/${service}`;
      const weight = weigh(idf, times[at], lengths[at] / average) * whole.boosts[field];
      (fieldVectors[ref] ??= new lunr.Vector()).elements.push(number, Math.round(weight * 1000) / 1000);
    });
  }
}

// lunr.idf counts a service once for each field that has the term.
function inverseDocumentFrequency(whole, term) {
  const found = term.postings.reduce((sum, { services }) => sum + services.length, 0);
  return Math.log(1 + Math.abs((whole.services - found + 0.5) / (found + 0.5)));
}

function weigh(idf, times, relativeLength) {
  return (idf * ((K1 + 1) * times)) / (K1 * (1 - B + B * relativeLength) + times);
}

function emptyVectors(lunr, whole) {
  const vectors = Object.create(null);
  for (let service = 0; service < whole.services; service += 1) {
    for (const field of whole.fields) vectors[`${field}/${service}`] = new lunr.Vector();
  }
  return vectors;
}
