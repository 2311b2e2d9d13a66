// The guidance tests in every engine that can be driven here, and one table at the end. `npm run test:ui`.
// `engineTable(report)` reads the JSON report of a run, so that `npm test` ends with the same table.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = async (path) => (await runnerImport(here(path), { root, configFile: false, logLevel: 'error' })).module;

/** Which engine a file of tests is about. */
const engineOf = (file) =>
  /ui-firefox/.test(file) ? 'Firefox' : /ui-webkit/.test(file) ? 'WebKitGTK' : /\/ui-[a-z0-9]+\.spec/.test(file) ? 'Chromium' : undefined;

/** One line per engine: what ran, what failed; where an engine is missing, that it could not be driven, instead of a pass. */
export async function engineTable(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const { findBrowsers, noFirefox } = await load('../helpers/browsers.ts');
  const { findWebKit } = await load('./ui/harness/webkit.ts');
  const browsers = findBrowsers();
  const webkit = findWebKit();
  const missing = {
    Chromium: browsers.chromium ? '' : 'no Chromium',
    Firefox: noFirefox(),
    WebKitGTK: webkit.missing ? `no ${webkit.missing}` : '',
  };
  const rows = Object.keys(missing).map((engine) => {
    const tests = report.testResults.filter(({ name }) => engineOf(name) === engine).flatMap(({ assertionResults }) => assertionResults);
    const count = (status) => tests.filter((one) => one.status === status).length;
    if (missing[engine]) return `${engine.padEnd(10)} │ cannot be driven here: ${missing[engine]}; its tests did not run`;
    if (!tests.length) return `${engine.padEnd(10)} │ no test of it was in this run`;
    return `${engine.padEnd(10)} │ ${String(count('passed')).padStart(3)} passed, ${count('failed')} failed`;
  });
  return ['', 'Guidance, by engine', '───────────┼──────────────────', ...rows].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${root}.cache`, { recursive: true });
  const file = `${root}.cache/ui.json`;
  const { status } = spawnSync(
    process.execPath,
    [
      `${root}node_modules/vitest/vitest.mjs`,
      'run',
      '--config',
      'test/vitest.browser.config.ts',
      'test/browser/ui-',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  console.log(await engineTable(file));
  process.exit(status ?? 1);
}
