/** Seconds as a clock shows them. Needs nothing. */
export function work(seconds: string): string {
  const [hours, minutes, rest] = [Number(seconds) / 3600, (Number(seconds) / 60) % 60, Number(seconds) % 60];
  return [hours, minutes, rest].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
