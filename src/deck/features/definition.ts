import type { TokenizerExtension } from 'marked';

const DEFINITION = /^ {0,3}\[([^\]\n]+)\]: *(\S+)((?: +(?:width|height)=\S+)+) *(?:\n+|$)/;

/**
 * `[malibu]: malibu.jpg height=250px`: a link definition that carries a size. Markdown takes no such words
 * after the address, so they travel as the title of the link.
 */
export const sizedDefinition: TokenizerExtension = {
  name: 'sizedDefinition',
  level: 'block',
  tokenizer(src) {
    const [raw, label = '', href = '', size = ''] = DEFINITION.exec(src) ?? [];
    if (raw === undefined) return;
    const tag = label.toLowerCase().replace(/\s+/g, ' ');
    this.lexer.tokens.links[tag] ??= { href, title: size.trim() };
    return { type: 'def', raw, tag, href, title: size.trim() };
  },
};
