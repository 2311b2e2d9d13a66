// Pictures of every kind of content in every look, into the ignored folder shots/. `npm run shots`; `npm run shots -- nudge-dark` for some.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { module } = await runnerImport(fileURLToPath(new URL('./ui/shots.ts', import.meta.url)), {
  root,
  configFile: false,
  logLevel: 'error',
});
const files = await module.takeShots(root, process.argv[2]);
console.log(`${files.length} pictures in shots/`);
process.exit(0);
