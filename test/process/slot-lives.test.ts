import { describe, expect, it } from 'vitest';
import { died, type Inside, stty, Terminal, tidyTerminals } from '../helpers/terminal.js';
import { until } from '../helpers/until.js';

tidyTerminals();

/** The first output of each process: its line, as stty(1) prints it. */
const FIRST_LOOK = 'stty -a; echo end of the first look';
const firstLooks = (terminal: Terminal): string[] =>
  terminal.text.split(/(?=speed )/).flatMap((text) => /^speed .*?(?=end of the first look)/s.exec(text)?.[0] ?? []);

async function kill(inside: Inside): Promise<void> {
  process.kill(inside.pid, 'SIGKILL');
  await died(inside);
}

describe('the line of a process', () => {
  /** Changes that processes make to their line; the next one must not see any of them. */
  const SPOILT = [
    'true',
    'stty raw -echo',
    'stty rows 3 cols 7',
    'stty -onlcr -opost ixon -iutf8 intr ^A kill ^B erase ^H -isig tostop noflsh iuclc olcuc',
    'stty ixon; kill -STOP $$',
    "printf '\\033[20h\\033[?1049h\\033[3;5r'; exec sleep 1000",
  ];

  it('the line of a process is the same from the first byte of each life, whatever the life before has done to its own', async () => {
    const terminal = new Terminal();
    for (const spoil of SPOILT) {
      const before = firstLooks(terminal).length;
      const inside = terminal.shell(`${FIRST_LOOK}; ${spoil}; echo spoilt; exec sleep 1000`);
      await until(() => firstLooks(terminal).length > before, { what: `a first look, then: ${spoil}` });
      await kill(inside);
    }
    const looks = firstLooks(terminal).map((look) => look.replaceAll('\r', ''));
    expect(looks).toHaveLength(SPOILT.length);
    expect(new Set(looks).size, looks.join('\n')).toBe(1);
    expect(looks[0]).toContain('rows 24; columns 80');
    for (const mode of ['-ixon', 'iutf8', 'icanon', 'echo', 'icrnl', 'onlcr', 'isig', 'brkint']) {
      expect(looks[0], mode).toMatch(new RegExp(`(^|\\s)${mode}[\\s;]`));
    }
  });

  it('the line of a process never stops for Ctrl-S, in the first life as in the second', async () => {
    const terminal = new Terminal();
    for (const life of [1, 2]) {
      const inside = terminal.shell(
        'echo ready; read -r line; echo "life $1 goes on: $line"; exec sleep 1000',
        `${life}`,
      );
      await terminal.says(/ready\r\n$/);
      terminal.type('\x13\x15and on\r');
      await terminal.says(`life ${life} goes on: and on`);
      await kill(inside);
    }
  });

  it('the line of a process takes a whole character with Backspace, in the first life as in the second', async () => {
    const terminal = new Terminal();
    for (const life of [1, 2]) {
      const inside = terminal.shell(
        'echo ready; read -r line; echo "life $1: $(printf %s "$line" | od -An -tx1)."',
        `${life}`,
      );
      await terminal.says(/ready\r\n$/);
      terminal.type('xé\x7f\r');
      await terminal.says(`life ${life}:  78.`);
      await died(inside);
    }
  });
});

