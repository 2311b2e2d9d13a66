/** What every page has: enough for tours, nudges and milestones about logins, events, pages, traits and time spent. */
import { adopt } from '../adopt';
import { content as showing } from '../choose';
import { accountTrait } from '../conditions/account-trait';
import { all } from '../conditions/all';
import { any } from '../conditions/any';
import { content } from '../conditions/content';
import { dwell } from '../conditions/dwell';
import { event } from '../conditions/event';
import { login } from '../conditions/login';
import { milestone } from '../conditions/milestone';
import { not } from '../conditions/not';
import { page } from '../conditions/page';
import { session } from '../conditions/session';
import { trait } from '../conditions/trait';
import { announcement } from '../content/announcement';
import { banner } from '../content/banner';
import { checklistContent } from '../content/checklist';
import { hotspot } from '../content/hotspot';
import { hub } from '../content/hub';
import { modal } from '../content/modal';
import { nudge } from '../content/nudge';
import { popover } from '../content/popover';
import { survey } from '../content/survey';
import { tour } from '../content/tour';
import { videoContent } from '../content/video';
import { coreGates } from '../gates';
import { activity } from '../login';
import { milestones } from '../milestones';
import { coreOperators } from '../operators';
import { content as contentSignal } from '../signals/content';
import { env } from '../signals/env';
import { event as eventSignal } from '../signals/event';
import { group } from '../signals/group';
import { identify } from '../signals/identify';
import { page as pageSignal } from '../signals/page';
import { quiet } from '../signals/quiet';
import { tab } from '../signals/tab';
import { tick } from '../signals/tick';
import type { Kinds, Section } from '../types';

/** Holds the place of a section in the order of evaluation; a configuration that has the section loads its part. */
const empty: Section = () => {};

export const core = {
  conditions: { accountTrait, all, any, content, dwell, event, login, milestone, not, page, session, trait },
  signals: { content: contentSignal, env, event: eventSignal, group, identify, page: pageSignal, quiet, tab, tick },
  actions: {},
  contents: { announcement, banner, checklist: checklistContent, hotspot, hub, modal, nudge, popover, survey, tour, video: videoContent },
  sections: { checklists: empty, milestones, segments: empty, flows: empty, content: showing },
  gates: coreGates,
  operators: coreOperators,
  activity,
  adopt,
} satisfies Kinds;
