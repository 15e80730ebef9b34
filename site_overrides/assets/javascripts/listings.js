// What depends on the day, worked out when the page is read and not when it was made: when it is on next, which
// notices still hold, and whether a listing is past its review. Without this script the page states the dates.

import { nowIn } from "./clock.js";
import { startCopying } from "./copying.js";
import { all, part } from "./dom.js";
import { startKeeping } from "./shortlist/kept.js";
import { addDays, timesToCome } from "./schedule.js";

const FEW = 5;

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

function fewTimesOf(rule, now, calendars) {
  const found = [];
  for (const time of timesToCome(rule, now, calendars)) {
    found.push({ ...time, rule });
    if (found.length === FEW) break;
  }
  return found;
}

// The coming times of a list, the earliest first.
function comingTimes(list, now) {
  const calendars = readCalendars(list);
  const rules = all(list, "[data-rule]").map((item) => JSON.parse(item.dataset.rule ?? "null"));
  const found = rules.flatMap((rule) => fewTimesOf(rule, now, calendars));
  return found.sort((a, b) => a.day.localeCompare(b.day) || (a.rule.opens ?? 0) - (b.rule.opens ?? 0));
}

// A place is only said where other times are elsewhere.
const placeOf = ({ rule }, found) => (found.some((other) => other.rule.place !== rule.place) && rule.place) || "";

function showNext(line, found, now) {
  const [first] = found;
  if (!first) return;
  const names = { [now.day]: line.dataset.today, [addDays(now.day, 1)]: line.dataset.tomorrow };
  const when = first.on ? [line.dataset.now] : [names[first.day], sayDay(first.day, line)];
  part(line, "b").textContent = [...when, first.rule.says].filter(Boolean).join(", ");
  part(line, "[data-place]").textContent = placeOf(first, found);
  line.hidden = false;
}

// The page tells the next dates as of the day it was made; now they are as of today.
function showDates(dates, line, found) {
  const items = found.slice(0, FEW).map((time) => {
    const item = document.createElement("li");
    item.textContent = [sayDay(time.day, line), time.rule.says].filter(Boolean).join(", ");
    const place = placeOf(time, found);
    if (place) {
      const where = document.createElement("span");
      where.className = "quiet";
      where.textContent = place;
      item.append(" ", where);
    }
    return item;
  });
  part(dates, "ol").replaceChildren(...items);
  part(dates, "[data-dates-made]").hidden = true;
  dates.hidden = items.length === 0;
}

function showComing(list) {
  const [line] = all(document, `[data-next-for="${list.id}"]`);
  if (!line) return;
  const now = nowIn(list.dataset.timezone);
  const found = comingTimes(list, now);
  showNext(line, found, now);
  for (const dates of all(document, `[data-dates-for="${list.id}"]`)) showDates(dates, line, found);
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

for (const list of all(document, ".times[id]")) showComing(list);
const [list] = all(document, "[data-timezone]");
const { day } = nowIn(list?.dataset.timezone);
settleNotices(day);
settleReviews(day);
markToday(day);
startCopying();
startKeeping(document);
const [poster] = all(document, ".poster");
if (poster) void import("./shortlist/poster.js").then(({ startPoster }) => startPoster(poster));
