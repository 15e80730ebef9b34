// For each case: asks the sliced and the whole index the same, and tells where they differ.

import { readFileSync } from "node:fs";
import { Search } from "../assets/javascripts/search/search.js";
import { stem } from "../assets/javascripts/search/words.js";
import { askWhole, lunr, network, wholeIndex } from "./whole.js";

function asClause({ word, ...options }) {
  const term = options.prefix ? word : stem(lunr, new lunr.Token(word)).toString();
  return { term, ...options };
}

function differ(ours, theirs) {
  if (ours.length !== theirs.length) return `${ours.length} found, not ${theirs.length}`;
  const at = ours.findIndex((one, place) => one.service !== theirs[place].service);
  if (at >= 0) return `at ${at} service ${ours[at].service}, not ${theirs[at].service}`;
  const off = ours.findIndex((one, place) => one.score !== theirs[place].score);
  return off >= 0 ? `at ${off} score ${ours[off].score}, not ${theirs[off].score}` : "";
}

const differences = [];
let [asked, found] = [0, 0];
for (const { name, queries, files, ...whole } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const index = wholeIndex(whole);
  const search = new Search(lunr, "", network(files));
  for (const query of queries) {
    const theirs = askWhole(index, query);
    const difference = differ(await search.query(query.map(asClause)), theirs);
    if (difference) differences.push(`${name}: ${JSON.stringify(query)}: ${difference}`);
    asked += 1;
    found += theirs.length > 0 ? 1 : 0;
  }
}
console.log(JSON.stringify({ differences, asked, found }));
