/** What each part of the video costs, in brotli bytes; preact and the face's own modules are shared with it and counted there. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';

const src = (path: string) => fileURLToPath(new URL(`../packages/browser/src/ui/video/${path}`, import.meta.url));
const NOT_HERE = ['_zod', 'safeParse', 'ZodError', 'innerHTML', 'eval('];

/** As long and as random as in the built files, but the same in every folder: vite's own hashes depend on where the sources lie. */
const chunkFileNames = ({ name }: { name: string }) => `${name}-${createHash('sha256').update(name).digest('base64url').slice(0, 8)}.js`;

/** The entry with its static imports, minified; what it loads later is not counted. */
async function bundle(entry: string, external: (string | RegExp)[] = []): Promise<{ code: string; bytes: number }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [{ find: /^@shirube\/engine$/, replacement: fileURLToPath(new URL('../packages/engine/src/index.ts', import.meta.url)) }],
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2020',
      modulePreload: false,
      minify: 'terser',
      terserOptions: { module: true, ecma: 2020, compress: { passes: 3 } },
      lib: { entry: src(entry), formats: ['es'], fileName: 'x' },
      rollupOptions: { external: [/^preact/, /text\/(strings|url)/, ...external], output: { chunkFileNames } },
    },
  });
  const files = (Array.isArray(built) ? built : [built]).flatMap((b) => ('output' in b ? b.output : [])).filter((f) => f.type === 'chunk');
  const wanted = new Set(files.filter((f) => f.isEntry).map((f) => f.fileName));
  for (let before = 0; before !== wanted.size;) {
    before = wanted.size;
    for (const file of files) if (wanted.has(file.fileName)) for (const name of file.imports) wanted.add(name);
  }
  const code = files
    .filter((f) => wanted.has(f.fileName))
    .map((f) => f.code)
    .sort()
    .join('');
  return { code, bytes: brotliCompressSync(Buffer.from(code)).length };
}

describe('the video parts stay small', () => {
  /** What is on the page already when the others come: they share it. */
  const there = [/engine/, /\/(video\.css|strings|style|choices|captions|early)$/];
  it.each<[string, string, number, RegExp[]?]>([
    ['the tracker and its binding to <video>', 'element-entry.ts', 1400],
    ['the YouTube adapter', 'youtube.ts', 800],
    ['the Vimeo adapter', 'vimeo.ts', 800],
    ['the controls for own files with their styles, transcript and captions loaded later', 'player.tsx', 5000, there],
    ['what stands in a provider’s place, with its words', 'foreign.ts', 1300, [...there, /(big\.css)$/]],
    ['what is there before the first control of the browser’s is painted, with its styles', 'index.ts', 3442],
  ])(
    '%s',
    async (name, entry, most, shared = []) => {
      const { code, bytes } = await bundle(entry, shared);
      console.log(`${name}: ${bytes} B`);
      expect(bytes).toBeLessThanOrEqual(most);
      for (const word of NOT_HERE) expect(code).not.toContain(word);
    },
    60_000,
  );
});
