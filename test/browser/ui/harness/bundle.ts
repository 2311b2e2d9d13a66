/** Builds the UI chunks once per run into a temporary folder, from the sources, so that these tests need no other build. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Returns the folder; `face.js` is the entry. */
export async function bundleFace(): Promise<{ dir: string; dispose(): void }> {
  const dir = mkdtempSync(join(tmpdir(), 'shirube-ui-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias: [{ find: /^@shirube\/engine$/, replacement: join(root, 'packages/engine/src/index.ts') }] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: dir, emptyOutDir: true, minify: process.env.SHIRUBE_PLAIN !== '1', target: 'es2022', modulePreload: false,
      rollupOptions: {
        input: { face: join(root, 'packages/browser/src/ui/index.ts'), world: join(root, 'test/browser/ui/harness/world.ts') },
        preserveEntrySignatures: 'exports-only',
        treeshake: { moduleSideEffects: (id: string) => !id.includes('/packages/engine/') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', format: 'es' },
      },
    },
  });
  if (!existsSync(join(dir, 'face.js'))) throw new Error(`The UI bundle was not written to ${dir}.`);
  return { dir, dispose: () => rmSync(dir, { recursive: true, force: true }) };
}
