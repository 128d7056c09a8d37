/** Property lists as XML, as much of them as a launchd job needs: plist(5). */
export type Plist = string | number | boolean | Plist[] | { [key: string]: Plist };

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

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
