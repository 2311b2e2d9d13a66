/** The kinds of content. Adding one: a file under content/, two lines here, its runtime in parts/core.ts, and its view in the browser package. */
import { z } from 'zod';
import type { Condition } from './conditions';
import type { Program } from './types';
import { announcementSchema, type Announcement } from './content/announcement';
import { bannerSchema, type Banner } from './content/banner';
import { checklistContentSchema, type ChecklistContent } from './content/checklist';
import { hotspotSchema, type Hotspot } from './content/hotspot';
import { hubSchema, type Hub } from './content/hub';
import { modalSchema, type Modal } from './content/modal';
import { nudgeSchema, type Nudge } from './content/nudge';
import { popoverSchema, type Popover } from './content/popover';
import { surveySchema, type Survey } from './content/survey';
import { tourSchema, type Tour } from './content/tour';
import { videoContentSchema, type VideoContent } from './content/video';

export type Content = Announcement | Banner | ChecklistContent | Hotspot | Hub | Modal | Nudge | Popover | Survey | Tour | VideoContent;
export type ContentKindName = Content['kind'];

/** What the engine has to know of a kind of content. */
export interface ContentKind<C> {
  /** It demands attention: one at a time, counted by the caps. Content may say otherwise for itself. */
  interrupts: boolean;
  /** Conditions inside it that its face will ask about. */
  conditions?(content: C): readonly Condition[];
  steps?(content: C): readonly string[];
  videos?(content: C): readonly string[];
  checklists?(content: C): readonly string[];
}

/** The runtime of a piece of content, whatever its kind. */
export const kindOf = (content: Content, { kinds }: Pick<Program, 'kinds'>): ContentKind<Content> =>
  kinds.contents[content.kind] as ContentKind<Content>;
/** Breaks for a kind that nobody knows: the gate that asks is then broken too, and the content is held back. */
export const interrupts = (content: Content, program: Pick<Program, 'kinds'>): boolean =>
  content.interrupts ?? kindOf(content, program).interrupts;

export const contentSchema = (): z.ZodType<Content> =>
  z.discriminatedUnion('kind', [
    announcementSchema(),
    bannerSchema(),
    checklistContentSchema(),
    hotspotSchema(),
    hubSchema(),
    modalSchema(),
    nudgeSchema(),
    popoverSchema(),
    surveySchema(),
    tourSchema(),
    videoContentSchema(),
  ]) as unknown as z.ZodType<Content>;
