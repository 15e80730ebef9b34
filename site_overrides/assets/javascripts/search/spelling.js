// The words of the directory that somebody may have meant.

/**
 * The nearest known word: one slip away, or two for a long word; none when nothing is near.
 * @param {string} word     folded
 * @param {string[]} known  words with the same first letter
 * @returns {string | undefined}
 */
export function nearestWord(word, known) {
  const most = word.length >= 8 ? 2 : 1;
  let best;
  let least = most + 1;
  for (const other of known) {
    if (Math.abs(other.length - word.length) > most) continue;
    const slips = countSlips(word, other, least);
    if (slips < least) [best, least] = [other, slips];
  }
  return best;
}

/**
 * How many letters were left out, put in, mistaken or swapped with the next; `enough` as soon as it is that many.
 * @param {string} word
 * @param {string} other
 * @param {number} enough
 */
export function countSlips(word, other, enough) {
  let [before, row] = [/** @type {number[]} */ ([]), Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let at = 1; at <= word.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const differs = word[at - 1] === other[to - 1] ? 0 : 1;
      next[to] = Math.min(next[to - 1] + 1, row[to] + 1, row[to - 1] + differs);
      const isSwap = at > 1 && to > 1 && word[at - 1] === other[to - 2] && word[at - 2] === other[to - 1];
      if (isSwap) next[to] = Math.min(next[to], before[to - 2] + 1);
    }
    if (Math.min(...next) >= enough) return enough;
    [before, row] = [row, next];
  }
  return row[other.length];
}
