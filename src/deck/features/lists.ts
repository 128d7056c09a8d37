import { Renderer, type RendererObject } from 'marked';

/** The theme numbers the rows by a counter of its own, so a list that does not begin at 1 has to set it. */
export const numbered: RendererObject = {
  list(token) {
    const html = Renderer.prototype.list.call(this, token);
    if (!token.ordered || token.start === '' || token.start === 1) return html;
    return html.replace('<ol ', `<ol style="counter-reset: row ${token.start - 1}" `);
  },
};
