// From text to the terms it is found by. The build does the same in outputs/search/words.py: keep the two alike.

const APOSTROPHES = /[‘’‛′`ʹʻʼ]/g;
const HYPHENS = /[‐‑−]/g;
const UNSEEN = /[\u00ad\u200c\u200d\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;
const ACCENTS = /[\u0300-\u036f]/g;
const LETTERS = { æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ß: "ss", ı: "i", ħ: "h", ς: "σ" };
// Words whose stem is that of another word that means something else.
const OTHERWISE = new Map([
  ["lonely", "loneli"],
  ["universal", "universal"],
  ["university", "universiti"],
  ["universities", "universiti"],
  ["hospitality", "hospitality"],
  ["communication", "communicat"],
  ["communications", "communicat"],
  ["organization", "organiz"],
  ["organizations", "organiz"],
  ["international", "internat"],
  ["news", "news"],
  ["generous", "generous"],
  ["animation", "animat"],
]);
const OTHERS = /[^\p{L}\p{M}\p{N}'-]/gu;

/**
 * The text in small letters without accents, with nothing between words but spaces.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text
    .replaceAll("´", "'")
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "")
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, "-")
    .replace(UNSEEN, "")
    .replace(/[æœøđðþłßıħς]/g, (letter) => LETTERS[letter])
    .replace(OTHERS, " ");
}

/**
 * The words of a text, folded, in order; one of two parts is followed by the whole (drop, in, dropin).
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return fold(text).split(" ").flatMap(parts);
}

function parts(run) {
  const found = run.split("-").map(plain).filter(Boolean);
  return found.length === 2 && !/--|[0-9]/.test(run) ? [...found, found.join("")] : found;
}

// Without its apostrophes, and without an s that only says whose something is.
function plain(part) {
  return part.replace(/^'+|'+$/g, "").replace(/'s$/, "").replaceAll("'", "");
}

/**
 * The term that a folded word is found by, or nothing for one that lunr leaves out.
 * @param {any} lunr
 * @param {string} word
 * @returns {string | undefined}
 */
export function termOf(lunr, word) {
  const token = lunr.stopWordFilter(new lunr.Token(word));
  return token && stem(lunr, token).toString();
}

/**
 * lunr's own stemmer, for the words it is made for: those of the letters a to z, but for a few that it mistakes.
 * @param {any} lunr
 * @param {any} token
 * @returns {any}
 */
export function stem(lunr, token) {
  const word = token.toString();
  const otherwise = OTHERWISE.get(word);
  if (otherwise) return token.update(() => otherwise);
  return /[^\x00-\x7f]/.test(word) ? token : lunr.stemmer(token);
}

/**
 * The terms of a text in order, as often as they come.
 * @param {any} lunr
 * @param {string} text
 * @returns {string[]}
 */
export function terms(lunr, text) {
  return words(text)
    .map((word) => termOf(lunr, word))
    .filter((term) => term !== undefined);
}
