/** Everything that this version knows, in one set: for servers, the command line and tests. A browser loads it in parts. */
import type { ActionKind, FlowStep } from './actions';
import { compileWith, type CompileOptions } from './compile';
import type { Condition } from './conditions';
import { interrupts as interruptsOf, kindOf as find, type Content, type ContentKind, type ContentKindName } from './content';
import { gatesOf } from './gates';
import { joinKinds, type PartName } from './parts';
import { core } from './parts/core';
import { part as flows } from './parts/flows';
import { part as media } from './parts/media';
import { part as rare } from './parts/rare';
import { part as server } from './parts/server';
import { part as texts } from './parts/texts';
import type { Signal, SignalKind, SignalRuntime } from './signals';
import type { ConditionKind, Config, Kinds, Part, Program } from './types';

/** What a browser may load. */
export const parts = { flows, media, rare, texts } satisfies Record<PartName, Part>;

// A kind that no part brings does not compile.
const together = <A, B, C, D>(a: A, b: B, c: C, d: D): A & B & C & D => ({ ...a, ...b, ...c, ...d });
export const conditions: { [K in Condition['kind']]: ConditionKind<Extract<Condition, { kind: K }>> } = /* @__PURE__ */ together(
  core.conditions,
  flows.conditions,
  media.conditions,
  rare.conditions,
);
export const signals: { [K in SignalKind]: SignalRuntime<Extract<Signal, { kind: K }>> } = /* @__PURE__ */ together(
  core.signals,
  media.signals,
  rare.signals,
  server.signals,
);
export const actions: { [K in FlowStep['do']]: ActionKind<Extract<FlowStep, { do: K }>> } = flows.actions;
export const contents: { [K in ContentKindName]: ContentKind<Extract<Content, { kind: K }>> } = core.contents;
export const kinds: Kinds = /* @__PURE__ */ joinKinds(core, [flows, media, rare, texts, server]);
/** The runtime of a piece of content, and whether it demands attention. */
export const kindOf = (content: Content): ContentKind<Content> => find(content, { kinds });
export const interrupts = (content: Content): boolean => interruptsOf(content, { kinds });
/** In the documented order. */
export const gates = /* @__PURE__ */ gatesOf(kinds.gates);

/** Compiles a configuration with all kinds. Costs time once; the program is never changed afterwards. */
export const compile = (config: Config, options?: CompileOptions): Program => compileWith(kinds, config, options);
