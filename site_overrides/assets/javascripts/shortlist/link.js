// A list as the part of an address behind the "#", which is never sent to a server: 1.2026-11-22.a1b2c3d4.e5f6a7b8

import { DAY, ID, MOST } from "./kept.js";

const VERSION = 1;
const WHOLE = /^(\d{1,3})\.(.*)$/s;
const STUCK_ON = /[^0-9a-z]+$/; // a full stop or a bracket of the sentence that the link stood in

/**
 * @typedef {object} Sent
 * @property {"" | "damaged" | "partly" | "newer"} problem
 * @property {string} made  the day
 * @property {string[]} ids  short ones, in order
 */

/**
 * The list that a fragment stands for; undefined when there is none in it.
 * @param {string} fragment  with or without its "#"
 * @returns {Sent | undefined}
 */
export function readLink(fragment) {
  const said = decode(fragment.replace(/^#/, "")).trim();
  if (!said || said === "main") return undefined; // the skip link leads to #main
  const [, version, rest] = WHOLE.exec(said) ?? [];
  if (!version) return { problem: "damaged", made: "", ids: [] };
  if (Number(version) !== VERSION) return { problem: "newer", made: "", ids: [] };
  const [made, ...parts] = rest.toLowerCase().replace(STUCK_ON, "").split(".");
  const ids = [...new Set(parts)].filter((part) => ID.test(part)).slice(0, MOST);
  const real = DAY.test(made) && !Number.isNaN(Date.parse(made));
  if (!real || !ids.length) return { problem: "damaged", made: "", ids: [] };
  return { problem: ids.length < parts.length ? "partly" : "", made, ids };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string} made  a day
 * @param {string[]} ids
 */
export const writeLink = (made, ids) => [VERSION, made, ...ids].join(".");
