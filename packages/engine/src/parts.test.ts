import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { part as server } from './parts/server';
import {
  compile,
  compileWith,
  core,
  explain,
  initialState,
  joinKinds,
  kinds,
  parts,
  partsOf,
  step,
  type Config,
  type Kinds,
  type Part,
  type Program,
  type Signal,
} from './index';

const FAMILIES = ['conditions', 'signals', 'actions', 'sections', 'gates', 'operators'] as const;
const own = (part: Part, family: keyof Kinds): string[] => Object.keys(part[family] ?? {});
/** What the core only holds a place for. */
const places = FAMILIES.flatMap((family) =>
  Object.values(parts).flatMap((part) =>
    own(part, family)
      .filter((name) => name in core[family])
      .map((name) => `${family}.${name}`),
  ),
);
const with_ = (config: Config): Program =>
  compileWith(
    joinKinds(
      core,
      partsOf(config).map((name) => parts[name]),
    ),
    config,
  );
const example = (path: string) => JSON.parse(readFileSync(new URL(`../../../examples/${path}`, import.meta.url), 'utf8')) as Config;

/** Conditions are asked for by their kind, placeholders by their braces, everything else by the name of a field. What flows do is inside the section "flows". */
const words = (part: Part): string => {
  const fields = (['sections', 'gates', 'operators'] as const).flatMap((family) => own(part, family));
  return [
    ...('texts' in part ? ['{{'] : []),
    ...(part.conditions ? [`"kind":"(?:${own(part, 'conditions').join('|')})"`] : []),
    ...(fields.length ? [`"(?:${fields.join('|')})":`] : []),
  ].join('|');
};
const generated = `/** Generated from the parts by parts.test.ts (\`vitest -u\`): what a configuration contains, as JSON, when it needs a part. */
export const words = {
${Object.entries(parts)
  .map(([name, part]) => `  ${name}: '${words(part)}',\n`)
  .join('')}} as const;
export type PartName = keyof typeof words;
`;

describe('the parts of the engine', () => {
  it('are asked for by the words that they know', async () => expect(generated).toMatchFileSnapshot('./parts/words.ts'));
  it('hold each kind exactly once', () => {
    for (const family of FAMILIES) {
      const names = [core, server, ...Object.values<Part>(parts)].flatMap((part) => own(part, family).map((name) => `${family}.${name}`));
      expect(
        names.filter((name, i) => names.indexOf(name) !== i),
        family,
      ).toEqual(places.filter((place) => place.startsWith(`${family}.`)));
      expect(new Set(names)).toEqual(new Set(Object.keys(kinds[family]).map((name) => `${family}.${name}`)));
    }
    expect(places).toEqual(['sections.checklists', 'sections.segments', 'sections.flows', 'gates.schedule']);
  });
  it('keep the documented order of gates and sections', () => {
    for (const family of ['sections', 'gates'] as const)
      expect(Object.keys(kinds[family]).filter((name) => name in core[family])).toEqual(Object.keys(core[family]));
  });
  it('that act are in a part with the section that asks for them', () => {
    for (const part of Object.values<Part>(parts)) if (part.actions) expect(part.sections).toHaveProperty('flows');
  });
});

describe('a page', () => {
  const two: Config = {
    shirube: 1,
    milestones: [{ id: 'm', when: { kind: 'login' } }],
    content: [{ kind: 'tour', id: 't', when: { kind: 'dwell', path: '/*', atLeast: '30s' }, steps: [{ id: 's' }] }],
  };
  it('with ordinary rules loads no part', () => expect(partsOf(two)).toEqual([]));
  it.each(['script-tag/shirube.json', 'react/public/shirube.json'])('with the example %s loads no part', (path) =>
    expect(partsOf(example(path))).toEqual([]),
  );
  it('with a configuration that cannot be read as JSON loads all', () => {
    const circle: Record<string, unknown> = { shirube: 1 };
    circle.self = circle;
    expect(partsOf(circle as unknown as Config)).toEqual(Object.keys(parts));
  });
  it.each(Object.entries(parts as Record<string, Part>).flatMap(([name, part]) => own(part, 'conditions').map((kind) => [kind, name])))(
    'whose tour asks for "%s" loads %s',
    (kind, name) => {
      const config = {
        ...two,
        content: [{ kind: 'tour', id: 't', steps: [{ id: 's', skipIf: { kind: 'not', of: { kind, id: 'x' } } }] }],
      } as unknown as Config;
      expect(partsOf(config)).toEqual([name]);
      expect(with_(config).problems).toEqual(compile(config).problems);
    },
  );
  it('with a survey or a video hears what it answers and watches', () => {
    expect(partsOf({ ...two, content: [{ kind: 'survey', id: 'nps', questions: [{ id: 'q', type: 'nps', ask: '?' }] }] })).toEqual([
      'media',
    ]);
    expect(partsOf({ ...two, videos: [{ id: 'v', sources: [] }] as unknown as NonNullable<Config['videos']> })).toEqual(['media']);
  });
  it('whose texts speak to the person loads how; with a word for the interface, with single braces or without any it does not', () => {
    const texts = (title: unknown) => partsOf({ ...two, content: [{ kind: 'nudge', id: 'n', title }] } as unknown as Config);
    expect([
      texts('{{trait.name}}'),
      texts({ en: 'Hello', ja: '{{account.name|お客}}様' }),
      texts('{n} of {all}'),
      texts([{}, {}]),
    ]).toEqual([['texts'], ['texts'], [], []]);
    expect(partsOf({ ...two, mails: [{ id: 'm', subject: 'Hi', body: '{{trait.name}}' }] })).toEqual([]);
  });
  it('is told of a kind that nobody knows, as before', () => {
    const config = { shirube: 1, milestones: [{ id: 'm', when: { kind: 'weather', is: 'rain' } }] } as unknown as Config;
    expect(with_(config).problems).toEqual(['unknown condition: {"kind":"weather","is":"rain"}']);
    expect(compile(config).problems).toEqual(with_(config).problems);
  });
  it.each(['script-tag/shirube.json', 'react/public/shirube.json', 'config-as-code/shirube.json', 'haruiro-billing/shirube.json'])(
    'decides with the parts that %s needs as with everything',
    (path) => {
      const config = example(path);
      const events = Object.keys(config.events ?? {});
      const inputs = [
        { kind: 'tab', is: 'boot' },
        { kind: 'tab', is: 'visible' },
        { kind: 'identify', user: 'anna', traits: { created_at: '2026-04-01' }, login: true },
        { kind: 'group', account: 'acme', traits: { tier: 'tech' } },
        ...['/', '/settings', '/invoices/new', '/settings/tax'].map((to) => ({ kind: 'page', path: to })),
        ...events.map((name) => ({ kind: 'event', name })),
        { kind: 'tick' },
        { kind: 'event', name: 'login' },
        { kind: 'tab', is: 'active' },
        { kind: 'tick' },
        { kind: 'tick' },
      ];
      const [whole, parted] = [compile(config), with_(config)].map((program) => {
        const state = initialState();
        const results = inputs.map((input, i) =>
          step(program, state, { ...input, id: `s${i}`, at: Date.parse('2026-04-01T09:00Z') + i * 5e6, tab: 't', seq: i + 1 } as Signal),
        );
        return { results, why: (config.content ?? []).map(({ id }) => explain(program, state, id, 't')) };
      });
      expect(whole?.results.flatMap((r) => r.effects).length).toBeGreaterThan(0);
      expect(parted).toEqual(whole);
    },
  );
});
