// Finding parts of a page, as the kind of thing they are.

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const all = (root, selector) => [...root.querySelectorAll(/** @type {"div"} */ (selector))];

/**
 * The first part that fits. Throws TypeError when the page has none: a slip of ours.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(root, selector) {
  const [found] = all(root, selector);
  if (!found) throw new TypeError(`the page has no ${selector}`);
  return found;
}
