/** What `npm pack` puts into each package, with the steps that it runs before: everything that the package promises, and nothing else. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['engine', 'browser', 'cli', 'collector'];
interface Manifest {
  name: string;
  bin?: Record<string, string>;
  exports?: Record<string, string | Record<string, string>>;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
}
interface Packed {
  name: string;
  files: { path: string }[];
}
const manifestOf = (folder: string) => JSON.parse(readFileSync(`${root}/packages/${folder}/package.json`, 'utf8')) as Manifest;

describe('somebody who installs a package', { timeout: 180_000 }, () => {
  const answer = execFileSync(
    'npm',
    ['pack', '--dry-run', '--json', '--foreground-scripts=false', ...folders.flatMap((folder) => ['-w', `packages/${folder}`])],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64_000_000 },
  );
  const packed = Object.values(JSON.parse(answer) as Packed[] | Record<string, Packed>);
  const filesOf = (name: string) => packed.find((one) => one.name === name)?.files.map(({ path }) => path) ?? [];

  test.each(folders)('finds in %s every file that its manifest names, types included', (folder) => {
    const { name, bin = {}, exports = {}, scripts } = manifestOf(folder);
    const named = [
      ...Object.values(bin),
      ...Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry))),
    ].map((path) => path.replace(/^\.\//, ''));
    expect(named.length).toBeGreaterThan(0);
    expect(filesOf(name)).toEqual(expect.arrayContaining(named));
    expect(scripts?.['prepack']).toBe('node ../prepack.mjs');
  });

  test.each(folders)('finds in %s what it is for, and its licence', (folder) =>
    expect(filesOf(manifestOf(folder).name)).toEqual(expect.arrayContaining(['LICENSE', 'README.md'])),
  );

  test('finds with the script the licences of the libraries that it contains', () => {
    const text = readFileSync(`${root}/packages/browser/dist/licenses.txt`, 'utf8');
    for (const name of ['preact', 'nanostores', '@floating-ui/dom']) expect(text).toContain(`${name}\n\n`);
    expect(text.match(/Permission is hereby granted/g)?.length).toBeGreaterThanOrEqual(5);
    expect(filesOf('shirube')).toContain('dist/licenses.txt');
  });

  test.each(folders)('finds in %s no tests, no leftovers of a build and no data', (folder) => {
    expect(filesOf(manifestOf(folder).name).filter((path) => /\.test\.|tsbuildinfo|node_modules|(^|\/)\.|\.db$|\.log$/.test(path))).toEqual(
      [],
    );
  });

  test('gets with `shirube` alone all types that those of its module lead to, and the compiler looks into every one of them', () => {
    const dir = mkdtempSync(join(tmpdir(), 'shirube-types-'));
    try {
      // What npm would lay out: the package, and what it declares as needed; nothing that is only there in this repository.
      const lay = (name: string): void => {
        const folder = folders.find((one) => manifestOf(one).name === name);
        const to = join(dir, 'node_modules', name);
        mkdirSync(join(to, '..'), { recursive: true });
        if (!folder) return void symlinkSync(join(root, 'node_modules', name), to);
        mkdirSync(to);
        const { filename } = Object.values(
          JSON.parse(
            execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', dir, '-w', name], {
              cwd: root,
              encoding: 'utf8',
              stdio: ['ignore', 'pipe', 'ignore'],
            }),
          ) as Record<string, { filename: string }>,
        )[0] ?? { filename: '' };
        execFileSync('tar', ['-xzf', join(dir, filename.replace('@', '').replace('/', '-')), '-C', to, '--strip-components=1']);
        for (const needed of Object.keys(manifestOf(folder).dependencies ?? {})) lay(needed);
      };
      lay('shirube');
      writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
      writeFileSync(
        join(dir, 'app.ts'),
        `import { createShirube, type Reporter } from 'shirube';
const mine: Reporter = { name: 'mine', limits: { events: 1, bytes: 1000 }, deliver: (batch) => ({ ok: batch.map((e) => e.messageId), drop: [], retry: [] }) };
const shirube = createShirube({ writeKey: 'pk', config: { shirube: 1, milestones: [{ id: 'm', when: { kind: 'login' } }] }, reporters: ['http', mine] });
export const stored: Promise<boolean> = shirube.track('done', { n: 1 });
// @ts-expect-error: a kind that there is not
createShirube({ config: { shirube: 1, milestones: [{ id: 'm', when: { kind: 'nothing' } }] } });
`,
      );
      // As bundlers find modules, and as Node does: there an import without its ending leads nowhere, and everything is `any`.
      for (const [module, moduleResolution] of [
        ['esnext', 'bundler'],
        ['nodenext', 'nodenext'],
      ]) {
        writeFileSync(
          join(dir, 'tsconfig.json'),
          JSON.stringify({
            compilerOptions: {
              strict: true,
              noEmit: true,
              module,
              moduleResolution,
              target: 'es2022',
              lib: ['es2022', 'dom', 'dom.iterable'],
              types: [],
              preserveSymlinks: true,
            },
            files: ['app.ts'],
          }),
        );
        expect(execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', dir], { encoding: 'utf8' })).toBe('');
      }
    } catch (error) {
      throw new Error(String((error as { stdout?: string }).stdout || error));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  test('finds the types that those of an entry lead to', () => {
    for (const [folder, least] of [
      ['engine', 50],
      ['collector', 100],
    ] as const)
      expect([folder, filesOf(manifestOf(folder).name).filter((path) => path.endsWith('.d.ts')).length > least]).toEqual([folder, true]);
  });
});