describe('input for a process that did not read it', () => {
  /** Reads all that comes, as a shell would, and tells it. */
  const READER = 'echo reading; while read -r line; do echo "read: <$line>"; done';

  const HANGS: [string, (terminal: Terminal) => Promise<Inside>][] = [
    [
      'frozen',
      async (terminal) => {
        const inside = terminal.shell(READER);
        await terminal.says('reading');
        process.kill(inside.pid, 'SIGSTOP');
        return inside;
      },
    ],
    [
      'busy, in raw mode',
      async (terminal) => {
        const inside = terminal.shell('stty raw -echo; echo busy; while :; do :; done');
        await terminal.says('busy');
        return inside;
      },
    ],
  ];
  const TYPED: [string, string][] = [
    ['a line', 'echo typed to the hung one\r'],
    ['half a line', 'echo half of what was ty'],
    ['lines and half a line', 'echo one\recho two\recho thr'],
    ['more than a line holds', `${'echo a long line '.repeat(600)}\r`],
    ['more than the kernel takes', `${`${'x'.repeat(1000)}\r`.repeat(100)}`],
  ];

  describe.each(HANGS)('because it is %s', (_, hang) => {
    it.each(TYPED)('is not read by the next one: %s; what is typed to that one arrives whole', async (_what, typed) => {
      const terminal = new Terminal();
      const hung = await hang(terminal);
      expect(terminal.type(typed)).toBe(true);
      await kill(hung);
      terminal.chunks = [];
      terminal.shell(READER);
      // The reader may have been started, but has not read yet: input that is typed now is for it.
      terminal.type('only this ä€🎈 and nothing else\r');
      await terminal.says('read: <only this ä€🎈 and nothing else>');
      terminal.type('and this\r');
      await terminal.says('read: <and this>');
      expect(terminal.text.match(/read: <.*?>/g)).toEqual([
        'read: <only this ä€🎈 and nothing else>',
        'read: <and this>',
      ]);
    });
  });

  it('input for a process that did not read it is not read by a spare that takes its place either, and the spare reads what is typed to it', async () => {
    const terminal = new Terminal();
    const first = terminal.shell(READER);
    await terminal.says('reading');
    const spare = terminal.launch('sh', ['-c', READER], { isSpare: true });
    await terminal.says(/reading.*reading/s);
    terminal.type('for the first\r');
    await terminal.says('read: <for the first>');
    process.kill(first.pid, 'SIGSTOP');
    terminal.type('for the frozen one\rand hal');
    await kill(first);
    terminal.chunks = [];
    terminal.slot.bringToForeground(spare.pid);
    terminal.type('for the spare\r');
    await terminal.says('read: <for the spare>');
    expect(terminal.text).not.toMatch(/frozen|hal/);
    expect(stty(spare)).toContain('-ixon');
  });

  it('by an emulator that answers late is not read by the next one: the question was of the dead', async () => {
    const terminal = new Terminal();
    // More words than the emulator reads before their process has ended.
    const asker = terminal.shell("yes words | head -c 2000000; printf '\\033[6n\\033[c'");
    await died(asker);
    terminal.keep = true;
    terminal.chunks = [];
    terminal.shell(READER);
    await terminal.says('reading');
    await terminal.slot.screen.snapshot();
    terminal.type('nothing but this\r');
    await terminal.says('read: <nothing but this>');
    // The kernel would echo an answer as ^[[…R.
    expect(terminal.text).not.toContain('^[');
  });
});

it.each([
  ['a full row', 'x'.repeat(80)],
  ['part of a row', 'xyz'],
  ['a row and its newline', 'xyz\\n'],
  ['a row and half a control sequence', 'xyz\\033[3'],
])('a process that ends after %s leaves a row of its own to the next one', async (_, words) => {
  const terminal = new Terminal();
  await died(terminal.shell(`printf '${words}'`));
  terminal.shell('echo next; exec sleep 1000');
  await terminal.says('next');
  await terminal.slot.screen.snapshot();
  expect(terminal.slot.screen.lines().slice(0, 3)).toEqual([/^x+y?z?/.exec(words)?.[0], 'next', '']);
});

it('words of a process that the emulator has kept waiting are told whole and in order before its end', async () => {
  const terminal = new Terminal();
  const inside = terminal.shell('stty -echo; echo started; read -r go; seq -s, 1 2000');
  await terminal.says('started');
  // The emulator is behind for a while, so the line is paused.
  for (let times = 0; times < 100; times++) terminal.slot.announce('a line of words\r\n'.repeat(4000));
  terminal.chunks = [];
  terminal.type('\r');
  await died(inside);
  const numbers = Array.from({ length: 2000 }, (_, at) => at + 1).join(',');
  expect(terminal.text.slice(0, numbers.length)).toBe(numbers);
});
