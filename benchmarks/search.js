// What the search costs a browser, run by benchmarks/search.py: the whole lunr index of the same texts, and the questions
// put to the slices of a site. Prints what each question fetched; the bytes are counted by whoever started this.

import { readFileSync } from "node:fs";
import { lunrStemmer } from "./assets/javascripts/search/assemble.js";
import { Search } from "./assets/javascripts/search/search.js";
import { words } from "./assets/javascripts/search/words.js";
import lunr from "./assets/javascripts/vendor/lunr.js";

const { fields, boosts, texts, questions, files } = JSON.parse(readFileSync("given.json", "utf8"));

function wholeIndex() {
  const builder = new lunr.Builder();
  builder.tokenizer = (text) => words(text).map((word) => new lunr.Token(word));
  builder.pipeline.add(lunr.stopWordFilter, lunrStemmer(lunr));
  builder.ref("id");
  fields.forEach((field, at) => builder.field(field, { boost: boosts[at] }));
  texts.forEach((each, id) => builder.add({ id, ...Object.fromEntries(fields.map((field, at) => [field, each[at]])) }));
  return builder.build();
}

async function ask(question) {
  const paths = [];
  const get = async (path) => {
    paths.push(path);
    return { ok: true, json: async () => JSON.parse(readFileSync(files + path, "utf8")) };
  };
  const search = new Search(lunr, "", get);
  const start = performance.now();
  const { found } = await search.answer(question);
  return { paths, found: found.length, milliseconds: performance.now() - start };
}

const before = process.cpuUsage();
const index = JSON.stringify(wholeIndex());
const { user, system } = process.cpuUsage(before);
const answers = [];
for (const question of questions) answers.push(await ask(question));
console.log(JSON.stringify({ index, processor: (user + system) / 1e6, answers }));
