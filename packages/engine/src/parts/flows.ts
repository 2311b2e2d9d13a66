/** What goes with a person over days: segments, checklists and success flows. */
import { branch } from '../actions/branch';
import { email } from '../actions/email';
import { exit } from '../actions/exit';
import { goal } from '../actions/goal';
import { holdout } from '../actions/holdout';
import { segmentStep } from '../actions/segment';
import { show } from '../actions/show';
import { task } from '../actions/task';
import { wait } from '../actions/wait';
import { waitUntil } from '../actions/wait-until';
import { webhook } from '../actions/webhook';
import { checklists } from '../checklists';
import { checklist } from '../conditions/checklist';
import { flow } from '../conditions/flow';
import { mail } from '../conditions/mail';
import { segment } from '../conditions/segment';
import { flows } from '../flow';
import { segments } from '../segments';
import type { Part } from '../types';

export const part = {
  conditions: { checklist, flow, mail, segment },
  actions: { branch, email, exit, goal, holdout, segment: segmentStep, show, task, wait, waitUntil, webhook },
  sections: { checklists, segments, flows },
} satisfies Part;
