// The whole index, made by lunr.js itself of all texts together: what the slices must agree with.

import { lunrStemmer } from "../assets/javascripts/search/assemble.js";
import { words } from "../assets/javascripts/search/words.js";
import lunr from "../assets/javascripts/vendor/lunr.js";

export { lunr };

/** Texts are a list of one text for each field, for each service. */
export function wholeIndex({ fields, boosts, texts }) {
  const builder = new lunr.Builder();
  builder.tokenizer = (text) => words(text).map((word) => new lunr.Token(word));
  builder.pipeline.add(lunr.stopWordFilter, lunrStemmer(lunr));
  builder.searchPipeline.add(lunrStemmer(lunr));
  builder.ref("id");
  fields.forEach((field, at) => builder.field(field, { boost: boosts[at] }));
  texts.forEach((each, id) => builder.add({ id, ...Object.fromEntries(fields.map((field, at) => [field, each[at]])) }));
  return builder.build();
}

/** What lunr.js itself finds for words, which go through its pipeline. */
export function askWhole(index, asked) {
  const { TRAILING, NONE } = lunr.Query.wildcard;
  const results = index.query((query) => {
    for (const { word, prefix, ...options } of asked) {
      query.term(word, { ...options, usePipeline: !prefix, wildcard: prefix ? TRAILING : NONE });
    }
  });
  return results.map(({ ref, score }) => ({ service: Number(ref), score }));
}

/** Stands for the network: gives the files of `files`, by path, and counts what was asked for. */
export function network(files, asked = []) {
  return async (path) => {
    asked.push(path);
    const text = files[path];
    return { ok: text !== undefined, status: text === undefined ? 404 : 200, json: async () => JSON.parse(text) };
  };
}
