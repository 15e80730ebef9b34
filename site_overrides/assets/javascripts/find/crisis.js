// Words of suicide, abuse and immediate danger, known before any index is here. Better one notice too many.

import { fold } from "../search/words.js";

const LONG_ENOUGH = 6; // a shorter word has too many neighbours that mean something else

/**
 * A test for the words that somebody typed.
 * @param {string[]} phrases  as the directory lists them
 * @returns {(text: string) => boolean}
 */
export function crisisTest(phrases) {
  const known = phrases.map(plain).filter(Boolean);
  return (text) => {
    const asked = plain(text);
    const words = asked.split(" ");
    return known.some((phrase) => ` ${asked} `.includes(` ${phrase} `) || isNearly(phrase, words));
  };
}

// Folded, without apostrophes and hyphens, one space between words.
function plain(text) {
  return fold(text).replaceAll("'", "").replaceAll("-", " ").trim().replace(/\s+/g, " ");
}

// A single long word with one slip in it, not at its first letter.
function isNearly(phrase, words) {
  if (phrase.includes(" ") || phrase.length < LONG_ENOUGH) return false;
  return words.some((word) => word[0] === phrase[0] && isOneSlipAway(word, phrase));
}

function isOneSlipAway(word, phrase) {
  if (Math.abs(word.length - phrase.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === phrase[start]) start += 1;
  let [end, other] = [word.length, phrase.length];
  while (end > start && other > start && word[end - 1] === phrase[other - 1]) {
    end -= 1;
    other -= 1;
  }
  const [wrong, right] = [word.slice(start, end), phrase.slice(start, other)];
  const swapped = wrong.length === 2 && right.length === 2 && wrong[0] === right[1] && wrong[1] === right[0];
  return (wrong.length <= 1 && right.length <= 1) || swapped;
}
