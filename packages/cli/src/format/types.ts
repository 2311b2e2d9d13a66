import type { Config, Text } from '@shirube/engine';
import { isRecord } from '../check/walk';
import { textIn } from './text';

const quoted = (word: string): string => JSON.stringify(word);
const union = (words: readonly string[]): string => (words.length ? words.map(quoted).join(' | ') : 'never');
const comment = (text: Text | undefined, indent: string): string =>
  text === undefined ? '' : `${indent}/** ${textIn(text, 'en').replaceAll('*/', '* /')} */\n`;
const ts = { string: 'string', number: 'number', boolean: 'boolean', datetime: 'string' } as const;

/** Events that conditions ask about: they are tracked somewhere, declared or not. */
function asked(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) asked(item, names);
  else if (isRecord(value)) {
    if (value['kind'] === 'event' && typeof value['name'] === 'string') names.add(value['name']);
    for (const part of Object.values(value)) asked(part, names);
  }
}

function fields(record: Readonly<Record<string, keyof typeof ts>> | undefined): string {
  const lines = Object.entries(record ?? {}).map(([name, type]) => `  ${quoted(name)}?: ${ts[type]};`);
  return lines.length ? `{\n${lines.join('\n')}\n}` : '{ [trait: string]: never }';
}

/** The text of a .d.ts file. */
export function typesOf(config: Config, file: string): string {
  const { events = {}, content = [], milestones = [], segments = [] } = config;
  const names = new Set<string>();
  asked({ milestones: config.milestones, segments, content, flows: config.flows, checklists: config.checklists }, names);
  const declared = Object.entries(events).map(([name, { description, properties }]) => {
    const props = Object.entries(properties ?? {}).map(([key, type]) => `${quoted(key)}?: ${ts[type]}`);
    return `${comment(description, '  ')}  ${quoted(name)}: ${props.length ? `{ ${props.join('; ')} }` : '{ [property: string]: unknown }'};`;
  });
  const undeclared = [...names]
    .filter((name) => !Object.hasOwn(events, name))
    .sort()
    .map((name) => `  /** Used by a condition; not declared under "events". */\n  ${quoted(name)}: { [property: string]: unknown };`);
  return `// Written by \`shirube types ${file.replace(/[\r\n]/g, ' ')}\`. Do not edit: run it again when the configuration has changed.

/** What the app tracks, with the properties of each event. */
export interface ShirubeEvents {
${[...declared, ...undeclared].join('\n')}
}
export type ShirubeEvent = keyof ShirubeEvents;
export type ShirubeContent = ${union(content.map((c) => c.id))};
export type ShirubeMilestone = ${union(milestones.map((m) => m.id))};
export type ShirubeSegment = ${union(segments.map((s) => s.id))};
export interface ShirubeTraits ${fields(config.traits)}
export interface ShirubeAccountTraits ${fields(config.accountTraits)}

/** \`window.shirube\`, knowing this configuration. */
export interface TypedShirube {
  init(options: { [option: string]: unknown }): TypedShirube;
  identify(userId: string, traits?: ShirubeTraits, options?: { token?: string; login?: boolean }): Promise<boolean>;
  group(accountId: string, traits?: ShirubeAccountTraits): Promise<boolean>;
  track<E extends ShirubeEvent>(event: E, properties?: ShirubeEvents[E]): Promise<boolean>;
  page(name?: string, properties?: Record<string, unknown>): Promise<boolean>;
  show(contentId: ShirubeContent): void;
  hide(contentId?: ShirubeContent): void;
  explain(contentId: ShirubeContent): unknown;
  on(name: string, listener: (value: never) => void): () => void;
  consent(state: 'granted' | 'pending' | 'denied' | Record<string, 'granted' | 'pending' | 'denied'>): void;
  reset(): Promise<void>;
  forget(): Promise<void>;
  flush(): Promise<void>;
  ledger(): Promise<Record<string, { accepted: number; delivered: number; lost: Record<string, number>; queued: number }>>;
  shutdown(): void;
  readonly ready: Promise<void>;
  readonly version: string;
}

declare global {
  interface Window { shirube: TypedShirube }
  var shirube: TypedShirube;
}
`;
}
