/** Property lists as XML, as much of them as a launchd job needs: plist(5). Written and read by the same rules. */
export type Plist = string | number | boolean | Plist[] | { [key: string]: Plist };

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export const writePlist = (value: Plist): string => `${HEAD}\n${element(value, '')}\n</plist>\n`;

function element(value: Plist, indent: string): string {
  const inner = `${indent}  `;
  const around = (tag: string, content: string[]) => `${indent}<${tag}>\n${content.join('\n')}\n${indent}</${tag}>`;
  if (typeof value === 'string') return `${indent}<string>${escaped(value)}</string>`;
  if (typeof value === 'number') return `${indent}<integer>${value}</integer>`;
  if (typeof value === 'boolean') return `${indent}<${value}/>`;
  if (Array.isArray(value)) {
    return around(
      'array',
      value.map((item) => element(item, inner)),
    );
  }
  const entries = Object.entries(value);
  return around(
    'dict',
    entries.map(([key, item]) => `${inner}<key>${escaped(key)}</key>\n${element(item, inner)}`),
  );
}

/** A tag with what is in it, if it is one of those that hold text. */
const TOKEN = /\s*(?:<(string|integer|key)>([^<]*)<\/\1>|<(\/?(?:array|dict)|true\/|false\/)>)/y;

/** Throws when `text` is not such a list. */
export function readPlist(text: string): Plist {
  if (!text.startsWith(HEAD) || !/<\/plist>\s*$/.test(text)) throw new Error('no property list');
  const tokens = tokensOf(text.slice(HEAD.length).replace(/\s*<\/plist>\s*$/, ''));
  const value = read(tokens, tokens.shift());
  if (tokens.length > 0) throw new Error('a property list holds one value');
  return value;
}

interface Token {
  tag: string;
  text: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`no property list: ${text.slice(at, at + 40)}`);
    tokens.push({ tag: found[1] ?? found[3] ?? '', text: unescaped(found[2] ?? '') });
  }
  return tokens;
}

function read(rest: Token[], token: Token | undefined): Plist {
  switch (token?.tag) {
    case 'string':
      return token.text;
    case 'integer':
      return Number(token.text);
    case 'true/':
    case 'false/':
      return token.tag === 'true/';
    case 'array': {
      const items: Plist[] = [];
      for (let next = rest.shift(); next?.tag !== '/array'; next = rest.shift()) items.push(read(rest, next));
      return items;
    }
    case 'dict': {
      const entries: [string, Plist][] = [];
      for (let next = rest.shift(); next?.tag !== '/dict'; next = rest.shift()) {
        if (next?.tag !== 'key') throw new Error(`no key but ${next?.tag ?? 'the end'}`);
        entries.push([next.text, read(rest, rest.shift())]);
      }
      return Object.fromEntries(entries);
    }
    default:
      throw new Error(`no value but ${token?.tag ?? 'the end'}`);
  }
}
