// What depends on the day, worked out when the page is read and not when it was made: when it is on next, which
// notices still hold, and whether a listing is past its review. Without this script the page states the dates.

import { nowIn } from "./clock.js";
import { all, part } from "./dom.js";
import { addDays, nextTime } from "./schedule.js";

// Dates the British way where the page says no more than "en".
const lang = document.documentElement.lang || "en";
const language = lang === "en" ? "en-GB" : lang;

// Browsers know few languages' names of days and months, so the page brings those of its own.
function sayDay(day, line) {
  const date = new Date(`${day}T00:00:00Z`);
  const { weekdays, months } = line.dataset;
  if (weekdays && months) {
    const weekday = weekdays.split("|")[(date.getUTCDay() + 6) % 7];
    return `${weekday} ${date.getUTCDate()} ${months.split("|")[date.getUTCMonth()]}`;
  }
  const long = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  return long.format(date).replace(",", "");
}

function readCalendars(list) {
  return { terms: JSON.parse(list.dataset.terms ?? "[]"), bankHolidays: JSON.parse(list.dataset.bankHolidays ?? "{}") };
}

function showNext(list) {
  const [line] = all(document, `[data-next-for="${list.id}"]`);
  if (!line) return;
  const now = nowIn(list.dataset.timezone);
  const calendars = readCalendars(list);
  const found = [];
  for (const item of all(list, "[data-rule]")) {
    const rule = JSON.parse(item.dataset.rule ?? "null");
    const next = nextTime(rule, now, calendars);
    if (next) found.push({ ...next, rule });
  }
  found.sort((a, b) => a.day.localeCompare(b.day) || (a.rule.opens ?? 0) - (b.rule.opens ?? 0));
  const [first] = found;
  if (!first) return;
  const names = { [now.day]: line.dataset.today, [addDays(now.day, 1)]: line.dataset.tomorrow };
  const when = first.on ? [line.dataset.now] : [names[first.day], sayDay(first.day, line)];
  const place = found.some((other) => other.rule.place !== first.rule.place) ? first.rule.place : "";
  part(line, "b").textContent = [...when, first.rule.says].filter(Boolean).join(", ");
  part(line, "[data-place]").textContent = place ?? "";
  line.hidden = false;
}

function settleNotices(today) {
  for (const notice of all(document, "[data-shows-after]")) notice.hidden = today <= (notice.dataset.showsAfter ?? "");
  for (const notice of all(document, "[data-hides-after]")) {
    if (today > (notice.dataset.hidesAfter ?? "")) notice.hidden = true;
  }
}

function settleReviews(today) {
  for (const line of all(document, "[data-due]")) {
    const old = today > (line.dataset.due ?? "");
    line.toggleAttribute("data-old", old);
    for (const words of all(line, ".confirmed__old")) words.hidden = !old;
  }
}

function markToday(day) {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  for (const row of all(document, `[data-weekday="${weekday}"]`)) row.dataset.today = "";
}

for (const list of all(document, ".times[id]")) showNext(list);
const [list] = all(document, "[data-timezone]");
const { day } = nowIn(list?.dataset.timezone);
settleNotices(day);
settleReviews(day);
markToday(day);
