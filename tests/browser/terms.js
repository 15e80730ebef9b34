// The terms of each text, and lunr's own stem of each word.

import { readFileSync } from "node:fs";
import { terms } from "../assets/javascripts/search/words.js";
import { lunr } from "./whole.js";

const { texts, words } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const stems = words.map((word) => lunr.stemmer(new lunr.Token(word)).toString());
const isLeftOut = (word) => lunr.stopWordFilter(new lunr.Token(word)) === undefined;
console.log(
  JSON.stringify({
    texts: texts.map((text) => terms(lunr, text)),
    stems,
    leftOut: words.filter(isLeftOut),
  }),
);
