// When a thing is on next, from the rule that its page carries. Pure: no clock, no page.
//
// Days are "YYYY-MM-DD", times are minutes after midnight, weekdays count from Monday as 0. A rule is
//   {every: "week" | "month" | "once", interval, days: [[nth, weekday]], numbers: [day of month], anchor, from, until,
//    opens, closes, except: [...]}
// with `except` holding ["closed", first, last], ["season", first, last] (either with or without a year), "term-time",
// "school-holidays", "not-bank-holidays" and "not-school-holidays". Python writes it: outputs/pages/times.py.

const DAY = 86_400_000;
const HORIZON = 400;
const ALMOST_MIDNIGHT = 1439;

const toNumber = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
const toDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const weekdayOf = (number) => (((number + 3) % 7) + 7) % 7;

export const addDays = (day, count) => toDay(toNumber(day) + count);

function lastOfMonth(day) {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

function isInInterval(rule, day) {
  if (rule.interval === 1) return true;
  if (rule.every === "week") {
    const monday = (number) => number - weekdayOf(number);
    return ((monday(toNumber(day)) - monday(toNumber(rule.anchor))) / 7) % rule.interval === 0;
  }
  const months = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return (months(day) - months(rule.anchor)) % rule.interval === 0;
}

function isOnWeekday([nth, weekday], day) {
  if (weekdayOf(toNumber(day)) !== weekday) return false;
  const date = Number(day.slice(8));
  if (nth > 0) return Math.ceil(date / 7) === nth;
  if (nth < 0) return Math.ceil((lastOfMonth(day) - date + 1) / 7) === -nth;
  return true;
}

function isOnNumber(number, day) {
  const date = Number(day.slice(8));
  return number > 0 ? date === number : date === lastOfMonth(day) + number + 1;
}

function fits(rule, day) {
  if (rule.from && day < rule.from) return false;
  if (rule.until && day > rule.until) return false;
  if (rule.every === "once") return day === rule.anchor;
  if (rule.anchor && day < rule.anchor) return false;
  const days = rule.days ?? [];
  const numbers = rule.numbers ?? [];
  const named = days.length === 0 || days.some((pair) => isOnWeekday(pair, day));
  const numbered = numbers.length === 0 || numbers.some((number) => isOnNumber(number, day));
  return named && numbered && isInInterval(rule, day);
}

// Without a year a span may run over the new year.
function isWithin(day, first, last) {
  if (first.length === 10) return first <= day && day <= last;
  const date = day.slice(5);
  return first <= last ? first <= date && date <= last : date >= first || date <= last;
}

// true or false; undefined when the calendars do not reach that day.
function isTermTime(terms, day) {
  if (!terms?.length) return undefined;
  if (day < terms[0][0] || day > terms[terms.length - 1][1]) return undefined;
  return terms.some(([first, last]) => first <= day && day <= last);
}

function isBankHoliday(holidays, day) {
  return holidays?.years?.includes(Number(day.slice(0, 4))) ? holidays.days.includes(day) : undefined;
}

function holds(exception, day, calendars) {
  if (Array.isArray(exception)) {
    const within = isWithin(day, exception[1], exception[2]);
    return exception[0] === "season" ? within : !within;
  }
  if (exception === "not-bank-holidays") {
    const holiday = isBankHoliday(calendars.bankHolidays, day);
    return holiday === undefined ? undefined : !holiday;
  }
  const term = isTermTime(calendars.terms, day);
  if (term === undefined) return undefined;
  return exception === "school-holidays" ? !term : term;
}

// Whether it takes place: "yes", "no", or "unsure" when a calendar is missing.
export function takesPlace(rule, day, calendars = {}) {
  if (!fits(rule, day)) return "no";
  const answers = (rule.except ?? []).map((exception) => holds(exception, day, calendars));
  if (answers.includes(false)) return "no";
  return answers.includes(undefined) ? "unsure" : "yes";
}

function minutesLeft(rule, daysAgo, minutes) {
  const closes = rule.closes ?? rule.opens ?? ALMOST_MIDNIGHT;
  const overnight = rule.closes !== undefined && rule.closes <= rule.opens ? 1440 : 0;
  return closes + overnight - (minutes + daysAgo * 1440);
}

// The times to come, as {day, on}, `on` telling that it has begun already; up to the first that nobody can be sure of.
export function* timesToCome(rule, now, calendars = {}) {
  for (let ahead = -1; ahead <= HORIZON; ahead += 1) {
    const day = addDays(now.day, ahead);
    const over = ahead <= 0 && minutesLeft(rule, -ahead, now.minutes) < 0;
    if (over) continue;
    const answer = takesPlace(rule, day, calendars);
    if (answer === "unsure") return;
    if (answer === "yes") {
      const begun = ahead < 0 || (ahead === 0 && rule.opens !== undefined && rule.opens <= now.minutes);
      yield { day, on: begun };
    }
  }
}

// The next of them; null when there is none.
export function nextTime(rule, now, calendars = {}) {
  for (const time of timesToCome(rule, now, calendars)) return time;
  return null;
}
