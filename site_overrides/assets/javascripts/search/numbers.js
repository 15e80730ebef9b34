// Whole numbers as characters: what outputs/search/numbers.py writes.

const FIRST = 0x21;
const LAST = 80;
const MORE = 12;
const SKIPPED = [0x22, 0x5c]; // the quotation mark and the backslash, which JSON would have to escape

/**
 * The numbers that a text stands for. Throws RangeError for a text that was cut short or is none of ours.
 * @param {string} text
 * @returns {number[]}
 */
export function readNumbers(text) {
  const numbers = [];
  let base = 0;
  let scale = 1;
  for (let at = 0; at < text.length; at += 1) {
    const digit = digitAt(text, at);
    base += scale * digit;
    if (digit >= LAST) {
      scale *= MORE;
    } else {
      numbers.push(base);
      base = 0;
      scale = 1;
    }
  }
  if (scale !== 1) throw new RangeError("the numbers end too early");
  return numbers;
}

/**
 * The services that steps lead to, from -1. Throws RangeError for what is none of ours.
 * @param {string} text
 * @returns {number[]}
 */
export function readSteps(text) {
  let at = -1;
  return readNumbers(text).map((step) => (at += step));
}

function digitAt(text, at) {
  const code = text.charCodeAt(at);
  const digit = code - FIRST - SKIPPED.filter((skipped) => skipped < code).length;
  if (!(digit >= 0 && digit < LAST + MORE) || SKIPPED.includes(code)) throw new RangeError("not one of our numbers");
  return digit;
}
