import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, HEAD_BYTES, handles, processorOf, runs } from '../../src/supervisor/program-format.js';

describe('the first bytes of a program', () => {
  it.each([
    ['#!/bin/sh\nexit\n', '/bin/sh', ''],
    ['#!/bin/sh', '/bin/sh', ''],
    ['#! \t/bin/sh \t-e -x  \nexit', '/bin/sh', '-e -x'],
    ['#!/usr/bin/env node\n', '/usr/bin/env', 'node'],
    ['#!/bin/sh\r\n', '/bin/sh\r', ''],
    ['#!\n/bin/sh', '', ''],
    ['#!   \n', '', ''],
    ['#!/opt/é/run\n', '/opt/é/run', ''],
    [`#!/bin/${'x'.repeat(300)}\n`, `/bin/${'x'.repeat(249)}`, ''],
  ])('%j names the interpreter %j with the argument %j', (text, interpreter, argument) => {
    expect(formatOf(Buffer.from(text))).toEqual({ kind: 'script', interpreter, argument });
  });

  it.each(['', '#', 'echo hello\n', '\x7fEL', 'MZ\0\0'])('%j are of no program', (text) => {
    expect(formatOf(Buffer.from(text))).toEqual({ kind: 'unknown' });
  });

  it.runIf(process.platform === 'linux')('the first bytes of this Node name its processor and its loader', () => {
    const head = readFileSync(process.execPath).subarray(0, HEAD_BYTES);
    const format = formatOf(head);
    expect(format).toMatchObject({ kind: 'elf', loader: expect.stringMatching(/^\/.*ld-/) });
    expect(format.kind === 'elf' && runs(process.arch, format.machine)).toBe(true);
    expect(format.kind === 'elf' && processorOf(format.machine)).toBe(process.arch);
  });

  it('the first bytes of a program tell the loader in either width and byte order', () => {
    for (const is64 of [true, false]) {
      for (const isLittle of [true, false]) {
        expect(formatOf(elf(is64, isLittle, '/lib/ld.so'))).toEqual({
          kind: 'elf',
          machine: 183,
          loader: '/lib/ld.so',
        });
        expect(formatOf(elf(is64, isLittle, null))).toEqual({ kind: 'elf', machine: 183, loader: null });
      }
    }
  });

  it.each<[string, (head: Buffer) => Buffer]>([
    ['that is cut off in its header', (head) => head.subarray(0, 4)],
    ['that is cut off in its table', (head) => head.subarray(0, 155)],
    ['that is not linked yet', (head) => changed(head, 16, 1)],
    ['whose table has entries of another size', (head) => changed(head, 54, 57)],
    ['whose table is empty', (head) => changed(head, 56, 0)],
  ])('the first bytes of an ELF file %s are those of a part of a program', (_, change) => {
    expect(formatOf(change(elf(true, true, null)))).toEqual({ kind: 'part' });
  });

  it('throw nothing, whatever they are', () => {
    const start = fc.constantFrom('', '#!', '\x7fELF', '\x7fELF\x01\x01', '\x7fELF\x02\x01', '\x7fELF\x02\x02');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (text, rest) => {
        expect(formatOf(Buffer.concat([Buffer.from(text, 'latin1'), rest])).kind).toMatch(/script|elf|part|unknown/);
      }),
      { numRuns: 1000 },
    );
  });
});

function changed(head: Buffer, at: number, byte: number): Buffer {
  head[at] = byte;
  return head;
}

/** An ELF header for an arm64, with one program header: of a loader, or of something else. */
function elf(is64: boolean, isLittle: boolean, loader: string | null): Buffer {
  const head = Buffer.alloc(256);
  const write = (value: number, at: number, bytes: number) =>
    isLittle ? head.writeUIntLE(value, at, bytes) : head.writeUIntBE(value, at, bytes);
  const wide = is64 ? 8 : 4;
  // An address of 64 bits that fits into 48, which is what Node writes at once.
  const address = (value: number, at: number) => write(value, is64 && !isLittle ? at + 2 : at, is64 ? 6 : 4);
  head.write('\x7fELF', 'latin1');
  head[4] = is64 ? 2 : 1;
  head[5] = isLittle ? 1 : 2;
  write(3, 16, 2);
  write(183, 18, 2);
  const table = 100;
  address(table, is64 ? 32 : 28);
  write(is64 ? 56 : 32, is64 ? 54 : 42, 2);
  write(1, is64 ? 56 : 44, 2);
  write(loader === null ? 1 : 3, table, 4);
  address(200, table + wide);
  const text = loader ?? '/lib/none';
  address(text.length + 1, table + (is64 ? 32 : 16));
  head.write(text, 200);
  return head;
}

describe('a processor', () => {
  it('a processor runs its own programs and those for half its width, and a processor that is not known may run any', () => {
    expect([runs('x64', 62), runs('x64', 3), runs('ia32', 62), runs('arm64', 40), runs('riscv64', 243)]).toEqual(
      Array(5).fill(true),
    );
    expect([runs('x64', 183), runs('arm64', 62), runs('riscv64', 62), runs('s390x', 21)]).toEqual(Array(4).fill(false));
    expect(runs('mos6502', 62)).toBe(true);
  });

  it('a processor is named by its number when there is no name', () => {
    expect(processorOf(4711)).toBe('processor 4711 of the ELF list');
  });
});

describe('a handler of binfmt_misc', () => {
  const magic = (more = '') =>
    `enabled\ninterpreter /usr/bin/qemu-aarch64\nflags: OCF\noffset 0\nmagic 7f454c46\n${more}`;
  const head = Buffer.from('\x7fELFxyz', 'latin1');

  it('a handler of binfmt_misc takes the files whose bytes it names, and none when it is off', () => {
    expect(handles(magic(), 'a', head)).toBe(true);
    expect(handles(magic(), 'a', Buffer.from('\x7fELG', 'latin1'))).toBe(false);
    expect(handles(magic(), 'a', Buffer.from('\x7fEL', 'latin1'))).toBe(false);
    expect(handles(magic().replace('enabled', 'disabled'), 'a', head)).toBe(false);
    expect(handles('', 'a', head)).toBe(false);
  });

  it('a handler of binfmt_misc looks at the bits of its mask alone, and where its offset says', () => {
    expect(handles(magic('mask ffffff00\n'), 'a', Buffer.from('\x7fELG', 'latin1'))).toBe(true);
    const behind = magic().replace('offset 0', 'offset 2');
    expect(handles(behind, 'a', Buffer.from('..\x7fELF', 'latin1'))).toBe(true);
    expect(handles(behind, 'a', head)).toBe(false);
  });

  it('a handler of binfmt_misc takes the files whose names end as it says', () => {
    const handler = 'enabled\ninterpreter /usr/bin/java\nflags: \nextension .jar\n';
    expect([handles(handler, '/opt/a.jar', head), handles(handler, '/opt/jar', head)]).toEqual([true, false]);
  });
});
