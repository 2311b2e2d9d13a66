/** What the schema cannot see. One rule = one file under lint/ and a line here. */
import { alwaysTrue } from './lint/always-true';
import { capsConflict } from './lint/caps-conflict';
import { contrast } from './lint/contrast';
import { cycle } from './lint/cycle';
import { danglingId } from './lint/dangling-id';
import { dwellIdle } from './lint/dwell-idle';
import { flowCircle } from './lint/flow-circle';
import { missingTranslation } from './lint/missing-translation';
import { neverTrue } from './lint/never-true';
import { noSignal } from './lint/no-signal';
import { plainWebhook } from './lint/plain-webhook';
import { placeholder } from './lint/placeholder';
import { placeholderPlace } from './lint/placeholder-place';
import { pluralForms } from './lint/plural-forms';
import { lookAt, pointer, type Issue, type Rule } from './lint/rule';
import { sameTrigger } from './lint/same-trigger';
import { shadowed } from './lint/shadowed';
import { shortRetention } from './lint/short-retention';
import { surveyOnboarding } from './lint/survey-onboarding';
import { textSelector } from './lint/text-selector';
import { unreachableStep } from './lint/unreachable-step';
import { wrongType } from './lint/wrong-type';
import type { Config } from './types';

export const lintRules: readonly Rule[] = [
  danglingId,
  cycle,
  flowCircle,
  neverTrue,
  wrongType,
  unreachableStep,
  alwaysTrue,
  dwellIdle,
  sameTrigger,
  shadowed,
  capsConflict,
  missingTranslation,
  surveyOnboarding,
  textSelector,
  noSignal,
  contrast,
  placeholder,
  placeholderPlace,
  pluralForms,
  plainWebhook,
  shortRetention,
];

/** Finds what is valid and yet not meant. Takes a configuration that has passed the schema; in the order of the rules. */
export function lint(config: Config): Issue[] {
  const look = lookAt(config);
  const issues: Issue[] = [];
  for (const rule of lintRules) {
    rule.check(look, (path, args = {}) => {
      const words = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
      issues.push({ code: rule.code, severity: rule.severity, path, pointer: pointer(path), args, texts: rule.texts(words) });
    });
  }
  return issues;
}

export type { Issue, Rule } from './lint/rule';
