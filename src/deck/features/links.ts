import { Renderer, type RendererObject } from 'marked';

const OUTSIDE = /^(?:https?:)?\/\//i;

/** A link to another site opens beside the talk, because nothing that the room clicks may take the talk away. */
export const outside: RendererObject = {
  link(token) {
    const html = Renderer.prototype.link.call(this, token);
    if (!OUTSIDE.test(token.href)) return html;
    return html.replace('<a ', '<a class="outside" target="_blank" rel="noopener noreferrer" ');
  },
};
