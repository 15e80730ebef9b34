// A list as words: a text message, and a line for the record that a professional keeps elsewhere.

/** @typedef {import("./files.js").Entry} Entry */

/** @param {Entry} entry */
const isThere = ({ card, leaf }) => card && !leaf.gone;

/**
 * @param {Entry[]} entries
 * @param {any} words
 * @param {string} link
 */
export function asMessage(entries, words, link) {
  const parts = entries.filter(isThere).map(({ card, leaf }, at) =>
    [
      `${at + 1}. ${[card.name, card.group].filter(Boolean).join(", ")}`,
      line(words.textLabels.when, leaf.when),
      line(words.textLabels.where, leaf.where),
      line(words.textLabels.bring, leaf.bring),
      leaf.phone ? `${leaf.phone.verb} ${leaf.phone.shown}` : "",
    ]
      .filter(Boolean)
      .join("\n"),
  );
  return [words.directory, ...parts, link].join("\n\n");
}

const line = (label, lines) => (lines?.length ? `${label} ${lines.join("; ")}` : "");

/**
 * @param {Entry[]} entries
 * @param {any} words
 * @param {string} link
 * @param {string} date  in words
 */
export function asRecord(entries, words, link, date) {
  const told = entries.filter(isThere).map(({ card, leaf }) => {
    const more = [card.group, leaf.phone?.shown].filter(Boolean).join(", ");
    return more ? `${card.name} (${more})` : card.name;
  });
  const said = { date, services: told.join("; "), directory: words.directory, link };
  return words.record.replace(/\{(\w+)\}/g, (blank, name) => said[name] ?? blank);
}
