/** Moves a demo that is higher than its slide, and nothing around it, to the pane that is aimed at: what is done there is to be seen. */
export function showAimed(demo: HTMLElement): void {
  const pane = demo.querySelector<HTMLElement>('.pane[data-aimed="true"]');
  if (pane) demo.scrollTop = pane.offsetTop + (pane.offsetHeight - demo.clientHeight) / 2;
}
