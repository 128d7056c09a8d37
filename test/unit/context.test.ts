import { describe, expect, it } from 'vitest';
import { Context } from '../../src/browser/context.js';

/** As much of an element as a context looks at. */
function element(parent: Element | null = null): Element {
  const contains = (other: Element | null): boolean =>
    other !== null && (other === one || contains(other.parentElement));
  const one = { parentElement: parent, contains } as unknown as Element;
  return one;
}

const taken = (context: Context<string>, one: Element) => {
  const values: string[] = [];
  const stop = context.take(one, (value) => {
    values.push(value);
    return () => values.push(`end of ${value}`);
  });
  return { values, stop };
};

describe('a context', () => {
  it('gives an element the value of its nearest host, however deep the element is', () => {
    const context = new Context<string>();
    const page = element();
    const board = element(page);
    context.provide(page, 'page');
    context.provide(board, 'board');
    expect(taken(context, element(element(board))).values).toEqual(['board']);
    expect(taken(context, element(page)).values).toEqual(['page']);
  });

  it('gives the value later to an element that was there before its host provided one', () => {
    const context = new Context<string>();
    const [one, other] = [element(), element()];
    const early = taken(context, element(one));
    context.provide(other, 'other');
    expect(early.values).toEqual([]);
    context.provide(one, 'one');
    context.provide(one, 'one again');
    expect(early.values).toEqual(['one']);
  });

  it('ends the work that was started with the value, and only after the start', () => {
    const context = new Context<string>();
    const host = element();
    const early = taken(context, element(host));
    early.stop();
    context.provide(host, 'host');
    const late = taken(context, element(host));
    late.stop();
    expect([early.values, late.values]).toEqual([[], ['host', 'end of host']]);
  });
});
