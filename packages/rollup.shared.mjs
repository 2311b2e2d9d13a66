// Plugins that every package's build uses. Types are checked by `tsc -b`; the bundles only strip them.
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

/** TypeScript to ES2022; `paths` makes @shirube/engine resolve to its sources, for bundles that contain it. */
export const ts = ({ inlineEngine = false } = {}) =>
  typescript({
    tsconfig: root('tsconfig.base.json'),
    include: [root('packages/**/*.ts'), root('packages/**/*.tsx'), root('examples/**/*.ts'), root('examples/**/*.tsx')],
    outputToFilesystem: false,
    noEmitOnError: false,
    compilerOptions: {
      composite: false, incremental: false, declaration: false, emitDeclarationOnly: false, noCheck: true,
      rootDir: root(''), outDir: undefined, ...(inlineEngine && { paths: sources }),
    },
  });

/** For the browser: everything inside, small, readable by ES2020 engines. */
export const browserPlugins = () => [
  resolve({ browser: true }),
  ts({ inlineEngine: true }),
  terser({ module: true, ecma: 2020, compress: { passes: 3, pure_getters: true }, mangle: true, format: { comments: false } }),
];

/** For Node: dependencies stay outside. */
export const nodePlugins = () => [resolve({ preferBuiltins: true }), ts()];
export const nodeExternal = (id) => id.startsWith('node:') || (!id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'));
