/** The values of a style sheet's tokens, and the contrast of one ink with another. */

type Colour = [red: number, green: number, blue: number];
export type Tokens = Record<string, string>;

const NAMED: Record<string, Colour> = { white: [255, 255, 255], black: [0, 0, 0] };

/** The custom properties of the rules whose selector has `part` in it, outside `@media` or inside the one that is named. */
export function tokensOf(css: string, part: string, media: string | null = null): Tokens {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const inside = [...plain.matchAll(/@media\s*\(([^)]*)\)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}/g)];
  const outside = inside.reduce((rest, [block]) => rest.replace(block, ''), plain);
  const source = media === null ? outside : inside.map(([, query, body]) => (query === media ? body : '')).join('');
  const tokens: Tokens = {};
  for (const [, selector = '', body = ''] of source.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selector.includes(part)) continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) tokens[name] = value.trim();
  }
  return tokens;
}

/** The colour that `value` is, with `tokens`: `#rrggbb`, a name, `var(--x)`, `color-mix(in srgb, a n%, b)`. */
export function colourOf(value: string, tokens: Tokens): Colour {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value);
  if (hex) return hex.slice(1).map((part) => Number.parseInt(part, 16)) as Colour;
  const named = NAMED[value];
  if (named) return named;
  const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (name !== undefined && tokens[name] !== undefined) return colourOf(tokens[name], tokens);
  const mix = /^color-mix\(in srgb, (.+) (\d+)%, (.+)\)$/.exec(value);
  if (!mix) throw new Error(`no colour that this check knows: ${value}`);
  const [first, second] = [mix[1], mix[3]].map((part) => colourOf(part as string, tokens)) as [Colour, Colour];
  const share = Number(mix[2]) / 100;
  return first.map((part, at) => part * share + (second[at] as number) * (1 - share)) as Colour;
}

/** WCAG's contrast ratio: 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
