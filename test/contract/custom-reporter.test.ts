/** The reporter that docs/guide/reporters.md shows, taken from that page, under the same contract as ours. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EncodedRequest, Reporter } from '../../packages/browser/src/host/ports';
import { describeReporter, type Answer, type Service } from './reporter';

const page = readFileSync(fileURLToPath(new URL('../../docs/guide/reporters.md', import.meta.url)), 'utf8');
const [, code = ''] = /```js\n(\/\/ my-reporter\.mjs[\s\S]*?)```/.exec(page) ?? [];
const { mine } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { mine: Reporter };

/** An endpoint that refuses a batch with a row without a name, and keeps one row per id. */
function service(): Service {
  const rows = new Set<string>();
  return {
    ids: () => [...rows],
    handle({ body }: EncodedRequest): Answer {
      const batch = (JSON.parse(body) as { rows: { id: string; what: string }[] }).rows;
      if (batch.some((row) => !row.what)) return { status: 400 };
      for (const row of batch) rows.add(row.id);
      return { status: 204 };
    },
  };
}
describeReporter({ name: 'documented custom', service, make: () => ({ reporter: mine }), bad: { event: '' } });
