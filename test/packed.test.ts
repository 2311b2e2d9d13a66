/** What `npm pack` puts into each package, with the steps that it runs before: everything that the package promises, and nothing else. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['engine', 'browser', 'cli', 'collector'];
interface Manifest { name: string; bin?: Record<string, string>; exports?: Record<string, string | Record<string, string>>; scripts?: Record<string, string> }
interface Packed { name: string; files: { path: string }[] }
const manifestOf = (folder: string) => JSON.parse(readFileSync(`${root}/packages/${folder}/package.json`, 'utf8')) as Manifest;

describe('somebody who installs a package', { timeout: 180_000 }, () => {
  const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--foreground-scripts=false', ...folders.flatMap((folder) => ['-w', `packages/${folder}`])], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64_000_000 });
  const packed = Object.values(JSON.parse(answer) as Packed[] | Record<string, Packed>);
  const filesOf = (name: string) => packed.find((one) => one.name === name)?.files.map(({ path }) => path) ?? [];

  test.each(folders)('finds in %s every file that its manifest names, types included', (folder) => {
    const { name, bin = {}, exports = {}, scripts } = manifestOf(folder);
    const named = [...Object.values(bin), ...Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))].map((path) => path.replace(/^\.\//, ''));
    expect(named.length).toBeGreaterThan(0);
    expect(filesOf(name)).toEqual(expect.arrayContaining(named));
    expect(scripts?.['prepack']).toBe('node ../prepack.mjs');
  });

  test.each(folders)('finds in %s no tests, no leftovers of a build and no data', (folder) => {
    expect(filesOf(manifestOf(folder).name).filter((path) => /\.test\.|tsbuildinfo|node_modules|(^|\/)\.|\.db$|\.log$/.test(path))).toEqual([]);
  });

  test('finds the types that those of an entry lead to', () => {
    for (const [folder, least] of [['engine', 50], ['collector', 100]] as const) expect([folder, filesOf(manifestOf(folder).name).filter((path) => path.endsWith('.d.ts')).length > least]).toEqual([folder, true]);
  });
});
