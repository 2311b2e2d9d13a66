import { nodeExternal, nodePlugins } from '../rollup.shared.mjs';

/** Three entries, three runs: the schema brings the validator, which the others must not. */
export default ['index', 'schema', 'testing'].map((name) => ({
  input: `packages/engine/src/${name}.ts`,
  output: { file: `packages/engine/dist/${name}.js`, format: 'es' },
  external: nodeExternal,
  plugins: nodePlugins('engine'),
}));
