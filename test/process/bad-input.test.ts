import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, ROOT, run } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { byDay } from '../helpers/night.js';

let copy: Copy;

beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());

async function refused(args: string[], options: Parameters<typeof run>[1] = {}) {
  const command = run(args, options);
  command.process.stdin?.end();
  const code = await command.exit;
  return { code, text: command.stdout + command.stderr };
}

/** Spoils a file of the copy, runs, and mends it. */
async function spoilt<T>(file: string, spoil: (text: string) => string, work: () => Promise<T>): Promise<T> {
  const path = join(copy.folder, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, spoil(text));
  try {
    return await work();
  } finally {
    writeFileSync(path, text);
  }
}

describe('bad usage is refused with code 2, before anything starts', () => {
  it.each([
    [['demo', 'isolatoin'], /There is no demo isolatoin. Did you mean “isolation”\?/],
    [['demo', '../../etc'], /There is no demo/],
    [['demo', 'isolation', '--fast'], /Unknown option '--fast'/],
    [['demo', 'isolation', 'race'], /One demo at a time/],
    [['demo', '--auto'], /Which demo\?/],
    [['demo', 'isolation'], /This needs a terminal/],
    [['present', '--port', 'http'], /--port http: a port is a number/],
    [['present', '--port', '70000'], /--port 70000/],
    [['present', '--port', '0x7c2'], /--port 0x7c2: a port is a number/],
    [['present', '--host', ''], /--host has no value/],
    [['dev', '--turbo'], /npm run dev -- \[options\]/],
    [['check', '--turbo'], /Unknown option '--turbo'/],
    [['record', '--turbo'], /Unknown option '--turbo'/],
    [['record', 'isolation', 'race'], /One demo is recorded at a time, and 2 are named/],
    [['export'], /Name one thing to write, with its own options: --cast DIR or --pdf FILE/],
    [['export', '--cast', 'x', '--cast-version', '1'], /--cast-version 1: a cast has version 2 or 3/],
    [['export', '--cast', 'x', 'erlnag'], /There is no demo erlnag. Did you mean “erlang”\?/],
    [['export', '--cast', 'x', '--pdf', 'y'], /Name one thing to write/],
    [['export', '--pdf', 'x.pdf', 'erlang'], /Name one thing to write/],
    [['export', '--pdf', 'x.pdf', '--browser', '/no/browser'], /--browser \/no\/browser: there is no such program/],
    [['demo', '--units', 'x'], /Which demo\?/],
    [['demo', 'isolation', '--auto', '--units', 'x'], /--units starts nothing/],
    [['demo', 'isolation', '--auto', '--patience', '0'], /--patience 0: a patience is a number of whole seconds/],
    [['demo', 'isolation', '--patience', '3'], /--patience is for --auto/],
    [['demo', 'ISOLATION'], /Did you mean “isolation”\?/],
    [['build', '--turbo'], /npm run build takes nothing/],
    [['present', '--turbo'], /Unknown option '--turbo'/],
    [['present', '--host', '256.1.1.1'], /--host 256.1.1.1: this machine cannot listen there/],
    [['present', '--share', '--host', '127.0.0.1'], /--share --host 127.0.0.1: nobody else can reach that address/],
    [['present', '--share', '--host', 'LocalHost'], /--share --host LocalHost: nobody else/],
    [['present', '--share', '--host', '::1'], /--share --host ::1: nobody else/],
    [['dance'], /There is no command dance/],
  ])('%j', async (args, words) => {
    const { code, text } = await refused(args);
    expect(text).toMatch(words);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });

  it('a port in use is named, with the way out', async () => {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    const { code, text } = await refused(['present', '--port', String(port), '--no-open']);
    server.close();
    expect(text).toContain(`Port ${port} is taken`);
    expect(text).toContain(`--port ${port + 1}`);
    expect(code).toBe(2);
  });

  it.each(
    byDay(
      [
        ['the command', '18.20.4', ['demo'], undefined],
        ['the command', '20.18.3', ['demo'], undefined],
        ['the command', '21.7.3', ['demo'], undefined],
        ['the command', '22.11.0', ['demo'], undefined],
        ['a tool', '18.20.4', ['layers', '--check'], `${ROOT}/tools/run.mjs`],
      ],
      2,
    ),
  )('%s names the Nodes that it needs when Node is %s', async (_what, version, args, boot) => {
    const preload = join(copy.folder, 'old.cjs');
    writeFileSync(preload, `Object.defineProperty(process.versions, 'node', { value: '${version}' });\n`);
    const { code, text } = await refused([...args], {
      env: { NODE_OPTIONS: `--require=${preload}` },
      ...(boot && { boot }),
    });
    expect(text).toContain(`needs Node 20.19 or later of 20, or 22.12 or later; this is Node ${version}`);
    expect(text.trim().split('\n')).toHaveLength(2);
    expect(code).toBe(2);
  });
});

