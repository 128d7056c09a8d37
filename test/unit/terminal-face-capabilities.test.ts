import { describe, expect, it } from 'vitest';
import { terminalCapabilities } from '../../src/cli/terminal/capabilities.js';

const of = (env: Record<string, string>, isTTY = true) =>
  terminalCapabilities({ TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env }, isTTY);

describe('colours', () => {
  it.each([
    [{ COLORTERM: 'truecolor' }, 'any'],
    [{ COLORTERM: '24bit' }, 'any'],
    [{ TERM: 'xterm-direct' }, 'any'],
    [{}, '256'],
    [{ COLORTERM: 'yes' }, '256'],
    [{ TERM: 'xterm' }, '16'],
    [{ TERM: 'linux' }, '16'],
    [{ TERM: 'vt100' }, '16'],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
  ])('the colours are those of %j', (env, colours) => {
    expect(of(env).colours).toBe(colours);
  });

  it('colours are none when NO_COLOR is set to something', () => {
    expect(of({ NO_COLOR: '1', COLORTERM: 'truecolor' }).colours).toBe('none');
    expect(of({ NO_COLOR: '' }).colours).toBe('256');
  });

  it.each([
    ['0', 'none'],
    ['false', 'none'],
    ['', '16'],
    ['1', '16'],
    ['true', '16'],
    ['2', '256'],
    ['3', 'any'],
  ])('colours are what FORCE_COLOR=%s says, whatever else is said', (forced, colours) => {
    expect(of({ FORCE_COLOR: forced, NO_COLOR: '1', TERM: 'xterm' }).colours).toBe(colours);
    expect(of({ FORCE_COLOR: forced }, false).colours).toBe(colours);
  });

  it('colours are not those of the terminal around GNU screen, but tmux knows them all', () => {
    expect(of({ TERM: 'screen', COLORTERM: 'truecolor' }).colours).toBe('16');
    expect(of({ TERM: 'screen.xterm-256color', COLORTERM: 'truecolor' }).colours).toBe('256');
    expect(of({ TERM: 'screen-256color', COLORTERM: 'truecolor', TMUX: '/tmp/s,1,0' }).colours).toBe('any');
  });

  it('colours are none where nobody looks', () => {
    expect(of({ COLORTERM: 'truecolor' }, false).colours).toBe('none');
  });
});

describe('a picture', () => {
  it('a picture can be drawn on a terminal that can move its cursor', () => {
    expect(of({}).picture).toBe(true);
    expect(of({}, false).picture).toBe(false);
    expect(of({ TERM: 'dumb' }).picture).toBe(false);
    expect(of({ TERM: '' }).picture).toBe(false);
    expect(terminalCapabilities({}, true).picture).toBe(false);
  });

  it('a picture can be asked for without colours', () => {
    expect(of({ NO_COLOR: '1' }).picture).toBe(true);
  });
});

describe('Unicode', () => {
  it.each([
    [{ LANG: 'C.UTF-8' }, true],
    [{ LANG: 'de_DE.utf8' }, true],
    [{ LANG: 'C', LC_ALL: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C', LC_CTYPE: 'en_GB.UTF-8' }, true],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, false],
    [{ LANG: 'C' }, false],
    [{ LANG: '' }, false],
  ])('Unicode is used for %j: %s', (env, unicode) => {
    expect(of(env).unicode).toBe(unicode);
  });
});
