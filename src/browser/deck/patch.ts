import { markCovered } from '../demo/cover.js';

const DEMO = ':scope > reboot-demo';
const SHOWN = ['visible', 'current-fragment'];

type Rule = (old: HTMLElement, fresh: HTMLElement) => boolean;

const nameOf = (demo: Element): string => demo.getAttribute('name') ?? '';
const demosOf = (section: HTMLElement): string => [...section.querySelectorAll(DEMO)].map(nameOf).join();

/** How a slide is known again after an edit, the surest sign first. */
const RULES: Rule[] = [
  (old, fresh) => old.dataset.hash === fresh.dataset.hash,
  (old, fresh) => demosOf(fresh) !== '' && demosOf(old) === demosOf(fresh),
  (old, fresh) => old.ariaLabel === fresh.ariaLabel,
  () => true,
];

/** Brings the slides in the page up to new HTML. A part that did not change is not touched. */
export function patchSlides(parent: HTMLElement, html: string[]): void {
  const spare = new Set([...parent.children] as HTMLElement[]);
  const fresh = html.map(parseSection);
  const known = pairUp(spare, fresh);
  for (const section of spare) section.remove();
  fresh.forEach((section, index) => {
    const old = known.get(section);
    const next = old ? patchSection(old, section) : section;
    const there = parent.children[index] ?? null;
    if (there !== next) parent.insertBefore(next, there);
  });
}

/** Takes the old sections that go on living out of `spare`. */
function pairUp(spare: Set<HTMLElement>, fresh: HTMLElement[]): Map<HTMLElement, HTMLElement> {
  const pairs = new Map<HTMLElement, HTMLElement>();
  for (const rule of RULES) {
    for (const section of fresh) {
      if (pairs.has(section)) continue;
      const old = [...spare].find((candidate) => rule(candidate, section));
      if (!old) continue;
      spare.delete(old);
      pairs.set(section, old);
    }
  }
  return pairs;
}

function parseSection(html: string): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild as HTMLElement;
}

function patchSection(old: HTMLElement, fresh: HTMLElement): HTMLElement {
  const changed = old.dataset.hash !== fresh.dataset.hash;
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  if (changed) {
    carryFragments(old, fresh);
    replaceAroundDemos(old, fresh);
  }
  return old;
}

/** Steps that were taken stay taken, or reveal would take them again. */
function carryFragments(old: HTMLElement, fresh: HTMLElement): void {
  const before = old.querySelectorAll('.fragment');
  fresh.querySelectorAll('.fragment').forEach((fragment, index) => {
    fragment.classList.add(...SHOWN.filter((name) => before[index]?.classList.contains(name)));
  });
}

/** Moving a demo would disconnect it and its terminals: the new content is laid around those that stay. */
function replaceAroundDemos(old: HTMLElement, fresh: HTMLElement): void {
  const running = new Map([...old.querySelectorAll(DEMO)].map((demo) => [nameOf(demo), demo]));
  const stays = new Set([...fresh.querySelectorAll(DEMO)].flatMap((demo) => running.get(nameOf(demo)) ?? []));
  for (const child of [...old.childNodes]) if (!stays.has(child as Element)) child.remove();
  let place = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const same = node instanceof Element && node.matches('reboot-demo') ? running.get(nameOf(node)) : undefined;
    if (same) place = same.nextSibling;
    else old.insertBefore(node, place);
  }
  markCovered(old);
}
