import type { Token, Tokens } from 'marked';
import { markdown, replaceToken } from '../markdown.js';
import { escapeHtml } from '../text.js';
import type { Pictures } from '../types.js';
import { findPicture } from './picture-names.js';

type Report = (offset: number, message: string) => void;

const LOST_REFERENCE = /!\[[^\]\n]*\]\[([^\]\n]+)\]/;

const TAG = /<img\b[^>]*>/gi;
const SOURCE = /(\ssrc\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

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
    if (token.type === 'html') {
      const { html, found } = placeTags(token as Tokens.HTML, pictures, (raw, message) => report(at(raw), message));
      count += found;
      if (found > 0) Object.assign(token, { text: html });
      return;
    }
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
  const found = findPicture(image.href, pictures);
  if ('wrong' in found) {
    report(found.wrong);
    return missingHtml(image.href);
  }
  const { picture } = found;
  const alt = image.text || picture.alt;
  const ink = picture.ink ? ` data-ink="${picture.ink}"` : '';
  return `<img src="${escapeHtml(picture.src)}" alt="${escapeHtml(alt)}"${ink}${sizeStyle(image.title ?? '')} loading="lazy">`;
}

/** The author's own tags: the picture is looked up in the same way, and keeps all else that the tag says. */
function placeTags(
  token: Tokens.HTML,
  pictures: Pictures,
  report: (raw: string, message: string) => void,
): { html: string; found: number } {
  let found = 0;
  const html = token.text.replace(TAG, (tag) => {
    const [, lead = '', ...values] = SOURCE.exec(tag) ?? [];
    const href = values.find((value) => value !== undefined);
    found++;
    if (href === undefined) {
      report(tag, 'This picture has no src. Write <img src="name.svg" alt="…">.');
      return missingHtml('');
    }
    const lookup = findPicture(href, pictures);
    if ('wrong' in lookup) {
      report(tag, lookup.wrong);
      return missingHtml(href);
    }
    const { src, alt } = lookup.picture;
    const placed = tag.replace(SOURCE, () => `${lead}"${escapeHtml(src)}"`);
    return /\salt\s*=/i.test(placed) ? placed : placed.replace(/\s*\/?>$/, () => ` alt="${escapeHtml(alt)}">`);
  });
  return { html, found };
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
