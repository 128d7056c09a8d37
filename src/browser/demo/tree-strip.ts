import { html } from 'lit';
import { restartsInWindow, type TreeNode, type View } from '../../log/view.js';
import type { DemoSheet } from '../../stage/sheet.js';
import { MARKS } from './marks.js';

/** What the supervisor of the last restart has spent of its restarts, as of `now`; null when it has all of them. */
export function spentRestarts(sheet: DemoSheet, view: View, now: number) {
  const supervisor = sheet.tree.find((node) => node.id === view.budget?.id)?.parent;
  const spent = supervisor ? restartsInWindow(view, sheet.periods[supervisor] ?? 0, now) : null;
  return spent && { supervisor, ...spent };
}

/** The supervision tree on one line: supervisors by name and strategy, their processes as shapes. */
export function treeStrip(sheet: DemoSheet, view: View, now: number): unknown {
  const spent = spentRestarts(sheet, view, now);
  const childrenOf = (id: string | null) => sheet.tree.filter((node) => node.parent === id);

  const worker = ({ id }: TreeNode) => {
    const process = view.processes[id];
    const { shape, word } = MARKS[process?.state ?? 'waiting'];
    const lives = process && process.lives > 1 ? `, life ${process.lives}` : '';
    return html`
      <li class="leaf" data-state=${process?.state ?? 'waiting'} title="${id}: ${word}${lives}">
        <span aria-hidden="true">${shape}</span><span class="visually-hidden">${id}: ${word}${lives}</span>
      </li>
    `;
  };

  const supervisor = (node: TreeNode): unknown => {
    const children = childrenOf(node.id);
    return html`
      <li class="branch">
        <span class="name">${node.id}</span>
        <span class="strategy">${node.strategy?.replaceAll('_', ' ')}${
          spent?.supervisor === node.id ? ` · ${spent.inWindow} of ${spent.intensity} restarts` : ''
        }</span>
        <ul>${children.map((child) => (child.type === 'supervisor' ? supervisor(child) : worker(child)))}</ul>
      </li>
    `;
  };

  return html`<ul class="tree-strip" aria-label="supervision tree">${childrenOf(null).map(supervisor)}</ul>`;
}
