/** The arguments of a command, read in one way for all commands: each refusal is one sentence, and then the usage. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Environment = Record<string, string | undefined>;

export const HELP = { help: { type: 'boolean', short: 'h' } } as const satisfies Options;

interface Expected<T extends Options> {
  options: T;
  usage: string;
  /** As the user types it, up to the options. */
  command: string;
  allowPositionals?: boolean;
}

interface Taken<T extends Options> {
  args: string[];
  options: T;
  allowPositionals: boolean;
  allowNegative: true;
}
type Read<T extends Options> = ReturnType<typeof parseArgs<Taken<T>>>;

/** Throws a `UsageError` that names the option. */
export function readOptions<const T extends Options>(
  args: string[],
  { options, usage, command, allowPositionals = false }: Expected<T>,
  env: Environment = process.env,
): Pick<Read<T>, 'values' | 'positionals'> {
  const refuse = (sentence: string) => new UsageError(`${sentence}\n\n${usage}`);
  const taken = takenByNpm(options, env);
  if (taken !== undefined) {
    const way = `${command} --${usageOf(taken, options)}`;
    throw refuse(`npm has kept --${taken} to itself: options for the command stand behind “--”, as in ${way}.`);
  }
  const { values, positionals } = parse(args, options, allowPositionals, refuse);
  const empty = Object.entries(values).find(([, value]) => value === '');
  if (empty) throw refuse(`--${empty[0]} has no value.`);
  return { values, positionals };
}

function parse<const T extends Options>(
  args: string[],
  options: T,
  allowPositionals: boolean,
  refuse: (sentence: string) => UsageError,
): Read<T> {
  try {
    return parseArgs({ args, options, allowPositionals, allowNegative: true });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\. |\.?\n/);
    throw refuse(`${sentence}.`);
  }
}

/**
 * The option that npm has read as one of its own: `npm start --share` runs the script without it, and tells in the
 * environment alone that it was there.
 */
function takenByNpm(options: Options, env: Environment): string | undefined {
  const name = Object.keys(options).find((name) => env[`npm_config_${name}`] !== undefined);
  if (name === undefined) return undefined;
  // npm writes the `false` of `--no-open` as an empty value.
  const isNegated = options[name]?.type === 'boolean' && env[`npm_config_${name}`] === '';
  return isNegated ? `no-${name}` : name;
}

const usageOf = (name: string, options: Options) => (options[name]?.type === 'string' ? `${name} …` : name);
