/**
 * A control sequence as its parameters and its final byte, as in `5;3H`: the bytes from `from` to before `to`, all of
 * them ASCII. Pure.
 */

/** Whether a byte is one of `characters`. */
export const isOneOf = (characters: string) => {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return (byte: number) => table[byte] === 1;
};

const isIntermediate = isOneOf(' !"#$%&\'()*+,-./');

export const finalOf = (bytes: Uint8Array, to: number): number => bytes[to - 1] as number;

export const hasIntermediate = (bytes: Uint8Array, to: number): boolean => isIntermediate(bytes[to - 2] as number);

export const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
