import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Screen } from '../../src/terminal/screen.js';
import { restore } from '../../src/terminal/snapshot/index.js';
import { fdCount, fdsOf, isRunning, stat } from '../helpers/os.js';
import { died, stty, Terminal, tidyTerminals } from '../helpers/terminal.js';
import { newEmulator, stateOf, written } from '../helpers/terminal-state.js';
import { until } from '../helpers/until.js';

tidyTerminals();

/** Turns of the event loop are counted; `longest` is the longest gap between two of them, in ms. */
function heartbeat() {
  let last = performance.now();
  const beat = { longest: 0, count: 0, stop: () => clearInterval(timer) };
  const timer = setInterval(() => {
    const now = performance.now();
    beat.longest = Math.max(beat.longest, now - last);
    beat.count++;
    last = now;
  }, 5);
  return beat;
}

describe('a process in a slot', () => {
  it('a process in a slot has a terminal of that size', async () => {
    const terminal = new Terminal(48, 13);
    terminal.talker('tty');
    await terminal.says('true true 48x13\r\n');
  });

  it('a process in a slot has it as its controlling terminal, in a session of its own', async () => {
    const terminal = new Terminal();
    const inside = terminal.talker('ready');
    await until(() => inside.isReady);
    const facts = stat(inside.pid);
    expect(facts).toMatchObject({ session: inside.pid, group: inside.pid });
    expect(facts?.tty).not.toBe(0);
  });

  it('a process in a slot takes Ctrl-C as a signal, and as the end when it does not listen', async () => {
    const terminal = new Terminal();
    const listener = terminal.talker('interrupt');
    await terminal.says('waiting');
    terminal.slot.write(Buffer.from('\x03'));
    await terminal.says('interrupted');
    expect(listener.exit).toBeNull();
    listener.launched.kill();
    await died(listener);
    const other = terminal.talker('ready');
    await until(() => other.isReady);
    terminal.slot.write(Buffer.from('\x03'));
    await died(other);
    expect(other.exit).toEqual({ code: null, signal: 'SIGINT' });
  });

  it('a process in a slot hears what is typed', async () => {
    const terminal = new Terminal();
    const inside = terminal.talker('echo', 'ready');
    await until(() => inside.isReady);
    expect(terminal.slot.write(Buffer.from('grüß dich\r'))).toBe(true);
    await terminal.says('heard grüß dich');
  });

  it('a process in a slot can be ended politely in the moment it is born', async () => {
    const terminal = new Terminal();
    for (let times = 0; times < 10; times++) {
      const inside = terminal.talker('ready');
      inside.launched.terminate();
      await died(inside);
      expect(inside.exit).toEqual({ code: null, signal: 'SIGTERM' });
    }
  });

  it('characters that were cut by writes come out whole', async () => {
    const terminal = new Terminal();
    terminal.talker('euro');
    await terminal.says('€ and 🎈\r\n');
    await terminal.slot.screen.snapshot();
    expect(terminal.slot.screen.lines()[0]).toBe('€ and 🎈');
  });
});

