/**
 * A snapshot may be taken between two reads of a terminal, in the middle of a sequence or a character. The bytes here
 * bring a parser that is at rest to the same place, so what comes next means the same to both.
 */
import type { Internals, Parser } from './internals.js';

/** States of the parser (`src/common/parser/Constants.ts` of xterm.js, after vt100.net's diagram). */
const STATE = {
  ground: 0,
  escape: 1,
  escapeIntermediate: 2,
  csiEntry: 3,
  csiParam: 4,
  csiIntermediate: 5,
  csiIgnore: 6,
  ignoredString: 7,
  osc: 8,
  dcsEntry: 9,
  dcsParam: 10,
  dcsIgnore: 11,
  dcsIntermediate: 12,
  dcsPassthrough: 13,
} as const;

/** What of an OSC was read: nothing but its number so far, the text after its number, or it was malformed. */
const OSC = { id: 1, text: 2, malformed: 3 } as const;

const ESC = '\x1b';
/** Characters of a string sequence that are kept; only the address of a link has a use, and none is as long. */
const TEXT_LIMIT = 4096;
/** No OSC has so high a number: one digit more or less changes nothing. */
const HIGHEST_OSC = 1e9;
const PREFIXES = '<=>?';

/** The bytes since the last complete sequence and character; none as a rule. */
export function tailOf({ _parser, _utf8Decoder }: Internals['_inputHandler']): number[] {
  const { interim } = _utf8Decoder;
  const end = interim.indexOf(0);
  const character = interim.subarray(0, end < 0 ? interim.length : end);
  return [...new TextEncoder().encode(unfinished(_parser)), ...character];
}

/** What sends the parser from the ground to its state. Controls inside of a sequence were obeyed and are not repeated. */
function unfinished(parser: Parser): string {
  const { currentState } = parser;
  const [prefix, intermediates] = collected(parser);
  const numbers = prefix + parameters(parser);
  switch (currentState) {
    case STATE.escape:
      return ESC;
    case STATE.escapeIntermediate:
      return ESC + intermediates;
    case STATE.csiEntry:
      return `${ESC}[`;
    case STATE.csiParam:
      return `${ESC}[${numbers}`;
    case STATE.csiIntermediate:
      return `${ESC}[${numbers}${intermediates}`;
    case STATE.csiIgnore:
      return `${ESC}[0?`;
    case STATE.ignoredString:
      return `${ESC}X`;
    case STATE.osc:
      return `${ESC}]${oscText(parser)}`;
    case STATE.dcsEntry:
      return `${ESC}P`;
    case STATE.dcsParam:
      return `${ESC}P${numbers}`;
    case STATE.dcsIgnore:
      return `${ESC}P0?`;
    case STATE.dcsIntermediate:
      return `${ESC}P${numbers}${intermediates}`;
    case STATE.dcsPassthrough:
      return `${ESC}P${numbers}${intermediates}${dcsText(parser)}`;
    default:
      return '';
  }
}

/** The prefix (`?` and its like) and the intermediate bytes. The parser keeps the last four. */
function collected({ _collect }: Parser): [prefix: string, intermediates: string] {
  const bytes = [24, 16, 8, 0].map((shift) => (_collect >> shift) & 0xff).filter((byte) => byte !== 0);
  const text = String.fromCharCode(...bytes);
  return PREFIXES.includes(text.charAt(0)) ? [text.charAt(0), text.slice(1)] : ['', text];
}

/** Parameters as they were sent: `1;2:3`. A sub-parameter of -1 was left out. */
function parameters({ _params }: Parser): string {
  const texts = Array.from(_params.params.subarray(0, _params.length), (value, index) =>
    [value, ...(_params.getSubParams(index) ?? [])].map((number) => (number < 0 ? '' : number)).join(':'),
  );
  // More parameters than it can hold: the rest is refused.
  return texts.join(';') + (_params._rejectDigits ? ';' : '');
}

function oscText({ _oscParser: { _state, _id, _active } }: Parser): string {
  const id = _id < 0 ? '' : String(Math.min(_id, HIGHEST_OSC));
  if (_state === OSC.id) return id;
  if (_state === OSC.text) return `${id};${textOf(_active)}`;
  return '-';
}

const dcsText = ({ _dcsParser: { _ident, _active } }: Parser) => String.fromCharCode(_ident & 0xff) + textOf(_active);

/** What the handlers of the sequence have read; all have read the same. */
function textOf(handlers: { _data?: unknown }[]): string {
  const text = handlers[0]?._data;
  return typeof text === 'string' ? text.slice(0, TEXT_LIMIT) : '';
}
