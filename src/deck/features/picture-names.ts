/** Which picture of the talk a name means. */
import { nearest } from '../nearest.js';
import type { Pictures } from '../types.js';

export const stemOf = (path: string): string => fileOf(path).replace(/\.[^.]*$/, '');

const fileOf = (path: string): string => path.split('/').at(-1) ?? '';

const ELSEWHERE = /^(?:[a-z][\w+.-]*:|\/\/)/i;

/** `%20` is a blank; any other text stays as it is. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** A picture of the talk, or in words why there is none. */
export function findPicture(href: string, pictures: Pictures): { picture: Pictures[string] } | { wrong: string } {
  if (ELSEWHERE.test(href)) {
    const name = fileOf(href) || 'picture.svg';
    const wrong = `Pictures come from the folder public/art; an address is not fetched, because a stage has no network. Save it there and write ![](${name}).`;
    return { wrong };
  }
  const file = fileOf(decoded(href));
  const name = nameOf(file, Object.keys(pictures));
  const picture = name === undefined ? undefined : pictures[name];
  return picture ? { picture } : { wrong: wrongName(file, pictures) };
}

/** The file itself, in whatever case; a drawing of that stem; for a name without an ending, the one file of that stem. */
function nameOf(file: string, names: string[]): string | undefined {
  const wanted = file.toLowerCase();
  const same = (name: string) => name.toLowerCase() === wanted;
  const drawing = (name: string) => name.toLowerCase() === `${stemOf(wanted)}.svg`;
  const ofStem = names.filter((name) => stemOf(name).toLowerCase() === wanted);
  return (
    names.find((name) => name === file) ??
    names.find(same) ??
    names.find(drawing) ??
    (ofStem.length === 1 ? ofStem[0] : undefined)
  );
}

function wrongName(file: string, pictures: Pictures): string {
  const stem = stemOf(file);
  const stems = Object.keys(pictures).map(stemOf);
  const other = Object.keys(pictures).find((name) => stemOf(name).toLowerCase() === stem.toLowerCase());
  if (other !== undefined) return `There is no picture “${file}”, but there is “${other}”.`;
  const meant = nearest(stem, stems);
  return `There is no picture “${stem}”. ${meant ? `Did you mean “${meant}”?` : `Add ${stem}.svg to the pictures.`}`;
}
