/** The documents: the paths that they name exist, and each decision is a whole record. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const documents = readdirSync(new URL('docs/', ROOT))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .concat('README.md');

/** A path of the project between ticks. A folder that a user makes and a name in angle brackets are no such paths. */
const PATH = /`((?:demos|docs|findings|public|slides|src|test|tools)\/[\w./-]+)`/g;
const LINK = /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g;

describe.each(documents)('%s', (path) => {
  const text = read(path).replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const folder = new URL(path, ROOT);

  it('names only paths that exist', () => {
    const named = [...text.matchAll(PATH)].map(([, name = '']) => name);
    expect(named.filter((name) => !existsSync(new URL(name, ROOT)))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const linked = [...text.matchAll(LINK)].map(([, name = '']) => name);
    expect(linked.filter((name) => !existsSync(new URL(name, folder)))).toEqual([]);
  });
});

describe('docs/decisions.md', () => {
  const records = read('docs/decisions.md').split(/^### /m).slice(1);

  it('numbers its records from 1, without gaps', () => {
    expect(records.length).toBeGreaterThan(30);
    expect(records.map((record) => Number.parseInt(record, 10))).toEqual(records.map((_, at) => at + 1));
  });

  it('has a title, a decision, a reason, the cost of the alternative and a date in each record', () => {
    const WHOLE =
      /^\d+\. [^\n]+[^.\n]\n\n- \*\*Decision\.\*\* [\s\S]+\.\n- \*\*Reason\.\*\* [\s\S]+\.\n- \*\*Alternative\.\*\* [\s\S]+\.\n- \*\*Date\.\*\* \d+ [A-Z][a-z]+ \d{4}$/m;
    expect(records.filter((record) => !WHOLE.test(record)).map((record) => record.split('\n')[0])).toEqual([]);
  });
});
