// Times as they are written and shown.

/** Return the local time with its offset, as `2026-11-23T08:00:00+08:00`. */
export function localTime(date) {
  const east = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + east * 60000).toISOString().slice(0, 19);
  const part = (number) => String(Math.floor(number)).padStart(2, "0");
  const offset = Math.abs(east);
  return `${shifted}${east < 0 ? "-" : "+"}${part(offset / 60)}:${part(offset % 60)}`;
}

/** Return a time as it is shown beside 已保存: `14:32`, with the day unless it is today. */
export function clock(written) {
  const date = new Date(written);
  if (Number.isNaN(date.getTime())) return "";
  const time = localTime(date).slice(11, 16);
  const today = date.toDateString() === new Date().toDateString();
  return today ? time : `${date.getMonth() + 1}月${date.getDate()}日 ${time}`;
}
