import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from '../../src/cli/options.js';

const options = { port: { type: 'string' }, share: { type: 'boolean' }, open: { type: 'boolean' }, ...HELP } as const;
const expected = { options, usage: 'USAGE', command: 'npm start --', allowPositionals: true };
const read = (args: string[], env = {}) => readOptions(args, expected, env);

describe('the options behind a command', () => {
  it('options are read with their values, and a boolean one with “no-” before it is false', () => {
    expect(read(['--port', '80', '--no-open', 'name'])).toEqual({
      values: { port: '80', open: false },
      positionals: ['name'],
    });
  });

  it.each([
    [['--turbo'], "Unknown option '--turbo'."],
    [['--port'], "Option '--port <value>' argument missing."],
    [['--port', '-5'], "Option '--port' argument is ambiguous."],
    [['--open=1'], "Option '--open' does not take an argument."],
    [['--port', ''], '--port has no value.'],
    [['--port='], '--port has no value.'],
  ])('the arguments %j are refused in one sentence, before the usage', (args, sentence) => {
    expect(() => read(args)).toThrow(`${sentence}\n\nUSAGE`);
  });

  it.each([
    ['share', 'true', '--share'],
    ['open', '', '--no-open'],
    ['port', '8080', '--port …'],
  ])(
    'the refusal names the option as it was typed, and the way to write it, when npm has kept --%s as %j',
    (name, value, way) => {
      const typed = way.split(' ')[0];
      const sentence = `npm has kept ${typed} to itself: options for the command stand behind “--”, as in npm start -- ${way}.`;
      expect(() => read([], { [`npm_config_${name}`]: value })).toThrow(`${sentence}\n\nUSAGE`);
    },
  );

  it('options are read when npm has options of other names', () => {
    expect(read([], { npm_config_cache: '/cache', npm_config_loglevel: 'silent' }).values).toEqual({});
  });
});
