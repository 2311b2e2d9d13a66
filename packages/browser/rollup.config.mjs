// UI chunks first: their hashed names and hashes go into shirube.js. One run per entry, so that nothing is shared by accident.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { browserPlugins } from '../rollup.shared.mjs';
import { uiOptions } from './chunks.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = here('dist/');
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
const hash = (kind, bytes) => `${kind}-${createHash(kind).update(bytes).digest('base64')}`;
/** name → { file, integrity }, filled as the chunks are written: the files name each other with the shorter hash, since hashes do not compress. */
const chunks = {};

const clean = () => ({
  name: 'clean',
  buildStart() {
    mkdirSync(dist, { recursive: true });
    for (const name of readdirSync(dist)) if (/\.(js|json)$/.test(name)) rmSync(dist + name);
  },
});
const remember = () => ({
  name: 'remember',
  writeBundle(_options, bundle) {
    for (const part of Object.values(bundle))
      if (part.isEntry) chunks[part.name] = { file: part.fileName, integrity: hash('sha256', readFileSync(dist + part.fileName)) };
  },
});
/** As host/load-chunk.ts reads it: what all have in common is said there, because the guide names eight. */
const inOne = (chunk) => chunk && `${chunk.file.slice(0, -3)} ${chunk.integrity.slice(7, -1)}`;
const inject = () => ({
  name: 'inject',
  transform: (code) =>
    /SHIRUBE_(CHUNKS|PARTS|VERSION)/.test(code)
      ? {
          code: code
            // Named alone, those that the script asks for; a property is the one chunk, undefined where the build has none.
            .replace(/\bSHIRUBE_CHUNKS(\.(\w+))?/g, (_all, _dot, name) =>
              String(JSON.stringify(name ? inOne(chunks[name]) : { guide: inOne(chunks.guide), sender: inOne(chunks.sender) })),
            )
            .replace(/\bSHIRUBE_PARTS\b/g, () =>
              JSON.stringify(Object.fromEntries(parts.map((name) => [name, inOne(chunks[`part-${name}`])]))),
            )
            .replace(/\bSHIRUBE_VERSION\b/g, JSON.stringify(version)),
          map: null,
        }
      : null,
});
/** file → integrity and sizes: for import maps, script tags and the size test. */
const manifest = () => ({
  name: 'manifest',
  writeBundle() {
    const files = {};
    for (const name of readdirSync(dist)
      .filter((name) => name.endsWith('.js'))
      .sort()) {
      const bytes = readFileSync(dist + name);
      files[name] = { integrity: hash('sha384', bytes), bytes: bytes.length, brotli: brotliCompressSync(bytes).length };
    }
    writeFileSync(`${dist}manifest.json`, `${JSON.stringify({ version, chunks, files }, null, 2)}\n`);
  },
});

/** Of the libraries that are inside: their licences ask to be passed on. */
const INSIDE = ['preact', 'nanostores', '@floating-ui/dom', '@floating-ui/core', '@floating-ui/utils'];
const licences = () => ({
  name: 'licences',
  writeBundle() {
    const texts = INSIDE.map((name) => `${name}\n\n${readFileSync(here(`../../node_modules/${name}/LICENSE`), 'utf8')}`);
    writeFileSync(`${dist}licenses.txt`, texts.join('\n\n---\n\n'));
  },
});

const plugins = (...more) => [...browserPlugins().slice(0, -1), inject(), ...browserPlugins().slice(-1), ...more];
/** Where each byte counts. Nobody calls a function of ours with `new`, which is what would be unsafe. */
const tight = (compress) => [...plugins().slice(0, -1), ...browserPlugins('browser', compress).slice(-1)];
const SCRIPT = { unsafe_methods: true, unsafe_arrows: true, arrows: false, hoist_funs: true, comparisons: false };
/** The script takes words from the engine; nothing else of it may come along. */
const treeshake = { moduleSideEffects: (id) => !/packages\/engine\//.test(id) };
const onwarn = (warning, warn) => warning.code === 'CIRCULAR_DEPENDENCY' || warn(warning);
/** Blockers' lists match words in addresses; a file that they take for an advertisement or a tracker never arrives. */
const NEUTRAL = { banner: 'strip' };
const chunkFileNames = ({ name }) => `${NEUTRAL[name] ?? name}-[hash:6].js`;
/** As host/routes.ts asks for them: by the first letter and the length of the kind. The manifest says which is which. */
const reporterFile = ({ name }) => `reporter-${name[9]}${name.length - 9}-${version}.js`;
const es = (input, more = [], file = '[name]-[hash:6].js') => ({
  input: Object.fromEntries(Object.entries(input).map(([name, path]) => [name, here(path)])),
  output: { dir: dist, format: 'es', entryFileNames: file, chunkFileNames, hoistTransitiveImports: false, freeze: false },
  plugins: plugins(remember(), ...more),
  onwarn,
});
const reporters = readdirSync(here('src/reporters'))
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^(http|uuid)\.ts$/.test(file))
  .map((file) => file.slice(0, -3));
if (new Set(reporters.map((name) => reporterFile({ name: `reporter-${name}` }))).size < reporters.length)
  throw new Error(
    `Two reporters would have the same file: they begin with the same letter and are equally long (${reporters.join(', ')}). Name the new one otherwise.`,
  );
// Each part of the engine is complete in itself: a shared file would be one more request, and one more thing that can be missing.
const parts = readdirSync(here('../engine/src/parts'))
  .filter((file) => !/^(core|server|words)\.ts$/.test(file))
  .map((file) => file.slice(0, -3));
const ui = existsSync(here('src/ui/index.ts')) && !process.env.SHIRUBE_NO_UI;
const runs = [
  ...(ui ? [uiOptions(es({ ui: 'src/ui/index.ts' }))] : []),
  ...(existsSync(here('src/ui/target/find.ts')) ? [es({ watch: 'src/watch.ts' })] : []),
  es({ inspector: 'src/inspector/index.ts' }),
  ...parts.map((name) => es({ [`part-${name}`]: `../engine/src/parts/${name}.ts` })),
  // How two states become one, for pages whose collector has one.
  es({ join: 'src/host/merge.ts' }),
  { ...es({ guide: 'src/host/guide.ts' }), plugins: [...tight({ unsafe_arrows: true }), remember()] },
  { ...es({ sender: 'src/sender.ts' }), plugins: [...tight({ unsafe_arrows: true }), remember()] },
  es(Object.fromEntries(reporters.map((name) => [`reporter-${name}`, `src/reporters/${name}.ts`])), [], reporterFile),
  { input: here('src/script.ts'), output: { file: `${dist}shirube.js`, format: 'iife' }, plugins: tight(SCRIPT), onwarn, treeshake },
  { input: here('src/index.ts'), output: { file: `${dist}shirube.esm.js`, format: 'es' }, plugins: tight(SCRIPT), onwarn, treeshake },
  ...(ui && existsSync(here('src/single.ts'))
    ? [
        {
          input: here('src/single.ts'),
          output: { file: `${dist}shirube.single.js`, format: 'iife', inlineDynamicImports: true },
          plugins: plugins(),
          onwarn,
        },
      ]
    : []),
];
runs[0].plugins.unshift(clean());
runs[runs.length - 1].plugins.push(manifest(), licences());
export default runs;
