// Asks the parts of the search page, one for each case: {part, ...what it takes}.

import { readFileSync } from "node:fs";
import { readFacets, readSessions } from "../assets/javascripts/find/columns.js";
import { crisisTest } from "../assets/javascripts/find/crisis.js";
import { miles } from "../assets/javascripts/find/distance.js";
import { count, keep } from "../assets/javascripts/find/filters.js";
import { isPostcode, Places } from "../assets/javascripts/find/places.js";
import { countSlips, nearestWord } from "../assets/javascripts/search/spelling.js";
import { asks, nothing, readState, writeState } from "../assets/javascripts/find/state.js";

const parts = {
  state: ({ fragment }) => ({ state: readState(fragment), again: writeState(readState(fragment)) }),
  asks: ({ fragment }) => asks(readState(fragment)),
  crisis: ({ phrases, texts }) => texts.map(crisisTest(phrases)),
  miles: ({ from, to }) => miles(from, to),
  places: ({ places, texts }) => {
    const known = new Places(places);
    return texts.map((text) => known.find(text)?.name ?? (isPostcode(text) ? "a postcode" : ""));
  },
  keep: ({ found, state, ...given }) => keep(found, { ...nothing(), ...state }, meansOf(given)),
  slips: ({ pairs }) => pairs.map(([word, other]) => countSlips(word, other, 99)),
  nearest: ({ words, known }) => words.map((word) => nearestWord(word, known) ?? ""),
  count: ({ found, state, options, ...given }) => count(found, { ...nothing(), ...state }, meansOf(given), options),
};

function meansOf({ facets, sessions, now, origin }) {
  return { facets: readFacets(facets), sessions: sessions && readSessions(sessions), now, origin };
}

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(({ part, ...given }) => parts[part](given))));