describe('a tool beside the talk', () => {
  it.each(
    byDay([
      ['soak', "Unknown option '--turbo'."],
      ['fuzz', "Unknown option '--turbo'."],
      ['pictures', 'npm run pictures takes nothing; --turbo stands behind it.'],
    ]),
  )('%s refuses an option that it does not know, with code 2', async (tool, sentence) => {
    const { code, text } = await refused([tool, '--turbo'], { boot: `${ROOT}/tools/run.mjs` });
    expect(text).toContain(sentence);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });

  it('bench loads all of its benches, and refuses an option that it does not know, with code 2', async () => {
    const { code, text } = await refused(['--turbo'], { boot: `${ROOT}/tools/bench/main.mjs` });
    expect(text).toMatch(/^There is no bench --turbo; there are cold, /);
    expect(code).toBe(2);
  });
});

describe('mistakes in the sources', () => {
  it('a slide fence: file, line and column of each, and nothing is presented', async () => {
    const spoil = (text: string) =>
      text.replace('throw objects', 'trow objects').replace('segfault line-7', 'segfault line-77');
    const { code, text } = await spoilt('slides/03-isolation.md', spoil, () => refused(['build'], copy.inCopy));
    const line =
      readFileSync(join(copy.folder, 'slides/03-isolation.md'), 'utf8')
        .split('\n')
        .findIndex((l) => l.startsWith('steps:')) + 1;
    expect(text).toContain(`03-isolation.md:${line}:15 There is no fault “trow”`);
    expect(text).toMatch(new RegExp(`03-isolation.md:${line}:\\d+ There is no process “line-77”`));
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(1);
  });

  it('a slides folder that is not there', async () => {
    rmSync(join(copy.folder, 'slides'), { recursive: true });
    try {
      for (const command of [
        ['check', 'integrity'],
        ['present', '--no-open'],
      ]) {
        const { code, text } = await refused(command, copy.inCopy);
        expect(text).toMatch(/slides/);
        expect(text).not.toMatch(/ {4}at /);
        expect(code).toBe(1);
      }
    } finally {
      cpSync(join(ROOT, 'slides'), join(copy.folder, 'slides'), { recursive: true, preserveTimestamps: true });
    }
  });

  it('a recording that is cut off is not exported, and the error names the line', async () => {
    const place = join(copy.folder, 'casts');
    const cut = (text: string) => text.slice(0, -20);
    const lines = readFileSync(join(copy.folder, 'demos/erlang/recording.jsonl'), 'utf8').trimEnd().split('\n').length;
    const { code, text } = await spoilt('demos/erlang/recording.jsonl', cut, () =>
      refused(['export', '--cast', place], copy.inCopy),
    );
    expect(text).toContain(`demos/erlang/recording.jsonl:${lines}: expected event #`);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
    expect(existsSync(place)).toBe(false);
  });

  it('a worker that is broken on purpose fails the script, with what was expected and what was seen', async () => {
    const broken = (text: string) => text.replace('console.log(call.speak())', 'process.exit(1)');
    const { code, text } = await spoilt('demos/isolation/line.ts', broken, () =>
      refused(['demo', 'isolation', '--auto', '--patience', '4'], copy.inCopy),
    );
    expect(text).toContain('FAIL');
    expect(text).toContain('expected:');
    expect(code).toBe(1);
  });

  it('demo repeats what workers said that ended by an error', async () => {
    const broken = (text: string) =>
      text.replace('console.log(call.speak())', "Promise.reject(new Error('no dial tone'))");
    const { code, text } = await spoilt('demos/isolation/line.ts', broken, () =>
      refused(['demo', 'isolation', '--auto', '--patience', '4'], copy.inCopy),
    );
    expect(text.match(/The last words of line-\d+ \(process \d+, exit 1\):/g)).toHaveLength(3);
    expect(text).toMatch(/^ +\[?Error: no dial tone/m);
    expect(text).toMatch(/So many more have ended by an error: \d+\.$/m);
    expect(code).toBe(1);
  });
});
