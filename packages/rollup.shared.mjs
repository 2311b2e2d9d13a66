// Plugins that every package's build uses. Types are checked by `tsc -b`; the bundles only strip them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const sources = {
  '@shirube/engine': [root('packages/engine/src/index.ts')],
  '@shirube/engine/schema': [root('packages/engine/src/schema.ts')],
  '@shirube/engine/testing': [root('packages/engine/src/testing.ts')],
};

/** Only our own sources, without tests: stripping types needs neither the libraries' types nor those of dependencies. */
function bundleConfig(packages) {
  const file = root(`node_modules/.cache/shirube/tsconfig.${packages.join('-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const src = packages.map((name) => root(`packages/${name}/src`));
  writeFileSync(
    file,
    JSON.stringify({
      extends: root('tsconfig.base.json'),
      include: src,
      exclude: src.flatMap((path) => [`${path}/**/*.test.ts`, `${path}/**/*.test.tsx`]),
    }),
  );
  return file;
}

/** One TypeScript program for all runs of a package: the first run builds it, the others take what it emitted. */
const programs = new Map();

/** TypeScript to ES2022; with `inlineEngine` @shirube/engine resolves to its sources, for bundles that contain it. */
export function ts(packages, { inlineEngine = false } = {}) {
  const key = `${packages.join()}:${inlineEngine}`;
  const known = programs.get(key);
  if (known) return known;
  const { buildStart, ...plugin } = typescript({
    tsconfig: bundleConfig(packages),
    filterRoot: root(''),
    include: ['packages/**/*.ts', 'packages/**/*.tsx'],
    outputToFilesystem: false,
    noForceEmit: true,
    compilerOptions: {
      composite: false,
      incremental: false,
      declaration: false,
      emitDeclarationOnly: false,
      noCheck: true,
      noLib: true,
      noResolve: true,
      rootDir: root(''),
      outDir: undefined,
      ...(inlineEngine && { paths: sources }),
    },
  });
  let started = false;
  const shared = {
    ...plugin,
    buildStart(options) {
      if (started) return;
      started = true;
      buildStart.call(this, options);
    },
  };
  programs.set(key, shared);
  return shared;
}

/** Libraries ask what they are built for; browsers have no `process`. */
const production = () => ({
  name: 'production',
  transform: (code) =>
    code.includes('process.env.NODE_ENV') ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null } : null,
});

/** For the browser, by the package's folder name: everything inside, small, readable by ES2020 engines. `compress`: what else terser may do. */
export const browserPlugins = (name = 'browser', compress = {}) => [
  resolve({ browser: true }),
  ts([name, 'engine'], { inlineEngine: true }),
  production(),
  terser({
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true, inline: 1, ...compress },
    mangle: true,
    format: { comments: false },
  }),
];

/** For Node, by the package's folder name: dependencies stay outside. */
export const nodePlugins = (name) => [resolve({ preferBuiltins: true }), ts([name])];
export const nodeExternal = (id) => id.startsWith('node:') || (!id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'));
