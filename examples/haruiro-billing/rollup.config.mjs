import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

export default {
  input: here('./app/src/main.tsx'),
  output: { file: here('./dist/app.js'), format: 'es' },
  plugins: [
    nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
    // Types are judged by `tsc -b`; here they are only taken away.
    typescript({
      tsconfig: here('./tsconfig.json'),
      include: ['app/src/**/*.ts', 'app/src/**/*.tsx', 'shared/*.ts'],
      filterRoot: here('.'),
      compilerOptions: { composite: false, declaration: false, emitDeclarationOnly: false, allowJs: false, checkJs: false, noCheck: true, outDir: here('./dist') },
      noForceEmit: true,
    }),
    terser({ module: true, ecma: 2020 }),
  ],
}
