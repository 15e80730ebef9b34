// What time it is where the directory is, whatever the device's own zone.

/**
 * @param {string | undefined} timeZone
 * @returns {{day: string, minutes: number}} minutes after midnight
 */
export function nowIn(timeZone) {
  const options = /** @type {const} */ ({ dateStyle: "short", timeStyle: "short", hourCycle: "h23" });
  let text;
  try {
    text = new Intl.DateTimeFormat("sv-SE", { ...options, timeZone }).format(new Date());
  } catch {
    text = new Intl.DateTimeFormat("sv-SE", options).format(new Date());
  }
  const [day, time] = text.split(" ");
  const [hours, minutes] = time.split(":").map(Number);
  return { day, minutes: hours * 60 + minutes };
}
