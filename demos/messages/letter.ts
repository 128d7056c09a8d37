/** As much as one letter takes, its line end too, in bytes: eight of them fill a pipe. */
const BYTES = 8192;

/** Letters of round 0 are small talk, and do not count. */
export const letter = (round: number, number: number): string => `${round} ${number} `.padEnd(BYTES - 1, '.');

/** Its round and its number; null for what is no whole letter. */
export function readLetter(line: string): { round: number; number: number } | null {
  const [, round, number] = /^(\d+) (\d+) \.+$/.exec(line) ?? [];
  return line.length === BYTES - 1 ? { round: Number(round), number: Number(number) } : null;
}
