/** `<!-- .slide: … -->` and `<!-- .element: … -->`: attributes for the slide, and for the element before the comment, as in reveal.js. */
import { escapeHtml } from '../text.js';

export interface Attribute {
  name: string;
  value: string;
}

export interface Attributed {
  html: string;
  /** For the slide itself. */
  slide: Attribute[];
  /** The mistakes in comments, in words. */
  wrongs: { comment: string; message: string }[];
}

const TAG = /<!--([\s\S]*?)-->|<(\/?)([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const DIRECTIVE = /^\s*\.(slide|element)\b\s*(:?)([\s\S]*)$/;
const ATTRIBUTE = /([^\s"=]+)="([^"]*)"|([^\s"=]+)/g;
/** Elements without an end tag, by the HTML standard. */
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);
const KNOWN = /^(class|id|style|lang|dir|title|role|aria-[\w-]+|data-[\w-]+)$/;
/** The page's content policy loads neither films nor other pages. */
const NOT_LOADED = /^data-background-(video|iframe)/;

interface Frame {
  /** The start tag of this element; null at the top. */
  self: Place | null;
  /** The start tag of its last element so far. */
  previous: Place | null;
}

/** Where in the HTML a start tag ends, before its `>` or `/>`. */
interface Place {
  name: string;
  end: number;
}

/** Takes the comments out of `html` and puts their attributes where they belong. */
export function applyAttributes(html: string): Attributed {
  const slide: Attribute[] = [];
  const wrongs: Attributed['wrongs'] = [];
  const added: { end: number; attributes: Attribute[] }[] = [];
  const frames: Frame[] = [{ self: null, previous: null }];
  for (const found of html.matchAll(TAG)) {
    const [whole, comment, slash, name = ''] = found;
    const frame = frames.at(-1) as Frame;
    if (comment !== undefined) {
      const directive = DIRECTIVE.exec(comment);
      if (!directive) continue;
      const { attributes, message } = readDirective(directive);
      if (message) wrongs.push({ comment: whole, message });
      const target = directive[1] === 'slide' ? null : (frame.previous ?? frame.self);
      if (target) added.push({ end: target.end, attributes });
      else slide.push(...attributes);
    } else if (slash) closeFrame(frames, name);
    else {
      const place = { name, end: found.index + whole.length - (whole.endsWith('/>') ? 2 : 1) };
      if (name.toLowerCase() !== 'br') frame.previous = place;
      if (!VOID.has(name.toLowerCase()) && !whole.endsWith('/>')) frames.push({ self: place, previous: null });
    }
  }
  return { html: withoutDirectives(insert(html, added)), slide, wrongs };
}

/** An end tag without its start tag is the author's, and browsers pass over it. */
function closeFrame(frames: Frame[], name: string): void {
  const at = frames.findLastIndex(({ self }) => self?.name === name);
  if (at > 0) frames.length = at;
}

function readDirective([, kind, colon, text = '']: RegExpExecArray): { attributes: Attribute[]; message?: string } {
  if (!colon) return { attributes: [], message: `Write a colon: <!-- .${kind}: class="…" -->.` };
  const attributes = [...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '', bare]) => ({
    name: bare ?? name,
    value: bare === undefined ? value : '',
  }));
  const unknown = attributes.find(({ name }) => !KNOWN.test(name));
  if (unknown) {
    const message = `“${unknown.name}” cannot be set here. Known are class, id, style, lang, dir, title, role, aria-… and data-….`;
    return { attributes: attributes.filter(({ name }) => KNOWN.test(name)), message };
  }
  const unloaded = attributes.find(({ name }) => NOT_LOADED.test(name));
  if (unloaded) {
    return { attributes: [], message: `“${unloaded.name}” is not shown: a slide loads neither films nor other pages.` };
  }
  if (attributes.length === 0)
    return { attributes, message: `No attribute is named. Write <!-- .${kind}: class="…" -->.` };
  return { attributes };
}

/** From the last place to the first, so that each place stays true until it is used. */
function insert(html: string, added: { end: number; attributes: Attribute[] }[]): string {
  return [...added]
    .sort((a, b) => b.end - a.end)
    .reduce((text, { end, attributes }) => {
      const start = text.lastIndexOf('<', end);
      const tag = mergeAttributes(text.slice(start, end), attributes);
      return text.slice(0, start) + tag + text.slice(end);
    }, html);
}

/** Adds attributes to an open start tag; classes and styles join those that it has. */
export function mergeAttributes(tag: string, attributes: Attribute[]): string {
  return attributes.reduce((text, { name, value }) => {
    const present = new RegExp(`\\s${name}="([^"]*)"`).exec(text);
    if (!present) return `${text} ${name}="${escapeHtml(value)}"`;
    const separator = name === 'style' ? '; ' : ' ';
    const joined =
      name === 'class' || name === 'style' ? `${present[1]}${separator}${escapeHtml(value)}` : escapeHtml(value);
    return text.replace(present[0], () => ` ${name}="${joined}"`);
  }, tag);
}

const withoutDirectives = (html: string): string =>
  html.replace(/[ \t]*<!--([\s\S]*?)-->/g, (comment, text: string) => (DIRECTIVE.test(text) ? '' : comment));
