// Puts each question to three searches of the same texts, in a browser. Gives, for each search, the numbers of the
// services it found for each question, best first.

import lunr from "./assets/javascripts/vendor/lunr.js";
import { Search } from "./assets/javascripts/search/search.js";

const MOST = 10;

async function ours(questions) {
  const search = new Search(lunr, "search/en/");
  const answers = [];
  for (const question of questions) {
    const { found } = await search.answer(question, { first: 0 });
    answers.push(found.slice(0, MOST).map(({ service }) => service));
  }
  return answers;
}

async function pagefind(questions) {
  const search = await import("./pagefind/pagefind/pagefind.js");
  const answers = [];
  for (const question of questions) {
    const { results } = await search.search(question);
    const found = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    answers.push(found.map(({ url }) => Number(url.match(/(\d+)\/(?:index\.html)?$/)[1])));
  }
  return answers;
}

// The theme's own worker: 0 sets it up, 1 says it is ready, 2 asks, 3 answers.
async function material(questions, worker, index) {
  const search = new Worker(worker);
  const hear = (type) =>
    new Promise((resolve) => {
      const listen = ({ data }) => {
        if (data.type !== type) return;
        search.removeEventListener("message", listen);
        resolve(data.data);
      };
      search.addEventListener("message", listen);
    });
  const ready = hear(1);
  search.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  await ready;
  const answers = [];
  for (const question of questions) {
    const answer = hear(3);
    search.postMessage({ type: 2, data: question });
    const { items } = await answer;
    answers.push(items.slice(0, MOST).map((item) => Number(item[0].location.match(/(\d+)\//)[1])));
  }
  search.terminate();
  return answers;
}

window.askAll = async ({ questions, worker, index }) => ({
  ours: await ours(questions),
  Pagefind: await pagefind(questions),
  Material: await material(questions, worker, index),
});
document.body.dataset.ready = "";
