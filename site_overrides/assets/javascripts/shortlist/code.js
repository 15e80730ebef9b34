// Addresses as square codes for a camera, for paper. The library is read when there is something to draw.

const LIBRARY = new URL("../vendor/lean-qr.js", import.meta.url).href;
const EDGE = 4; // the quiet ground that readers need, in squares
const SVG = "http://www.w3.org/2000/svg";

/**
 * A picture of an address, black on white; undefined for one that is too long.
 * @param {string} address
 * @returns {Promise<Element | undefined>}
 */
export async function drawCode(address) {
  const { generate } = await import(LIBRARY);
  let code;
  try {
    code = generate(address);
  } catch {
    return undefined;
  }
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const size = code.size + 2 * EDGE;
  picture.setAttribute("viewBox", `${-EDGE} ${-EDGE} ${size} ${size}`);
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", [...squares(code)].map(([x, y]) => `M${x} ${y}h1v1h-1z`).join(""));
  picture.append(path);
  return picture;
}

function* squares(code) {
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) yield [x, y];
  }
}
