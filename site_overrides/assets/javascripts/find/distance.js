// How far it is, as the crow flies.

const EARTH = 3958.8; // miles
const radians = (degrees) => (degrees * Math.PI) / 180;

/**
 * Miles between two points.
 * @param {[number, number]} one  latitude and longitude
 * @param {[number, number]} other
 */
export function miles([north, east], [otherNorth, otherEast]) {
  const up = Math.sin(radians(otherNorth - north) / 2) ** 2;
  const across = Math.sin(radians(otherEast - east) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(up + Math.cos(radians(north)) * Math.cos(radians(otherNorth)) * across));
}

/**
 * Miles to the nearest of several points; undefined when there is none.
 * @param {[number, number]} from
 * @param {[number, number][] | undefined} points
 */
export function nearest(from, points) {
  return points?.length ? Math.min(...points.map((point) => miles(from, point))) : undefined;
}
