// One line per ordinary accident, one column per engine, from the JSON report of a run of the browser tests. `npm test` ends with it.
import { readFileSync } from 'node:fs';
import { accidents } from '../chaos/accidents.mjs';

const COLUMNS = [
  ['Chromium', /delivery\.spec/, 'chromium: '],
  ['Firefox', /delivery\.spec/, 'firefox: '],
  ['WebKitGTK', /delivery-webkit\.spec/, ''],
];

/** "0 lost" where the test held; what was not staged in this run says so, instead of a pass. */
export function accidentsTable(file) {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const cell = (name, [, from, prefix]) => {
    const found = testResults
      .filter((one) => from.test(one.name))
      .flatMap(({ assertionResults }) => assertionResults)
      .find(({ title }) => title === prefix + name);
    return found?.status === 'passed' ? '0 lost' : found?.status === 'failed' ? 'FAILED' : 'not staged';
  };
  const width = Math.max(...Object.keys(accidents).map((name) => name.length));
  const line = (name, cells) => [name.padEnd(width), ...cells.map((text) => text.padEnd(10))].join(' │ ').trimEnd();
  return [
    '',
    line(
      'Delivery, after ordinary accidents',
      COLUMNS.map(([engine]) => engine),
    ),
    line(
      '─'.repeat(width),
      COLUMNS.map(() => '─'.repeat(10)),
    ),
    ...Object.keys(accidents).map((name) =>
      line(
        name,
        COLUMNS.map((column) => cell(name, column)),
      ),
    ),
    'SIGKILL of the browser, and all of these in Firefox: npm run chaos',
  ].join('\n');
}
