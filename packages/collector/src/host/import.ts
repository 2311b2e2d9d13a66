/** Takes NDJSON as `export` writes it. Lines keep their ids, so importing twice changes nothing; broken lines are counted, not fatal. */
import { refuse } from '../http/wire';
import { PARTITIONS, type Sink } from '../sinks/port';
import type { Clock } from './clock';
import { partition, stableId } from './ids';
import { oversized } from './prepare';

const BATCH = 200;
/** Half of what a message of a stream usually holds. */
const BATCH_BYTES = 524_288;
/** What another evaluator derived is derived again from what happened. */
const skipped = new Set(['derived']);

export async function importLines(
  text: string,
  tenant: number,
  sink: Sink,
  clock: Clock,
): Promise<{ taken: number; skipped: number; refused: { line: number; reason: string }[] }> {
  const refused: { line: number; reason: string }[] = [];
  let taken = 0;
  let left = 0;
  let batch: string[] = [];
  let person = '';
  let bytes = 0;
  const flush = async () => {
    bytes = 0;
    if (!batch.length) return;
    const body = Buffer.from(`{"batch":[${batch.join(',')}]}`);
    await sink.append({
      tenant,
      key: `import:${tenant}`,
      receivedAt: clock.now(),
      verified: true,
      events: batch.length,
      part: partition(person, PARTITIONS),
      body,
    });
    batch = [];
  };
  for (const [index, raw] of text.split('\n').entries()) {
    if (!raw.trim()) continue;
    let event: { source?: unknown; userId?: string; anonymousId?: string };
    try {
      event = JSON.parse(raw) as typeof event;
    } catch {
      refused.push({ line: index + 1, reason: 'not valid JSON' });
      continue;
    }
    const reason = refuse(event) ?? oversized(event, raw.length);
    if (reason) {
      refused.push({ line: index + 1, reason });
      continue;
    }
    if (typeof event.source === 'string' && skipped.has(event.source)) {
      left++;
      continue;
    }
    const line = raw.trim();
    const size = Buffer.byteLength(line) + 1;
    if (batch.length >= BATCH || bytes + size > BATCH_BYTES) await flush();
    batch.push(line);
    bytes += size;
    person = event.userId ?? event.anonymousId ?? '';
    taken++;
  }
  await flush();
  return { taken, skipped: left, refused: refused.slice(0, 1000) };
}
