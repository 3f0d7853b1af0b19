const whole = new Intl.NumberFormat('en');
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

export const count = (n: number): string => whole.format(n);

/** `1 event`, `2 events`. */
export const many = (n: number, one: string, more = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : more}`;

/** 0.4 s, 41 s, 2 m 28 s, 3 h 4 m, 5 d 2 h. */
export function duration(s: number): string {
  if (s < 10) return `${Math.round(s * 10) / 10} s`;
  if (s < 60) return `${Math.round(s)} s`;
  const [m, h, d] = [Math.floor(s / 60), Math.floor(s / 3600), Math.floor(s / 86_400)];
  if (s < 3600) return `${m} m ${Math.floor(s % 60)} s`;
  return s < 86_400 ? `${h} h ${m % 60} m` : `${d} d ${h % 24} h`;
}

export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [left, unit] = [n, 0];
  for (; left >= 1000 && unit < units.length - 1; unit++) left /= 1000;
  return `${left < 10 && unit > 0 ? left.toFixed(1) : Math.round(left)} ${units[unit] ?? ''}`;
}

export const ms = (n: number | null): string =>
  n === null ? '–' : n < 10 ? `${Math.round(n * 10) / 10} ms` : `${Math.round(n)} ms`;

export const percent = (share: number): string =>
  `${share > 0 && share < 0.1 ? (share * 100).toFixed(2) : Math.round(share * 100)} %`;

/** With the zone: filters and the command line tell times in UTC. */
export const fullTime = (iso: string): string => full.format(new Date(iso));

/** How long ago, in the largest unit. */
export function ago(iso: string, nowMs: number): string {
  const s = Math.max(0, (nowMs - Date.parse(iso)) / 1000);
  if (s < 60) return `${Math.floor(s)} s ago`;
  if (s < 3600) return `${Math.floor(s / 60)} m ago`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ago`;
  return `${Math.floor(s / 86_400)} d ago`;
}

/** What went wrong, without the word that says so. */
export const errorText = (error: string): string => error.replace(/^Error: /, '');

/** Of `posts/post-page@1.2` and `policy:name` what people call it. */
export const consumerName = (consumer: string): string =>
  consumer.replace(/^policy:/, '').replace(/@.*$/, '');
