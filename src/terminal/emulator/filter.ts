/**
 * The filter between the output of a process and an emulator: work and memory of the emulator are bounded by
 * its screen and not by what the process prints. Bytes in, bytes out, wherever chunks are cut; each sequence and each
 * character comes out whole.
 */
import { cellsOf, codePointOf, lengthOf } from './characters.js';
import { boundCounts, changesNoCell, isRepetition, repetitionsIn, type Size } from './counts.js';
import { autowrapAfter, withoutOptions } from './modes.js';
import * as scanner from './scan.js';

/** Marks on one character: as many as Unicode's Stream-Safe Text Format (UAX #15) allows, more than any script needs. */
export const MARKS_PER_CHARACTER = 30;
/** The longest sequence that is passed on, in bytes. A list of attributes with 32 colours of 24 bits is shorter. */
const LONGEST_SEQUENCE = 1024;
/** Work in one piece of output, in printed characters: some milliseconds, whatever it is made of. */
const WORK_PER_PIECE = 8 * 1024;
/** To change a cell with a sequence costs about a tenth of what it costs to print it. */
const CELLS_PER_WORK = 10;

/** A repetition may be in insert mode, where each character moves its row. */
const WORK_PER_REPETITION = 4;

/** The one device control string that an emulator answers (DECRQSS), after its introducer. */
const STATUS_REQUEST = /^[\d;]*\$q[ -~]{0,8}(?:\x1b\\|\xc2\x9c)$/;

const { DEL, ESC, INTRODUCER_LENGTH, SPACE } = scanner;
const FULL_RESET = 'c'.charCodeAt(0);
const NOTHING = new Uint8Array(0);

type Skipped = scanner.StringKind | 'csi';

/** Brings a new filter to where it drops a sequence of that kind. */
const REOPENED: Record<Skipped, string> = { osc: '\x1b]', dcs: '\x1bX', ignored: '\x1bX', csi: '\x1b[0<' };

/** Output for an emulator. */
export interface Piece {
  bytes: Uint8Array;
  /** The work that it costs the emulator, in printed characters. */
  work: number;
}

/** The memory of a filter: the state that the output before has left. */
export interface FilterState {
  /** Bytes that bring a new filter to where this one is in a sequence or a character. */
  pending: Uint8Array;
  cells: number;
  marks: number;
  wraps: boolean;
}

export class OutputFilter {
  /** The begin of a sequence or a character that is not whole yet. */
  private held = NOTHING;
  /** The kind of string that is being dropped. */
  private skipped: Skipped | null = null;
  /** Cells of the character that was printed last, and marks that have joined it. */
  private cells = 1;
  private marks = 0;
  /** Is autowrap (DECAWM) on? */
  private wraps = true;
  /** The bytes that are being filtered. Those before `end` are passed on, and never more than have been read. */
  private bytes = NOTHING;
  private end = 0;
  /** The bytes from `from` to `at` have been read and will be passed on. */
  private from = 0;
  private at = 0;
  private pieces: Piece[] = [];
  private cutAt = 0;
  private work = 0;

  constructor(private readonly size: Size) {}

  /** The next bytes of the process, as the emulator may have them. */
  push(chunk: Uint8Array): Piece[] {
    this.bytes = joined(this.held, chunk);
    this.held = NOTHING;
    this.end = this.from = this.at = this.cutAt = 0;
    this.pieces = [];
    while (this.at < this.bytes.length) this.step();
    this.cut();
    return this.pieces;
  }

  /** The bytes so far of a sequence or a character that is not whole yet; they bring a new filter to the same state. */
  get pending(): Uint8Array {
    return joined(this.skipped ? new TextEncoder().encode(REOPENED[this.skipped]) : NOTHING, this.held);
  }

  get state(): FilterState {
    const { pending, cells, marks, wraps } = this;
    return { pending, cells, marks, wraps };
  }

  /** Goes on where the filter was whose state it is. */
  resume({ pending, cells, marks, wraps }: FilterState): void {
    this.held = NOTHING;
    this.skipped = null;
    this.push(pending);
    Object.assign(this, { cells, marks, wraps });
  }

  private step(): void {
    const byte = this.bytes[this.at] as number;
    if (this.skipped === 'csi') this.skipSequence(byte);
    else if (this.skipped) this.skipString(this.skipped, this.at);
    else if (byte < DEL && byte !== ESC) this.text();
    else if (scanner.isIntroducer(this.bytes, this.at)) this.sequence();
    else if (byte === DEL) this.drop(this.at + 1);
    else this.character();
  }

  /** Passes everything before `to` on to the emulator. */
  private pass(to: number, work: number): void {
    this.at = to;
    this.work += work;
    if (this.work >= WORK_PER_PIECE) this.cut();
  }

  private drop(to: number): void {
    this.gather();
    this.at = this.from = to;
  }

  private hold(from: number): void {
    this.held = this.bytes.slice(from);
    this.drop(this.bytes.length);
  }

  private gather(): void {
    if (this.end !== this.from) this.bytes.copyWithin(this.end, this.from, this.at);
    this.end += this.at - this.from;
    this.from = this.at;
  }

  private cut(): void {
    this.gather();
    if (this.end === this.cutAt) return;
    this.pieces.push({ bytes: this.bytes.subarray(this.cutAt, this.end), work: this.work });
    this.cutAt = this.end;
    this.work = 0;
  }

