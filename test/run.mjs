// `npm test`: all set-up, then layout of the code, types, units, scenarios and real browsers. One summary, one true exit code.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, checkNode, install, root, run } from './helpers/setup.mjs';

const started = Date.now();
checkNode();
install();
run(process.execPath, [join(root, 'test/helpers/install-browsers.mjs')]);

const bin = (path) => join(root, 'node_modules', path);
const results = join(root, '.cache/results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** Runs beside others; resolves to the exit code. Its output is shown when it is over, so that lines do not mix. */
const start = (name, args) =>
  new Promise((resolve) => {
    const from = Date.now();
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => {
      process.stdout.write(`\n── ${name} (${Math.round((Date.now() - from) / 1000)} s)\n${output}`);
      resolve(code ?? 1);
    });
  });

const vitest = (name, config) =>
  start(name, [
    bin('vitest/vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, `${name}.json`)}`,
  ]);

/** Counts of one test run; a run that left no report counts as one failure. */
function counts(name) {
  try {
    const report = JSON.parse(readFileSync(join(results, `${name}.json`), 'utf8'));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
      suites: report.numFailedTestSuites,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, suites: 0 };
  }
}

// Two things at a time: types beside the build, then units beside the browsers, which wait more than they compute.
const layout = start('layout', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
const checking = start('types', [bin('typescript/bin/tsc'), '-b', '--pretty', String(!!process.stdout.isTTY)]);
build();
const [types, laidOut] = await Promise.all([checking, layout]);
const codes = [
  types,
  laidOut,
  ...(await Promise.all([vitest('units', 'vitest.config.ts'), vitest('browsers', 'test/vitest.browser.config.ts')])),
];

const all = ['units', 'browsers'].map(counts);
const sum = (key) => all.reduce((total, one) => total + one[key], 0);
// What failed outside a test (types, layout, a file that does not load, a crash) is a failure too.
const outside = (types ? 1 : 0) + (laidOut ? 1 : 0) + (sum('failed') === 0 && codes.slice(2).some(Boolean) ? 1 : 0);
const failed = sum('failed') + outside;
const { engineTable } = await import('./browser/ui-engines.mjs');
console.log(await engineTable(join(results, 'browsers.json')).catch(() => ''));
const { accidentsTable } = await import('./browser/accidents-table.mjs');
try {
  console.log(accidentsTable(join(results, 'browsers.json')));
} catch {
  /* the browsers left no report: counted above */
}
console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${sum('passed')} passed, ${failed} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`);
process.exit(failed || codes.some(Boolean) ? 1 : 0);
