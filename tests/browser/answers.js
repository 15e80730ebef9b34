// Answers to each step of a story: `ask` a text, or `publish` other files. What goes wrong is told by its kind.

import { readFileSync } from "node:fs";
import { Search } from "../assets/javascripts/search/search.js";
import { lunr } from "./whole.js";

const steps = JSON.parse(readFileSync(process.argv[2], "utf8"));
let files = {};
let asked = [];
let waves = 0;

// One wave of requests ends when its first answer comes: what is asked after that had to wait for it.
async function get(path) {
  asked.push(path);
  const wave = waves + 1;
  await new Promise((resolve) => setTimeout(resolve, 5));
  waves = Math.max(waves, wave);
  const text = files[path];
  return { ok: text !== undefined, status: text === undefined ? 404 : 200, json: async () => JSON.parse(text) };
}

const search = new Search(lunr, "", get);
const said = [];
for (const { publish, ask, options } of steps) {
  if (publish) files = publish;
  if (ask === undefined) continue;
  [asked, waves] = [[], 0];
  try {
    const { found, first } = await search.answer(ask, options);
    said.push({ found: found.map(({ service }) => service), cards: first, asked, waves });
  } catch (problem) {
    said.push({ problem: problem.constructor.name, asked });
  }
}
console.log(JSON.stringify(said));
