import { html } from 'lit';
import type { TreeNode, View } from '../../log/view.js';
import type { DemoSheet } from '../../stage/sheet.js';
import { MARKS } from './marks.js';

/** The supervision tree on one line: supervisors by name and strategy, their processes as shapes. */
export function treeStrip(sheet: DemoSheet, view: View): unknown {
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
    const spent = view.budget && children.some((child) => child.id === view.budget?.id) ? view.budget : null;
    return html`
      <li class="branch">
        <span class="name">${node.id}</span>
        <span class="strategy">${node.strategy?.replaceAll('_', ' ')}${
          spent ? ` · ${spent.inWindow} of ${spent.intensity} restarts` : ''
        }</span>
        <ul>${children.map((child) => (child.type === 'supervisor' ? supervisor(child) : worker(child)))}</ul>
      </li>
    `;
  };

  return html`<ul class="tree-strip" aria-label="supervision tree">${childrenOf(null).map(supervisor)}</ul>`;
}
