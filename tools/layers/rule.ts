/** From the table of layers to the overrides of the linter. Pure. */
import type { Layer } from './table.js';

type Table = Record<string, Layer>;

/** The mistakes in the table, given the names in `src`: one sentence each. */
export function mistakesIn(layers: Table, outside: Table, inSources: readonly string[]): string[] {
  const rows = Object.keys(layers);
  const missing = inSources.filter((name) => !rows.includes(name));
  const gone = rows.filter((name) => !inSources.includes(name));
  const wrong = [...Object.entries(layers), ...Object.entries(outside)].flatMap(([name, { may }]) =>
    may
      .filter((other) => !rowsBefore(name, rows).includes(rowOf(other, rows) ?? ''))
      .map((other) => `The row ${name} may import ${other}, and no row before it is named so.`),
  );
  return [
    ...missing.map((name) => `src/${name.replace(/\.js$/, '.ts')} has no row in the table of layers.`),
    ...gone.map((name) => `The table of layers has a row ${name}, and there is no such part of src.`),
    ...wrong,
  ];
}

const rowsBefore = (name: string, rows: string[]): string[] =>
  rows.includes(name) ? rows.slice(0, rows.indexOf(name)) : rows;

const rowOf = (path: string, rows: string[]): string | undefined =>
  rows.find((row) => path === row || path.startsWith(`${row}/`));

const isModule = (path: string): boolean => path.endsWith('.js');

const patternOf = (path: string): string => (isModule(path) ? `**/${path}` : `**/${path}/**`);

/** All that a layer may not import, as patterns of the linter; the later ones take back what is allowed. */
function forbidden(name: string, { may }: Layer, layers: Table): string[] {
  const rows = Object.keys(layers);
  const banned = rows.filter((row) => row !== name && !may.includes(row));
  const exceptions = may.filter((path) => !rows.includes(path));
  return [...banned.map(patternOf), ...exceptions.map((path) => `!${patternOf(path)}`)];
}

interface Ban {
  group: string[];
  message: string;
}

const override = (includes: string, ...patterns: Ban[]) => ({
  includes: [includes],
  linter: {
    rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } },
  },
});

/** The layer in which a folder is. */
function layerOf(folder: string, layers: Table): [name: string, layer: Layer][] {
  const [, name = ''] = folder.split('/');
  const layer = layers[name];
  return layer ? [[name, layer]] : [];
}

export function overridesOf(layers: Table, outside: Table, within: Record<string, { not: string[]; says: string }>) {
  const banOf = (name: string, layer: Layer): Ban => ({ group: forbidden(name, layer, layers), message: layer.says });
  return [
    ...Object.entries(layers).map(([name, layer]) =>
      override(isModule(name) ? `src/${name.replace(/\.js$/, '.ts')}` : `src/${name}/**`, banOf(name, layer)),
    ),
    ...Object.entries(outside).map(([name, layer]) => override(`${name}/**`, banOf(name, layer))),
    // The linter takes the later one of two overrides for one file, so that one repeats all that the layer says.
    ...Object.entries(within).map(([folder, { not, says }]) =>
      override(`${folder}/**`, ...layerOf(folder, layers).map(([name, layer]) => banOf(name, layer)), {
        group: not,
        message: says,
      }),
    ),
  ];
}
