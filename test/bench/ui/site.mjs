// What is compared, built and served: each library in a bundle of its own, ours as it is shipped, and one page for all of them.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../..');
export const peers = here('../peers/node_modules');
const alias = [
  { find: /^@shirube\/engine$/, replacement: join(root, 'packages/engine/src/index.ts') },
  ...['driver.js', 'shepherd.js', 'intro.js', 'react', 'react-dom', 'react-joyride'].map((name) => ({
    find: new RegExp(`^${name.replace('.', '\\.')}(/.*)?$`),
    replacement: `${join(peers, name)}$1`,
  })),
];
const bundle = (name, input, out) =>
  build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: {
        input: { [name]: input },
        preserveEntrySignatures: 'exports-only',
        treeshake: { moduleSideEffects: (id) => !id.includes('/packages/engine/') },
        output: { entryFileNames: '[name].js', chunkFileNames: `${name}-[name].js`, assetFileNames: `${name}[extname]` },
      },
    },
  });
const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };
const rows = Array.from({ length: 500 }, (_, i) => `<div class="r"><span>Row ${i}</span><b>${i * 7}</b><i>x</i></div>`).join('');

/** `bytes`: what must be there until a first step is painted, brotli. */
export async function serveSite(names) {
  const dir = mkdtempSync(join(tmpdir(), 'bench-ui-'));
  for (const name of names) await bundle(name, here(`adapters/${name}.js`), dir);
  // Ours as it is shipped: the same run of rollup as the release.
  const { rollup } = await import('rollup');
  const { browserPlugins } = await import('../../../packages/rollup.shared.mjs');
  const { uiOptions } = await import('../../../packages/browser/chunks.mjs');
  const options = uiOptions({
    input: { ui: join(root, 'packages/browser/src/ui/index.ts') },
    plugins: browserPlugins(),
    onwarn() {},
    output: { dir: join(dir, 'dist'), format: 'es', chunkFileNames: '[name].js', hoistTransitiveImports: false },
  });
  await (await rollup(options)).write(options.output);

  // Bytes: for us the two chunks of a tour; for the others their bundle (with React where it is needed) and style sheet.
  const br = (file) => (existsSync(file) ? brotliCompressSync(readFileSync(file)).length : 0);
  const filesOf = (name) =>
    (name === 'shirube' ? ['dist/ui.js', 'dist/card.js'] : [`${name}.js`, `${name}.css`]).map((file) => join(dir, file));
  const bytes = Object.fromEntries(names.map((name) => [name, filesOf(name).reduce((sum, file) => sum + br(file), 0)]));

  const html = (
    name,
  ) => `<!doctype html><meta charset=utf-8><title>bench</title>${existsSync(join(dir, `${name}.css`)) ? `<link rel=stylesheet href=/${name}.css>` : ''}
<style>body{margin:0;font:14px sans-serif}.r{display:inline-block;width:90px}#scroller{height:420px;width:700px;overflow:auto;border:1px solid;margin:30px}</style>
<div id=push style="height:0"></div><div id=scroller><div style="height:180px"></div><button id=a style="margin-left:200px">Target A</button><div style="height:60px"></div><button id=b style="margin-left:320px">Target B</button><div style="height:70px"></div><button id=c>Target C</button><div style="height:2000px"></div></div>${rows}<script src=/page.js></script>`;
  writeFileSync(join(dir, 'page.js'), readFileSync(here('page.js')));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    const file = join(dir, pathname);
    if (pathname.startsWith('/on/')) response.writeHead(200, { 'content-type': 'text/html' }).end(html(pathname.slice(4)));
    else if (existsSync(file) && extname(file))
      response
        .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'cache-control': 'max-age=600' })
        .end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;

  return {
    origin,
    bytes,
    close() {
      server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
