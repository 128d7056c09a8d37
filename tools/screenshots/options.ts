/** The command line. */
import { parseArgs } from 'node:util';

export const USAGE = `npm run screenshots -- [options]
  --only <pattern>  the pictures whose name this regular expression finds: --only isolation, --only '^0[1-5]'
  --size <WxH>      one folder of them: --size 1280x720, --size 80x24, --size print
  --help            this`;

/** An option that is wrong: its message is printed, and the exit code is 2. */
export class BadOption extends Error {}

/** A picture that can be made: the folder is its size. */
export interface Picture {
  folder: string;
  name: string;
}

export interface Options {
  help: boolean;
  wants(picture: Picture): boolean;
}

/** Throws a `BadOption` that names the option. `all`: every picture that there could be. */
export function parseOptions(args: string[], all: Picture[]): Options {
  const { help, only, size } = parse(args);
  const folders = [...new Set(all.map(({ folder }) => folder))];
  if (size !== undefined && !folders.includes(size)) {
    throw new BadOption(`--size ${size}: there is no such size; there are ${folders.join(', ')}.`);
  }
  const pattern = patternOf(only ?? '');
  const wants = ({ folder, name }: Picture) => (size === undefined || folder === size) && pattern.test(name);
  if (!all.some(wants)) throw new BadOption(`--only ${only}: no picture${at(size)} is called that. ${names(all)}`);
  return { help, wants };
}

function parse(args: string[]) {
  try {
    const options = { only: { type: 'string' }, size: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args, options });
    return { help: false, ...values };
  } catch (error) {
    throw new BadOption((error as Error).message.split('. ')[0]);
  }
}

function patternOf(only: string): RegExp {
  try {
    return new RegExp(only, 'i');
  } catch (error) {
    throw new BadOption(`--only ${only}: ${(error as Error).message}.`);
  }
}

const at = (size: string | undefined) => (size === undefined ? '' : ` at ${size}`);
const names = (all: Picture[]) => `There are:\n  ${[...new Set(all.map(({ name }) => name))].join('\n  ')}`;
