import type { Views } from './view';

/** Where the view of each kind of content comes from; each is a chunk of its own. */
export const views: Views = {
  announcement: () => import('./content/announcement'),
  banner: () => import('./content/banner'),
  checklist: () => import('./content/checklist'),
  hotspot: () => import('./content/hotspot'),
  hub: () => import('./content/hub'),
  modal: () => import('./content/modal'),
  nudge: () => import('./content/nudge'),
  popover: () => import('./content/popover'),
  survey: () => import('./content/survey'),
  tour: () => import('./content/tour'),
  video: () => import('./content/video'),
};
