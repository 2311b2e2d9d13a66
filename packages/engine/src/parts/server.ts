/** What only a server hears of, and never loads in a browser: other evaluators' findings, mails, tasks, and sessions by their ids. */
import { mail } from '../signals/mail';
import { reached } from '../signals/reached';
import { rollup } from '../signals/rollup';
import { task } from '../signals/task';
import { sessionById } from '../sessions';
import { callInstead } from '../tiers';
import type { Part } from '../types';

export const part = {
  signals: { mail, reached, rollup, task },
  server: { session: sessionById, suppressed: callInstead },
} satisfies Part;
