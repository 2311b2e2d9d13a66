/** Everything that this version knows, in one set: for servers, the command line and tests. A browser loads it in parts. */
import type { ActionKind, FlowStep } from './actions';
import { compileWith, type CompileOptions } from './compile';
import type { Condition } from './conditions';
import { gatesOf } from './gates';
import { joinKinds, type PartName } from './parts';
import { core } from './parts/core';
import { part as flows } from './parts/flows';
import { part as media } from './parts/media';
import { part as rare } from './parts/rare';
import type { Signal, SignalKind, SignalRuntime } from './signals';
import type { ConditionKind, Config, Kinds, Part, Program } from './types';

export const parts = { flows, media, rare } satisfies Record<PartName, Part>;

// A kind that no part brings does not compile.
const together = <A, B, C, D>(a: A, b: B, c: C, d: D): A & B & C & D => ({ ...a, ...b, ...c, ...d });
export const conditions: { [K in Condition['kind']]: ConditionKind<Extract<Condition, { kind: K }>> } = /* @__PURE__ */ together(core.conditions, flows.conditions, media.conditions, rare.conditions);
export const signals: { [K in SignalKind]: SignalRuntime<Extract<Signal, { kind: K }>> } = /* @__PURE__ */ together(core.signals, flows.signals, media.signals, rare.signals);
export const actions: { [K in FlowStep['do']]: ActionKind<Extract<FlowStep, { do: K }>> } = flows.actions;
export const kinds: Kinds = /* @__PURE__ */ joinKinds(core, [flows, media, rare]);
/** In the documented order. */
export const gates = /* @__PURE__ */ gatesOf(kinds.gates);

/** Compiles a configuration with all kinds. Costs time once; the program is never changed afterwards. */
export const compile = (config: Config, options?: CompileOptions): Program => compileWith(kinds, config, options);
