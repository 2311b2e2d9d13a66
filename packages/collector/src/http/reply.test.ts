import { afterEach, expect, test } from 'vitest';
import { Listener } from '../host/listener';
import { pour } from './reply';

const listener = new Listener();
afterEach(() => listener.close());

test('somebody who closes the page in the middle of a long answer leaves nothing behind that goes on for them', async () => {
  let ended = false;
  async function* endless(): AsyncGenerator<string> {
    try {
      for (;;) yield 'x'.repeat(100_000);
    } finally {
      ended = true;
    }
  }
  const port = await listener.listen(
    async (_req, res) => {
      await pour(res, endless());
      return true;
    },
    0,
    '127.0.0.1',
  );
  const gone = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: gone.signal });
  await answer.body?.getReader().read();
  // What is not fetched is not made either: it waits for room.
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  gone.abort();
  await expect.poll(() => ended).toBe(true);
});
