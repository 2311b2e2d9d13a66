// Runs in a package before `npm pack` and `npm publish`: what it promises is built, types included, also in a fresh clone,
// in the way of Node's own resolution too, and the licence lies beside it.
// Nothing on standard output: that belongs to npm's own answer.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (args) => {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};
run(['--input-type=module', '-e', `import { build } from './test/helpers/setup.mjs'; build();`]);
run(['node_modules/typescript/bin/tsc', '-b', process.cwd()]);

// The sources import without endings, as bundlers resolve; who compiles with "nodenext" needs them, and without them has no types at all.
const types = join(process.cwd(), 'dist/types');
for (const name of existsSync(types) ? readdirSync(types, { recursive: true }) : []) {
  const file = join(types, name);
  if (!file.endsWith('.d.ts')) continue;
  const text = readFileSync(file, 'utf8');
  const whole = text.replace(/((?:from |import |import\()['"])(\.\.?(?:\/[^'"]+?)?)(?=['"])/g, (all, before, to) =>
    /\.(?:js|json)$/.test(to) ? all : `${before}${to}${existsSync(join(dirname(file), `${to}.d.ts`)) ? '' : '/index'}.js`,
  );
  if (whole !== text) writeFileSync(file, whole);
}
copyFileSync(join(root, 'LICENSE'), join(process.cwd(), 'LICENSE'));