  /** ASCII up to the next sequence. */
  private text(): void {
    const { bytes, at } = this;
    const stop = Math.min(bytes.length, at + WORK_PER_PIECE);
    let to = at;
    let bits = 0;
    for (; to < stop; to++) {
      const byte = bytes[to] as number;
      if (byte >= DEL || byte === ESC) break;
      bits |= byte;
    }
    // Printed characters have bits that control characters have not.
    if (bits >= SPACE) this.printed(1);
    this.pass(to, to - at);
  }

  private printed(cells: number): void {
    this.cells = cells;
    this.marks = 0;
  }

  private character(): void {
    const { bytes, at } = this;
    const length = lengthOf(bytes, at);
    if (length === 0) {
      this.hold(at);
      return;
    }
    const codePoint = length < 0 ? -1 : codePointOf(bytes, at, length);
    const cells = codePoint < 0 ? -1 : cellsOf(codePoint);
    if (cells < 0 || (cells === 0 && !this.takesMark)) {
      this.drop(at + Math.abs(length));
      return;
    }
    if (cells === 0) this.marks++;
    else this.printed(cells);
    this.pass(at + length, length);
  }

  /**
   * A wide character that finds no room in the last column is not printed when autowrap is off, but marks after it
   * would still join the cell before the cursor, without end.
   */
  private get takesMark(): boolean {
    return this.marks < MARKS_PER_CHARACTER && (this.wraps || this.cells === 1);
  }

  private sequence(): void {
    const { at } = this;
    const scanned = scanner.scan(this.bytes, at);
    if (scanned.kind === 'string') {
      this.string(scanned.string);
    } else if (scanned.end - at > LONGEST_SEQUENCE) {
      this.drop(at + LONGEST_SEQUENCE);
      this.skipped = 'csi';
    } else if (scanned.kind === 'csi') {
      this.controlSequence(scanned.end);
    } else if (scanned.kind === 'escape') {
      this.escape(scanned.end);
    } else if (scanned.kind === 'incomplete') {
      this.hold(at);
    } else if (scanned.kind === 'control') {
      this.hoist(scanned.end);
    } else {
      this.drop(scanned.end);
      if (scanned.kind === 'invalid') this.skipped = 'csi';
    }
  }

  /** A terminal carries out the control character at `place` before the sequence in which it stands. */
  private hoist(place: number): void {
    const byte = this.bytes[place] as number;
    this.bytes.copyWithin(this.at + 1, this.at, place);
    this.bytes[this.at] = byte;
  }

  private escape(to: number): void {
    if (this.bytes[this.at] === ESC && this.bytes[this.at + 1] === FULL_RESET) this.wraps = true;
    this.pass(to, this.workOfSequence);
  }

  private controlSequence(to: number): void {
    const { bytes } = this;
    const from = this.at + INTRODUCER_LENGTH;
    this.wraps = autowrapAfter(bytes, from, to) ?? this.wraps;
    const changed = withoutOptions(bytes, from, to) ?? boundCounts(bytes, from, to, this.size, this.cells);
    const end = changed ? from + changed.length : to;
    if (changed) bytes.set(changed, from);
    if (this.isHarmless(end)) this.pass(end, this.workOf(from, end));
    if (this.at < to) this.drop(to);
  }

  /** After a wide character that was not printed, what would be repeated is whatever stands before the cursor. */
  private isHarmless(end: number): boolean {
    return this.wraps || this.cells === 1 || !isRepetition(this.bytes, end);
  }

  private workOf(from: number, end: number): number {
    const { bytes } = this;
    if (isRepetition(bytes, end)) return repetitionsIn(bytes, from, end) * (1 + this.marks) * WORK_PER_REPETITION;
    return changesNoCell(bytes, end) ? end - from : this.workOfSequence;
  }

  /** A sequence may touch each row, and each cell in it. */
  private get workOfSequence(): number {
    return this.size.rows * (1 + this.size.cols / CELLS_PER_WORK);
  }

  /** Passes on status requests alone, and no other string, because our screens show nothing of the others. */
  private string(string: scanner.StringKind): void {
    const { bytes, at } = this;
    const from = at + INTRODUCER_LENGTH;
    const end = string === 'dcs' ? scanner.endOfString(bytes, from, string) : -1;
    const isShort = (end < 0 ? bytes.length : end) - at <= LONGEST_SEQUENCE;
    if (string !== 'dcs' || !isShort) this.skipString(string, from);
    else if (end < 0) this.hold(at);
    else if (STATUS_REQUEST.test(String.fromCharCode(...bytes.subarray(from, end))))
      this.pass(end, this.workOfSequence);
    else this.drop(end);
  }

  private skipString(string: scanner.StringKind, from: number): void {
    const end = scanner.endOfString(this.bytes, from, string);
    this.skipped = end < 0 ? string : null;
    if (end < 0) this.hold(scanner.beginOfTerminator(this.bytes, from));
    else this.drop(end);
  }

  /** The rest of a control sequence that means nothing. Control characters in it are carried out. */
  private skipSequence(byte: number): void {
    if (scanner.interrupts(byte) || scanner.isFinal(byte)) this.skipped = null;
    if (byte < SPACE && this.skipped) this.pass(this.at + 1, 1);
    else if (!scanner.interrupts(byte)) this.drop(this.at + 1);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
