const minuteMs = 60_000;
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const three = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

let minute = Number.NaN;
let begins = '';

/** Milliseconds since 1970 as RFC 3339 in UTC, as `Date` writes it; the minute is kept, for times come in order. */
export function isoTime(ms: number): string {
  const into = Math.trunc(ms - minute); // Less than a millisecond before the minute is -0.
  if (!(into >= 0 && into < minuteMs) || ms < minute) return isoTimeOfNewMinute(ms);
  const whole = into % 1000;
  return `${begins}${two[(into - whole) / 1000] as string}.${three[whole] as string}Z`;
}

function isoTimeOfNewMinute(ms: number): string {
  const text = new Date(ms).toISOString();
  if (Number.isInteger(ms)) {
    minute = Math.floor(ms / minuteMs) * minuteMs;
    begins = text.slice(0, -7);
  }
  return text;
}
