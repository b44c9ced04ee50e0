// Time limits as pure functions: a rule and a moment in, the last moment out. No page, no clock.
//
// Moments are written as a form writes them, 2026-03-02T21:40 or 2026-03-02, and are counted without
// time zones: a day has 24 hours everywhere. Hours run from the moment itself; of days the first is
// not counted (期间开始之日不计入).

const DAY = 86400000;
const MINUTE = 60000;
const WEEK = "日一二三四五六";

/** Return a moment as a number, or null where it is none. */
export function read(moment) {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?$/.exec(moment || "");
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map((one) => Number(one || 0));
  const time = Date.UTC(year, month - 1, day, hour, minute);
  // 31 February would become a day in March, and 25:00 one o'clock.
  return write(time, "T").slice(0, moment.length) === moment ? time : null;
}

/** Write a number as a moment; `form` is "T" for day and hour, "" for the day alone. */
export function write(time, form = "T") {
  const written = new Date(time).toISOString();
  return form ? written.slice(0, 16) : written.slice(0, 10);
}

/** Return the last moment of a rule. `excluded` days are added; `holiday` is the last day off. */
export function last(rule, start, { excluded = 0, holiday = "" } = {}) {
  const begin = read(start);
  if (begin === null) return null;
  if (rule.count === "hours") return { at: write(begin + rule.amount * 60 * MINUTE), moved: false };
  const first = read(start.slice(0, 10));
  const days = rule.amount + Math.max(0, Math.trunc(Number(excluded) || 0));
  const end = rule.count === "workdays" ? afterWorkdays(first, days) : first + days * DAY;
  const free = rule.holiday === "next" ? read(holiday) : null;
  // Only a holiday that covers the last day moves it, to the first day after.
  if (free !== null && free >= end) return { at: write(free + DAY, ""), moved: true, full: write(end, "") };
  return { at: write(end, ""), moved: false };
}

function afterWorkdays(first, days) {
  let time = first;
  for (let left = days; left > 0; ) {
    time += DAY;
    if (!isWeekend(time)) left -= 1;
  }
  return time;
}

function isWeekend(time) {
  return [0, 6].includes(new Date(time).getUTCDay());
}

/** Return how many minutes lie between two moments; negative when the second comes first. */
export function minutes(from, to) {
  return (read(to) - read(from)) / MINUTE;
}

/** Count days from one to another: both counted, or the first not. */
export function days(from, to, both) {
  return (read(to) - read(from)) / DAY + (both ? 1 : 0);
}

/** Return the day from which so many days end on `to`, both counted. */
export function firstDay(to, count) {
  return write(read(to) - (count - 1) * DAY, "");
}

/** Say a moment: 2026年3月3日（星期二）5:40. */
export function say(moment) {
  const time = new Date(read(moment));
  const date = `${time.getUTCFullYear()}年${time.getUTCMonth() + 1}月${time.getUTCDate()}日`;
  const clock = moment.includes("T") ? ` ${sayClock(moment)}` : "";
  return `${date}（星期${WEEK[time.getUTCDay()]}）${clock}`;
}

/** Say the hour: 5:40. */
export function sayClock(moment) {
  return moment.slice(11).replace(/^0/, "");
}

/** Say a moment as seen from another: 次日5:40, 第三日22:15, 4月5日. */
export function sayFrom(start, moment) {
  if (!moment.includes("T")) return `${Number(moment.slice(5, 7))}月${Number(moment.slice(8))}日`;
  const passed = days(start.slice(0, 10), moment.slice(0, 10), false);
  return `${["当日", "次日", "第三日"][passed] || `第${passed + 1}日`}${sayClock(moment)}`;
}

/** Say how long it is: 2 小时 30 分钟. */
export function sayMinutes(count) {
  const hours = Math.floor(count / 60);
  const rest = count % 60;
  return [hours && `${hours} 小时`, (rest || !hours) && `${rest} 分钟`].filter(Boolean).join(" ");
}

/** Return the sentences that show how a rule was counted. */
export function steps(rule, start, options = {}) {
  const result = last(rule, start, options);
  if (!result) return [];
  if (rule.count === "hours") {
    return [`从${rule.begins}那一刻起，${say(start)}，数满 ${rule.amount} 小时。`];
  }
  const day = start.slice(0, 10);
  const next = write(read(day) + DAY, "");
  const unit = rule.count === "workdays" ? "个工作日" : "天";
  const said = [`${rule.begins}当日${say(day)}不计入，从次日${say(next)}数起。`];
  const excluded = Math.max(0, Math.trunc(Number(options.excluded) || 0));
  said.push(
    excluded
      ? `数满 ${rule.amount} ${unit}，再加不计入的 ${excluded} 天。`
      : `数满 ${rule.amount} ${unit}${rule.count === "workdays" ? "，星期六、星期日跳过" : ""}。`,
  );
  if (result.moved) said.push(`满期那天${say(result.full)}放假，顺延到节假日后的第一日。`);
  else if (rule.holiday === "never") said.push("人身自由受限制的期间，到期为止，不因节假日顺延。");
  return said;
}

/** Return what an item asks for, worked out from its case: see limits.toml. */
export function answer(one, rule, first = null) {
  if (one.gives === "days-with-both") return days(one.start, one.until, true);
  if (one.gives === "days-after") return days(one.start, one.until, false);
  if (one.gives === "first-day") return Number(firstDay(one.until, one.days).slice(8));
  if (one.gives === "days-left") return one.days - one.excluded;
  // Where one limit follows another, the second begins on the last day of the first.
  const start = first ? last(first, one.start).at : one.start;
  const result = last(rule, start, { excluded: one.excluded });
  if (one.gives === "minutes-left") return minutes(one.now, result.at);
  if (one.gives === "day" || one.gives === "blank") return Number(result.at.slice(8, 10));
  return sayFrom(start, result.at);
}
