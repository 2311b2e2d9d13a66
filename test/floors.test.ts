/** Imports go down only; siblings on one floor do not know each other. What stands here is ARCHITECTURE.md section 2, as code. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
/** [floor, house on that floor, pattern]. The first that matches counts; two houses on one floor do not know each other. */
const HOUSES: readonly [floor: number, house: string, pattern: RegExp][] = [
  [0, 'engine', /^packages\/engine\/src\//],
  [1, 'browser host', /^packages\/browser\/src\/host\//],
  // A port belongs to the host that asks for it, although it lies beside what makes it real.
  [1, 'collector host', /^packages\/collector\/src\/((host|metrics|mail|http|security)\/|(stores|sinks|senders)\/port\.ts$)/],
  [2, 'trackers', /^packages\/browser\/src\/trackers\//],
  [2, 'reporters', /^packages\/browser\/src\/reporters\//],
  [2, 'storages', /^packages\/browser\/src\/storages\//],
  [2, 'stores', /^packages\/collector\/src\/stores\//],
  [2, 'sinks', /^packages\/collector\/src\/sinks\//],
  [2, 'senders', /^packages\/collector\/src\/senders\//],
  [2, 'guarded preact', /^packages\/browser\/src\/jsx\//],
  [3, 'ui', /^packages\/browser\/src\/ui\//],
  [3, 'inspector', /^packages\/browser\/src\/inspector\//],
  [3, 'api', /^packages\/collector\/src\/(api|demo)\//],
  [4, 'collector presets', /^packages\/collector\/src\/\w+\.ts$/],
  [4, 'browser presets', /^packages\/browser\/src\/[\w-]+\.tsx?$/],
  [5, 'cli', /^packages\/cli\/src\//],
  [5, 'dashboard', /^packages\/dashboard\/src\//],
  [5, 'examples', /^examples\//],
];
const houseOf = (file: string) => HOUSES.find(([, , pattern]) => pattern.test(file));
const PACKAGES: Record<string, string> = {
  '@shirube/engine': 'packages/engine/src/',
  '@shirube/collector': 'packages/collector/src/',
  shirube: 'packages/browser/src/index.ts',
};

/** Deviations, each with its reason. */
const ALLOWED: readonly [from: RegExp, to: RegExp, reason: string][] = [
  [
    /^packages\/browser\/src\/host\/start\.ts$/,
    /^packages\/browser\/src\/storages\//,
    'every preset needs both storages: one durable, one that survives the unload',
  ],
  [
    /^packages\/browser\/src\/host\/guide\.ts$/,
    /^packages\/browser\/src\/trackers\//,
    'the guide chunk chooses its trackers, as a preset does',
  ],
  [
    /^packages\/collector\/src\/(host\/|stores\/port)/,
    /^packages\/collector\/src\/stores\/(sql|partitions)\b/,
    'how a statement is written for both databases, and who owns which people',
  ],
  [
    /^packages\/collector\/src\/host\/(collector|commands|post)\.ts$/,
    /^packages\/collector\/src\/sinks\/inbox\b/,
    'what comes from inside waits in the store itself, whatever sink there is',
  ],
  [
    /^packages\/collector\/src\/host\/(hooks|learning|options)\.ts$/,
    /^packages\/collector\/src\/senders\/(webhook|xapi)\b/,
    'signatures and settings of the one format that there is',
  ],
];

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /node_modules|dist|fixtures/.test(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(path) && !/\.(test|spec)\.|\.d\.ts$/.test(path) ? [path] : [];
  });
interface Import {
  from: string;
  to: string;
}
const importsOf = (file: string): Import[] => {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'/gm)].map(([, to = '']) => {
    const path = to.startsWith('.')
      ? normalize(join(dirname(file), to))
      : Object.entries(PACKAGES).reduce((found, [name, at]) => (to === name || to.startsWith(`${name}/`) ? at : found), to);
    return { from: file, to: path };
  });
};
const files = [
  'packages/engine/src',
  'packages/browser/src',
  'packages/collector/src',
  'packages/cli/src',
  'packages/dashboard/src',
].flatMap(sources);
const imports = files.flatMap(importsOf);

describe('floors', () => {
  it('there is something to look at', () => expect(imports.length).toBeGreaterThan(500));
  it('no import goes up or sideways', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [floor, house] = houseOf(from) ?? [];
      const [toFloor, toHouse] = houseOf(to.endsWith('.ts') || to.endsWith('/') ? to : `${to}.ts`) ?? [];
      if (floor === undefined || toFloor === undefined || house === toHouse) return false;
      return toFloor >= floor && !ALLOWED.some(([a, b]) => a.test(from) && b.test(to));
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
  it('the engine knows nothing but itself and the validator', () => {
    const foreign = imports.filter(
      ({ from, to }) => from.startsWith('packages/engine/') && !to.startsWith('packages/engine/') && to !== 'zod',
    );
    expect(foreign).toEqual([]);
  });
  it('the engine has no clock, no chance, no timers and no output', () => {
    for (const file of files.filter((f) => f.startsWith('packages/engine/'))) {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'/g, '');
      expect([
        relative(root, file),
        /Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|console\.|\bperformance\b|localStorage|\beval\(|new Function/.exec(
          code,
        )?.[0],
      ]).toEqual([relative(root, file), undefined]);
    }
  });
  it('relative imports have no extension', () =>
    expect(imports.filter(({ to }) => /\.(tsx?|js)$/.test(to) && !Object.values(PACKAGES).includes(to))).toEqual([]));
});
