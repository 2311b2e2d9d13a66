/** The chunk that every page loads beside the script: what follows after the first event is safe. */
import { createSender, type Sender } from './host/sender';
import type { Core } from './host/start';
import { http } from './reporters/http';
import { page } from './trackers/page';

export const sender = (core: Core): Sender =>
  createSender(core, { pageViews: page, reporters: { http: () => http, ...core.env.reporters } });
