#!/usr/bin/env node
// In a clone this file is there before anything is built, so that `npm install` can link it.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
if (existsSync(built)) await import(built);
else {
  console.error(
    'shirube is not built yet. Type: npx rollup -c\nshirube はまだビルドされていません。次のように入力してください: npx rollup -c',
  );
  process.exitCode = 2;
}
