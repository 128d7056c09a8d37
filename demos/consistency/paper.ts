/** A terminal with lines that stay, and a last line that is written over: what is said all the time does not push out what is said once. */
const LINE_START = '\r\x1b[K';

let noted = '';

export function note(line: string): void {
  noted = line;
  process.stdout.write(`${LINE_START}${line}`);
}

export function say(line: string): void {
  process.stdout.write(`${LINE_START}${line}\n${noted}`);
}
