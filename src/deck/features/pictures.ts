import type { Token, Tokens } from 'marked';
import { markdown, replaceToken } from '../markdown.js';
import { nearest } from '../nearest.js';
import { escapeHtml } from '../text.js';
import type { Pictures } from '../types.js';

type Report = (offset: number, message: string) => void;

const LOST_REFERENCE = /!\[[^\]\n]*\]\[([^\]\n]+)\]/;

export const stemOf = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');

/**
 * Puts the pictures of one block in place: in a figure when they stand alone, else among the words.
 * Returns how many there are, the missing ones included.
 */
export function placePictures(block: Token, pictures: Pictures, report: Report): number {
  let count = 0;
  let from = 0;
  const at = (raw: string): number => {
    const offset = Math.max(block.raw.indexOf(raw, from), 0);
    from = offset + raw.length;
    return offset;
  };
  const alone = isOnlyPictures(block);
  markdown.walkTokens([block], (token) => {
    const lost = token.type === 'text' && !('tokens' in token) ? LOST_REFERENCE.exec(token.raw) : null;
    if (token.type !== 'image' && !lost) return;
    count++;
    const html = lost
      ? lostHtml(lost, (message) => report(at(lost[0]), message))
      : pictureHtml(token as Tokens.Image, pictures, (message) => report(at(token.raw), message));
    replaceToken(token, html);
  });
  if (alone && count > 0) {
    const inner = markdown.parser([block]).replace(/^<p>|<\/p>\s*$/g, '');
    replaceToken(block, `<figure class="picture">${inner}</figure>\n`);
  }
  return count;
}

function pictureHtml(image: Tokens.Image, pictures: Pictures, report: (message: string) => void): string {
  const stem = stemOf(image.href);
  const picture = Object.hasOwn(pictures, stem) ? pictures[stem] : undefined;
  if (!picture) {
    const meant = nearest(stem, Object.keys(pictures));
    report(`There is no picture “${stem}”. ${meant ? `Did you mean “${meant}”?` : `Add ${stem}.svg to the pictures.`}`);
    return missingHtml(image.href);
  }
  const alt = image.text || picture.alt;
  const ink = picture.ink ? ` data-ink="${picture.ink}"` : '';
  return `<img src="${escapeHtml(picture.src)}" alt="${escapeHtml(alt)}"${ink}${sizeStyle(image.title ?? '')} loading="lazy">`;
}

function lostHtml(found: RegExpExecArray, report: (message: string) => void): string {
  const [markup, label = ''] = found;
  report(`Nothing says which picture [${label}] is. Add a line “[${label}]: ${label}.svg”.`);
  const [before = '', after = ''] = found.input.split(markup, 2);
  return `${escapeHtml(before)}${missingHtml(label)}${escapeHtml(after)}`;
}

const missingHtml = (name: string): string =>
  `<span class="missing-picture" role="img" aria-label="Missing picture: ${escapeHtml(name)}">${escapeHtml(name)}</span>`;

/** `height=250px` (a bare number means pixels) as a style. */
function sizeStyle(title: string): string {
  const sizes = [...title.matchAll(/\b(width|height)=(\d+(?:\.\d+)?)(px|%)?/g)];
  if (sizes.length === 0) return '';
  return ` style="${sizes.map(([, side, value, unit = 'px']) => `${side}:${value}${unit}`).join(';')}"`;
}

function isOnlyPictures(block: Token): boolean {
  if (block.type !== 'paragraph') return false;
  const inline = (block as Tokens.Paragraph).tokens;
  return inline.every(({ type, raw }) => type === 'image' || raw.replace(LOST_REFERENCE, '').trim() === '');
}
