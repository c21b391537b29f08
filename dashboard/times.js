// Times and durations as an operator reads them.

/** How long: "420 ms", "4.2 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function duration(milliseconds) {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const s = Math.floor(ms / 1_000);
  if (s < 3_600) return s % 60 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${s / 60} min`;
  const min = Math.floor(s / 60);
  if (min < 1_440) return min % 60 ? `${Math.floor(min / 60)} h ${min % 60} min` : `${min / 60} h`;
  const hours = Math.floor(min / 60);
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${hours / 24} d`;
}

/** How long, for a narrow column: "8 s", "3 min", "2 h", "4 d". */
export function age(milliseconds) {
  const s = Math.max(0, Math.floor(milliseconds / 1_000));
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min`;
  if (s < 86_400) return `${Math.floor(s / 3_600)} h`;
  return `${Math.floor(s / 86_400)} d`;
}

const two = (number) => String(number).padStart(2, '0');

/** The time of day, local, with milliseconds. */
export function clock(rfc3339) {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return String(rfc3339 ?? '');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** Day and time, local, to the second. */
export function moment(rfc3339) {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return String(rfc3339 ?? '');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
