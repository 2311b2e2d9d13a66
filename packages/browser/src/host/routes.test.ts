import { expect, it } from 'vitest';
import { reporter as analytics } from '../reporters/analytics';
import { createRoutes, type RoutesPort } from './routes';
import type { WireEvent } from './ports';

const core = (): RoutesPort & { said: string[] } => {
  const said: string[] = [];
  return {
    said,
    options: { endpoint: '/c' },
    win: { location: { href: 'https://app.example/x', origin: 'https://app.example' } } as RoutesPort['win'],
    warn: (code) => void said.push(code),
    emitter: { emit() {}, on: () => () => {} },
    token: { value: undefined },
    load: (async (chunk: string) => {
      if (!/^reporter-a9-/.test(chunk)) throw new Error('404');
      return { reporter: analytics };
    }) as RoutesPort['load'],
  };
};

it('an endpoint is found from the page’s base address, as everything else on the tag is; a frame without an origin of its own is never at home there', () => {
  const port = core();
  const at = (document: object, origin: string) =>
    createRoutes({ ...port, win: { document, origin } as RoutesPort['win'] }, {}).context('http', {});
  expect(at({ baseURI: 'https://app.example/x' }, 'https://app.example')).toMatchObject({
    endpoint: 'https://app.example/c',
    sameOrigin: true,
  });
  expect(at({ baseURI: 'https://app.example/x' }, 'null')).toMatchObject({ endpoint: 'https://app.example/c', sameOrigin: false });
});
it('a kind that does not exist is said, and not taken for another that begins and is as long alike', async () => {
  const port = core();
  const [made] = await createRoutes(port, {}).choose([{ kind: 'amplitude' }].concat({ kind: 'http' }));
  expect(port.said).toContain('S4');
  const event = { messageId: 'a' } as WireEvent;
  await expect(made?.deliver?.([event], { endpoint: '', now: 0, sameOrigin: true, lost: {} })).rejects.toBeUndefined();
});
it('a reporter of the page’s own may be called as it likes', async () => {
  const port = core();
  const [made] = await createRoutes(port, { mine: () => ({ name: 'other', limits: { events: 1, bytes: 1 } }) }).choose([
    { kind: 'mine' },
    { kind: 'http' },
  ]);
  expect([made?.name, made?.limits, port.said]).toEqual(['mine', { events: 1, bytes: 1 }, ['S4']]);
});
it('what answers again is not reported as refusing', async () => {
  const port = core();
  const routes = createRoutes(port, {});
  routes.reachable('http', false, 503);
  routes.reachable('http', true, 200);
  expect(port.said).toEqual([]);
  routes.reachable('http', false, 404);
  expect(port.said).toEqual(['S9']);
});
