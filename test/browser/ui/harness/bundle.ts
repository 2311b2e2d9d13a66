/** Builds the UI chunks from the sources, once for as long as these do not change, so that these tests need no other build. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const cache = join(root, '.cache/ui');

/** Names the state of everything that goes into the bundle. */
function fingerprint(): string {
  const hash = createHash('sha1').update(process.env.SHIRUBE_PLAIN ?? '');
  for (const folder of ['packages/browser/src', 'packages/engine/src', 'test/browser/ui/harness', 'package-lock.json']) {
    const files = statSync(join(root, folder)).isDirectory()
      ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()
      : [''];
    for (const file of files) {
      const { mtimeMs, size } = statSync(join(root, folder, file));
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Returns the folder; `face.js` is the entry. Several test files may ask at the same time: whoever is first to be done wins. */
export async function bundleFace(): Promise<{ dir: string; dispose(): void }> {
  const dir = join(cache, fingerprint());
  if (existsSync(join(dir, 'face.js'))) return { dir, dispose() {} };
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'new-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias: [{ find: /^@shirube\/engine$/, replacement: join(root, 'packages/engine/src/index.ts') }] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: fresh,
      emptyOutDir: true,
      minify: process.env.SHIRUBE_PLAIN !== '1',
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: { face: join(root, 'packages/browser/src/ui/index.ts'), world: join(root, 'test/browser/ui/harness/world.ts') },
        preserveEntrySignatures: 'exports-only',
        treeshake: { moduleSideEffects: (id: string) => !id.includes('/packages/engine/') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', format: 'es' },
      },
    },
  });
  if (!existsSync(join(fresh, 'face.js'))) throw new Error(`The UI bundle was not written to ${fresh}.`);
  try {
    renameSync(fresh, dir);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  // A day later nobody tests that state any more.
  for (const old of readdirSync(cache))
    if (statSync(join(cache, old)).mtimeMs < Date.now() - 86_400_000) rmSync(join(cache, old), { recursive: true, force: true });
  return { dir, dispose() {} };
}
