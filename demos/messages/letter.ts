/** As much as one letter takes, its line end too, in bytes: a pipe holds eight of them, with some room for small talk. */
const BYTES = 8000;

export const letter = (round: number, number: number): string => `${round} ${number} `.padEnd(BYTES - 1, '.');

/** Its round and its number; null for what is no whole letter. */
export function readLetter(line: string): { round: number; number: number } | null {
  const [, round, number] = /^(\d+) (\d+) \.+$/.exec(line) ?? [];
  return line.length === BYTES - 1 ? { round: Number(round), number: Number(number) } : null;
}