describe('the terminal outlives its process', () => {
  it('the next one writes to the same, below the words of the last', async () => {
    const terminal = new Terminal();
    const first = terminal.talker('pid');
    await terminal.says(/I am \d+\r\n/);
    process.kill(first.pid, 'SIGKILL');
    await died(first);
    const second = terminal.talker('pid');
    await terminal.says(new RegExp(`I am ${first.pid}\r\n[^]*I am (?!${first.pid})\\d+\r\n`));
    await terminal.slot.screen.snapshot();
    expect(terminal.slot.screen.lines().slice(0, 3)).toEqual([`I am ${first.pid}`, `I am ${second.pid}`, '']);
  });

  it('input that was typed while no process ran waits for the next process', async () => {
    const terminal = new Terminal();
    const first = terminal.talker('ready');
    await until(() => first.isReady);
    first.launched.kill();
    await died(first);
    terminal.slot.write(Buffer.from('patience\r'));
    terminal.talker('echo');
    await terminal.says('heard patience');
  });

  it('a process killed in raw mode, on the other screen, leaves a sane terminal', async () => {
    const terminal = new Terminal();
    const raw = terminal.talker('raw', 'ready');
    await until(() => raw.isReady);
    await terminal.says('raw');
    expect(stty(raw)).toMatch(/ -icanon/);
    raw.launched.kill();
    await died(raw);
    terminal.chunks = [];
    const next = terminal.talker('lines', 'tty');
    await terminal.says('true true 80x24');
    expect(stty(next)).toMatch(/^opost .* onlcr /m);
    expect(stty(next)).toMatch(/rows 24; columns 80/);
    expect(terminal.text).toContain('one\r\ntwo\r\nthree\r\n');
    await terminal.slot.screen.snapshot();
    const lines = terminal.slot.screen.lines().filter((line) => line !== '');
    expect(lines, 'no staircase, and nothing of the other screen').toEqual(['one', 'two', 'three', 'true true 80x24']);
  });

  it('a terminal that was stopped with Ctrl-S talks again in the next life', async () => {
    const terminal = new Terminal();
    const first = terminal.talker('ready');
    await until(() => first.isReady);
    terminal.slot.write(Buffer.from('\x13'));
    first.launched.kill();
    await died(first);
    terminal.talker('lines');
    await terminal.says('one\r\ntwo\r\nthree');
    await terminal.slot.screen.snapshot();
    expect(terminal.slot.screen.lines().join(' ').trim(), 'nothing of ours is seen').toMatch(
      /^(\^S)?\s*one two three$/,
    );
  });

  it('the news of an end comes at once', async () => {
    const terminal = new Terminal();
    const inside = terminal.talker('ready');
    await until(() => inside.isReady);
    const begun = performance.now();
    inside.launched.kill();
    await died(inside);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('last words', () => {
  const ENDS = [
    ['and-exit', { code: 0, signal: null }],
    ['and-throw', { code: 1, signal: null }],
    ['and-die', { code: null, signal: 'SIGKILL' }],
  ] as const;
  /** Twenty of each, in terminals that are used again and again. */
  const LIVES = 4;
  const TERMINALS = 5;

  it.each(ENDS)('%s: 20 KB are complete, twenty times out of twenty, before the end is told', async (act, exit) => {
    const runs = Array.from({ length: TERMINALS }, async () => {
      const terminal = new Terminal();
      const complete: boolean[] = [];
      for (let life = 0; life < LIVES; life++) {
        terminal.chunks = [];
        const inside = terminal.talker(act);
        await until(() => {
          if (inside.exit === null) return false;
          // Output that has not come by now is lost: nobody waits a moment longer.
          complete.push(terminal.text.startsWith(`${'x'.repeat(20 * 1024 - 1)}.`));
          return true;
        });
        expect(inside.exit).toEqual(exit);
        if (act === 'and-throw') expect(terminal.text).toContain('Error: last straw');
        expect(terminal.text.match(/x/g)?.length).toBeGreaterThanOrEqual(20 * 1024 - 1);
      }
      return complete;
    });
    const complete = (await Promise.all(runs)).flat();
    expect(complete).toEqual(Array(LIVES * TERMINALS).fill(true));
  });

  it('the exit of a process that floods is reported soon after its kill, and the output of the next process is shown', async () => {
    const terminal = new Terminal();
    terminal.keep = false;
    const flood = terminal.launch('yes');
    await until(() => terminal.bytes > 1_000_000);
    const begun = performance.now();
    process.kill(flood.pid, 'SIGKILL');
    await died(flood);
    expect(performance.now() - begun).toBeLessThan(1000);
    terminal.keep = true;
    terminal.talker('lines');
    await terminal.says('three');
    expect(terminal.text).not.toContain('7777');
  });
});

describe('nobody is harmed', () => {
  it('by a process that never reads: more is refused, the event loop goes on, memory stays', async () => {
    const terminal = new Terminal();
    terminal.launch('sleep', ['1000']);
    const beat = heartbeat();
    const line = Buffer.from(`${'k'.repeat(1023)}\n`);
    let taken = 0;
    while (terminal.slot.write(line)) {
      taken += line.length;
      if (taken % (64 * 1024) === 0) await new Promise(setImmediate);
      expect(taken).toBeLessThan(4 * 1024 * 1024);
    }
    expect(taken).toBeGreaterThan(64 * 1024);
    await until(() => beat.count > 60);
    beat.stop();
    expect(beat.longest).toBeLessThan(250);
    expect(terminal.slot.write(Buffer.alloc(512 * 1024)), 'all or nothing').toBe(false);
  });

  it('and a process that reads late gets every byte, in order', async () => {
    const terminal = new Terminal();
    terminal.keep = false;
    const inside = terminal.launch('sh', ['-c', 'stty raw -echo; sleep 0.3; head -c 100000 | md5sum']);
    await until(() => inside.pid > 0 && / -icanon/.test(stty(inside)));
    terminal.keep = true;
    const bytes = Buffer.alloc(100_000, 0).map((_, at) => 97 + (at % 26));
    expect(terminal.slot.write(Buffer.from(bytes))).toBe(true);
    const sum = execFileSync('md5sum', { input: bytes, encoding: 'utf8' }).split(' ')[0] as string;
    await terminal.says(sum);
  });

  it('by a flood: memory is bounded, others are served', async () => {
    const terminal = new Terminal();
    terminal.keep = false;
    const neighbour = new Terminal();
    const quiet = neighbour.talker('echo', 'ready');
    await until(() => quiet.isReady);
    const flood = terminal.launch('yes', ['a long line that fills the terminal quickly, again and again']);
    await until(() => terminal.bytes > 2_000_000);
    const rss = process.memoryUsage().rss;
    const beat = heartbeat();
    const before = terminal.bytes;
    for (let times = 0; times < 5; times++) {
      neighbour.slot.write(Buffer.from(`${times}\r`));
      await neighbour.says(`heard ${times}`);
    }
    await until(() => terminal.bytes - before > 4_000_000);
    beat.stop();
    expect(beat.count).toBeGreaterThan(20);
    expect(beat.longest).toBeLessThan(400);
    expect(process.memoryUsage().rss - rss).toBeLessThan(128 * 1024 * 1024);
    flood.launched.kill();
    await died(flood);
  });

  it('by an emulator that falls behind: what comes in waits, and comes', async () => {
    const pressure: boolean[] = [];
    const screen = new Screen(80, 24, { pressure: (full) => pressure.push(full), answer: () => {} });
    const lot = Buffer.from('a line of words\r\n'.repeat(40_000));
    for (let times = 0; times < 4; times++) screen.write(lot);
    expect(pressure).toEqual([true]);
    await until(() => pressure.length > 1);
    expect(pressure).toEqual([true, false]);
    screen.close();

    const terminal = new Terminal();
    terminal.slot.announce('a line of words\r\n'.repeat(100_000));
    terminal.chunks = [];
    terminal.talker('lines');
    await terminal.says('one\r\ntwo\r\nthree');
  });

  it('by a neighbour: a process has its own terminal and no way into another', async () => {
    const crowd = [new Terminal(), new Terminal(), new Terminal()];
    for (const terminal of crowd) {
      const inside = terminal.talker('ready');
      await until(() => inside.isReady);
      const fds = fdsOf(inside.pid);
      const targets = Object.values(fds);
      expect(targets.filter((target) => target.includes('ptmx'))).toEqual([]);
      const { device } = inside.line;
      expect(new Set(targets.filter((target) => target.startsWith('/dev/pts/')))).toEqual(new Set([device]));
      expect([fds[0], fds[1], fds[2]]).toEqual([device, device, device]);
    }
  });

  it('by the twentieth: no fd is left, no process, no terminal', async () => {
    const warm = new Terminal();
    warm.slot.close();
    const before = fdCount();
    for (let times = 0; times < 20; times++) {
      const terminal = new Terminal();
      const inside = terminal.launch('sh', ['-c', 'echo hello; exec sleep 1000']);
      await terminal.says('hello');
      inside.launched.kill();
      await died(inside);
      terminal.slot.close();
      terminal.slot.close();
      expect(isRunning(inside.pid)).toBe(false);
    }
    await until(() => fdCount() <= before, { deadline: 3000 });
  });

  it('by what comes after the end', async () => {
    const terminal = new Terminal();
    terminal.slot.close();
    expect(terminal.slot.write(Buffer.from('x'))).toBe(false);
    terminal.slot.announce('too late');
    expect(terminal.bytes).toBe(0);
  });
});

describe('a snapshot', () => {
  const SCENES: [string, string][] = [
    ['nothing', ''],
    ['text', 'hello\r\nworld'],
    [
      'colours',
      '\x1b[31mred \x1b[1;44mbold on blue\x1b[0m plain \x1b[38;5;208morange\x1b[38;2;1;2;3mrgb\x1b[7minverse',
    ],
    ['scrollback', Array.from({ length: 60 }, (_, at) => `line ${at}`).join('\r\n')],
    ['more than the scrollback', Array.from({ length: 700 }, (_, at) => `line ${at}`).join('\r\n')],
    ['a row that is full', 'x'.repeat(40)],
    ['rows that wrap', 'y'.repeat(95)],
    ['wide characters', '漢字と🎈 and é'],
    ['a cursor somewhere', 'abc\x1b[5;7Hhere\x1b[2;3H'],
    ['the other screen', 'first\x1b[?1049h\x1b[H\x1b[32msecond'],
    ['tabs and erasures', 'a\tb\tc\r\n12345\x1b[2D\x1b[K\r\n\x1b[1;1H\x1b[2@'],
    ['obituaries', '\r\n\x1b[31m── killed by SIGKILL after 1.0 s\r\n\x1b[0m\x1b[32m── reborn as 7 in 80 ms\x1b[0m\r\n'],
  ];

  it.each(SCENES)('%s: restored in a fresh terminal it is the live screen, and goes on as one', async (_, scene) => {
    const terminal = new Terminal(40, 10);
    terminal.slot.announce(scene);
    const [live, restored] = [newEmulator(40, 10), newEmulator(40, 10)];
    await written(live, Buffer.concat(terminal.chunks));
    restore(restored, await terminal.slot.screen.snapshot());
    await written(restored);
    expect(stateOf(restored)).toEqual(stateOf(live));
    const more = '\r\nand so on \x1b[33mand on';
    await Promise.all([written(live, more), written(restored, more)]);
    expect(stateOf(restored)).toEqual(stateOf(live));
    live.close();
    restored.close();
  });

  it('a snapshot is of the moment it was asked for', async () => {
    const terminal = new Terminal(40, 10);
    terminal.slot.announce('before');
    const snapshot = terminal.slot.screen.snapshot();
    terminal.slot.announce(' and after');
    const restored = newEmulator(40, 10);
    restore(restored, await snapshot);
    await written(restored, '|');
    expect(restored.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('before|');
    restored.close();
  });

  it('a question of the process is answered once, by the slot', async () => {
    const terminal = new Terminal();
    terminal.launch('sh', ['-c', "stty raw -echo; printf '\\033[3;5H\\033[6n'; head -c 6 | od -c; sleep 1000"]);
    await terminal.says(/033 +\[ +3 +; +5 +R/);
  });
});
