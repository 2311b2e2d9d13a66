// Runs in a package before `npm pack` and `npm publish`: what it promises is built, types included, also in a fresh clone,
// and the licence lies beside it.
// Nothing on standard output: that belongs to npm's own answer.
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (args) => {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};
run(['--input-type=module', '-e', `import { build } from './test/helpers/setup.mjs'; build();`]);
run(['node_modules/typescript/bin/tsc', '-b', process.cwd()]);
copyFileSync(join(root, 'LICENSE'), join(process.cwd(), 'LICENSE'));
