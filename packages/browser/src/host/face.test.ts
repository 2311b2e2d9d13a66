// @vitest-environment happy-dom
import { compile, compileWith, core, initialState, kinds, type Config, type Kinds } from '@shirube/engine';
import { expect, test, vi } from 'vitest';
import { createFace, type FacePort } from './face';
import type { Face, FaceApi, FaceModule } from './ports';

const config: Config = { shirube: 1, content: [{ kind: 'nudge', id: 'tip', title: 'Tip' }] };
const show = { kind: 'show', id: 's', at: 0, tab: 't', content: 'tip', by: 'test' } as const;

function setUp(load: () => Promise<FaceModule>) {
  const face: Face = { show: vi.fn(), hide: vi.fn(), busy: () => false, destroy: vi.fn() };
  const port = {
    win: window,
    doc: document,
    base: '/',
    options: { lang: 'en' },
    tabId: 't',
    program: () => compile(config),
    current: () => initialState(),
    lease: () => Promise.resolve(true),
    behind: vi.fn(),
    failed: vi.fn(),
    emit: vi.fn(),
    load,
  } as unknown as FacePort;
  return { face, port, made: createFace(port) };
}

test('guidance that was shut down and started again comes from a face that lives', async () => {
  let started = 0;
  const { face, made } = setUp(() => Promise.resolve({ start: () => (started++, face) }));
  await made.show(show);
  made.destroy();
  expect(face.destroy).toHaveBeenCalledOnce();
  await made.show(show);
  expect(started).toBe(2);
  expect(face.show).toHaveBeenCalledTimes(2);
});

test('a page that shuts guidance down while it is still loading never sees it', async () => {
  let arrive: (module: FaceModule) => void = () => {};
  const start = vi.fn();
  const { made, port } = setUp(() => new Promise((resolve) => (arrive = resolve)));
  const shown = made.show(show);
  await Promise.resolve();
  made.destroy();
  arrive({ start });
  await shown;
  expect(start).not.toHaveBeenCalled();
  expect(port.emit).not.toHaveBeenCalled();
});

test('a chunk that could not be loaded is asked for again the next time', async () => {
  let tries = 0;
  const { face, made, port } = setUp(() => (tries++ ? Promise.resolve({ start: () => face }) : Promise.reject(new Error('offline'))));
  await made.show(show);
  expect(port.emit).toHaveBeenCalledWith({ kind: 'content', content: 'tip', phase: 'failed', reason: 'ui' });
  await made.show(show);
  expect(face.show).toHaveBeenCalledOnce();
});

test('what a person asks for right after signing in is shown, though the person before was still being shown the same', async () => {
  let arrive: (module: FaceModule) => void = () => {};
  const { face, made, port } = setUp(() => new Promise((resolve) => (arrive = resolve)));
  const before = made.show(show);
  await Promise.resolve();
  const first = arrive;
  made.destroy();
  const after = made.show({ ...show, id: 's2' });
  first({ start: () => face });
  await before;
  await Promise.resolve();
  arrive({ start: () => face });
  await after;
  expect(face.show).toHaveBeenCalledOnce();
  expect(port.emit).toHaveBeenCalledOnce();
  expect(port.emit).toHaveBeenCalledWith({ kind: 'content', content: 'tip', phase: 'opening', reason: 'test' });
});

test('texts are filled with what is known now, in the language of the words; without the part they show fallbacks', async () => {
  const read = async (with_: Kinds, lang: string) => {
    let name = 'Ann';
    let api: FaceApi | undefined;
    const face: Face = { show: vi.fn(), hide: vi.fn(), busy: () => false, destroy: vi.fn() };
    const { port } = setUp(() => Promise.resolve({ start: (given) => ((api = given), face) }));
    const program = compileWith(with_, { ...config, defaultLanguage: 'de' });
    const made = createFace({
      ...port,
      program: () => program,
      current: () => ({ ...initialState(), traits: { name, n: 1200 } }),
      options: { lang },
    });
    await made.show(show);
    const text = {
      en: '{{trait.name|there}}, {{trait.n, plural, one {#} other {# more}|some}}',
      de: '{{trait.n, number}} für {{trait.name}}',
    };
    const first = api?.text(text);
    name = 'Anna';
    return [first, api?.text(text), api?.text('plain {n}'), api?.text(undefined)];
  };
  expect(await read(kinds, 'en-GB')).toEqual(['Ann, 1,200 more', 'Anna, 1,200 more', 'plain {n}', '']);
  expect(await read(kinds, 'fr')).toEqual(['1.200 für Ann', '1.200 für Anna', 'plain {n}', '']);
  expect(await read(core, 'en')).toEqual(['there, some', 'there, some', 'plain {n}', '']);
});
