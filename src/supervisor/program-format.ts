/** The formats that the kernel finds at the beginning of a program: execve(2), elf(5). Pure functions of the first bytes. */

/** So many bytes hold the tables of the ELF files that linkers write. */
export const HEAD_BYTES = 4096;

export type Format =
  /** `#!INTERPRETER ARGUMENT`; the argument is one, whatever blanks it has. */
  | { kind: 'script'; interpreter: string; argument: string }
  /** `loader`: the program that loads its shared libraries, if it has any. */
  | { kind: 'elf'; machine: number; loader: string | null }
  /** An ELF file that no kernel runs, because a part of its tables is missing, or because it is a part of a program only. */
  | { kind: 'part' }
  | { kind: 'unknown' };

/** Linux reads no more than this of a first line, in bytes (BINPRM_BUF_SIZE). */
const FIRST_LINE_BYTES = 256;
const ELF_MAGIC = Buffer.from('\x7fELF');

/** The numbers by which ELF files name processors, under Node's names for them. */
const MACHINES: Readonly<Record<string, number>> = {
  ia32: 3,
  mips: 8,
  ppc64: 21,
  s390x: 22,
  arm: 40,
  x64: 62,
  arm64: 183,
  riscv64: 243,
  loong64: 258,
};
/** Kernels for 64 bits run programs for 32 bits as well, and Node for 32 bits may run on one. */
const FAMILIES = [
  ['ia32', 'x64'],
  ['arm', 'arm64'],
];

export function formatOf(head: Buffer): Format {
  if (head.subarray(0, 2).toString() === '#!') return scriptIn(head.subarray(2, FIRST_LINE_BYTES));
  if (head.subarray(0, ELF_MAGIC.length).equals(ELF_MAGIC)) return elfIn(head);
  return { kind: 'unknown' };
}

function scriptIn(text: Buffer): Format {
  const [line = ''] = text.toString('latin1').split('\n');
  const [, interpreter = '', argument = ''] = /^[ \t]*([^ \t\0]*)[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  const decoded = (bytes: string) => Buffer.from(bytes, 'latin1').toString();
  return { kind: 'script', interpreter: decoded(interpreter), argument: decoded(argument) };
}

/** The kind of a program header that names the loader. */
const PT_INTERP = 3;
/** Sizes and places in bytes: of the header, and of the fields in it and in an entry of the program header table. */
const LAYOUT_64 = { header: 64, table: 32, entrySize: 54, entryCount: 56, entry: 56, offset: 8, length: 32 };
const LAYOUT_32 = { header: 52, table: 28, entrySize: 42, entryCount: 44, entry: 32, offset: 4, length: 16 };
/** The places of the kind of the file and of the processor, in both layouts. */
const [TYPE_AT, MACHINE_AT] = [16, 18];
/** ET_EXEC and ET_DYN: the kinds of files that are programs. */
const PROGRAMS = [2, 3];

/** `part`: what Linux refuses in `load_elf_binary`, and what execvp(3) would then give to a shell as a script. */
function elfIn(head: Buffer): Format {
  const is64 = head[4] === 2;
  const isLittle = head[5] === 1;
  const half = (at: number) => (isLittle ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const word = (at: number) => (isLittle ? head.readUInt32LE(at) : head.readUInt32BE(at));
  const address = (at: number) => {
    if (!is64) return word(at);
    return Number(isLittle ? head.readBigUInt64LE(at) : head.readBigUInt64BE(at));
  };
  const layout = is64 ? LAYOUT_64 : LAYOUT_32;
  if (head.length < layout.header) return { kind: 'part' };
  const machine = half(MACHINE_AT);
  const [size, count] = [half(layout.entrySize), half(layout.entryCount)];
  const table = address(layout.table);
  const isCutOff = head.length < HEAD_BYTES && table + count * size > head.length;
  if (!PROGRAMS.includes(half(TYPE_AT)) || size !== layout.entry || count === 0 || isCutOff) return { kind: 'part' };
  let loader: string | null = null;
  for (let nth = 0, at = table; nth < count && at + size <= head.length; nth++, at += size) {
    if (word(at) !== PT_INTERP) continue;
    const from = address(at + layout.offset);
    const to = from + address(at + layout.length);
    if (to <= head.length) [loader = null] = head.toString('utf8', from, to).split('\0');
  }
  return { kind: 'elf', machine, loader };
}

/** The processor that an ELF file is for, as Node names it. */
export const processorOf = (machine: number): string =>
  Object.entries(MACHINES).find(([, number]) => number === machine)?.[0] ?? `processor ${machine} of the ELF list`;

/** Does a processor `arch`, as Node names it, run programs for `machine`? A processor that is not known here may. */
export function runs(arch: string, machine: number): boolean {
  const family = FAMILIES.find((names) => names.includes(arch)) ?? [arch];
  return MACHINES[arch] === undefined || family.some((name) => MACHINES[name] === machine);
}

/**
 * Does a handler of Linux's binfmt_misc take this file, an emulator for
 * example? `handler`: the content of its file in /proc/sys/fs/binfmt_misc.
 */
export function handles(handler: string, file: string, head: Buffer): boolean {
  const fields = Object.fromEntries(handler.split('\n').map((line) => line.split(/ (.*)/s, 2)));
  if (!('enabled' in fields)) return false;
  if (fields.extension !== undefined) return file.endsWith(fields.extension);
  if (fields.magic === undefined) return false;
  const magic = Buffer.from(fields.magic, 'hex');
  const mask = Buffer.from(fields.mask ?? 'ff'.repeat(magic.length), 'hex');
  const found = head.subarray(Number(fields.offset));
  return magic.every((byte, at) => ((found[at] ?? 0) & (mask[at] ?? 0)) === (byte & (mask[at] ?? 0)));
}
