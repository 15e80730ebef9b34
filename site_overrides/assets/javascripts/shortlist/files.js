// What there is to say of the services on a list. Only the first digits of an id are ever asked for.

/**
 * @typedef {object} Entry
 * @property {string} id  the short id of now, or the one that was asked for
 * @property {any} [card]
 * @property {any} [leaf]
 * @property {any} [gone]  the day, the reason, and the short id of what it has joined
 * @property {boolean} either  the id that was asked for may mean another service as well
 */

export class Files {
  /** @type {Map<string, Promise<any>>} */
  #fetched = new Map();

  /**
   * @param {string} base  ends with a slash
   * @param {number} digits  by how many the files are told apart
   */
  constructor(base, digits) {
    this.base = base;
    this.digits = digits;
  }

  /**
   * What each id stands for, in order: nothing but the id for one that nobody knows. Throws when a file can't be read.
   * @param {string[]} ids
   * @returns {Promise<Entry[]>}
   */
  async find(ids) {
    const files = await Promise.all(ids.map((id) => this.#file(id)));
    const found = ids.flatMap((id, at) => resolve(files[at], id));
    return found.filter((one, at) => found.findIndex((other) => other.id === one.id) === at);
  }

  /** Whether there is a history, so that what has changed can be told. */
  async told() {
    const files = await Promise.all(this.#fetched.values());
    return files.every((file) => file.told);
  }

  #file(id) {
    const name = id.slice(0, this.digits) || "all";
    const known = this.#fetched.get(name);
    if (known) return known;
    const fetched = this.#fetch(`${name}.json`);
    this.#fetched.set(name, fetched);
    fetched.catch(() => this.#fetched.delete(name));
    return fetched;
  }

  async #fetch(file) {
    const response = await fetch(this.base + file, { cache: "no-cache", credentials: "same-origin" });
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    const said = await response.json();
    if (!said?.services || !said.gone) throw new Error(`${file} is not what it should be`);
    return said;
  }
}

/** @returns {Entry[]} */
function resolve({ services, gone }, id) {
  const begins = (entries) => Object.keys(entries).filter((key) => key.startsWith(id) || isLonger(id, key));
  const open = begins(services).map((key) => ({ id: key, ...services[key] }));
  const closed = begins(gone).map((key) => ({ id, gone: gone[key] }));
  const found = [...open, ...closed];
  return found.length ? found.map((one) => ({ ...one, either: found.length > 1 })) : [{ id, either: false }];
}

// A service that once shared its beginning with another has a shorter id now.
const isLonger = (id, key) => id.length > key.length && id.startsWith(key);
