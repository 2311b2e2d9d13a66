/** The kinds of content. Adding one: a file under content/, two lines here, and its view in the browser package. */
import { z } from 'zod';
import type { Condition } from './conditions';
import { announcement, announcementSchema, type Announcement } from './content/announcement';
import { banner, bannerSchema, type Banner } from './content/banner';
import { checklistContent, checklistContentSchema, type ChecklistContent } from './content/checklist';
import { hotspot, hotspotSchema, type Hotspot } from './content/hotspot';
import { hub, hubSchema, type Hub } from './content/hub';
import { modal, modalSchema, type Modal } from './content/modal';
import { nudge, nudgeSchema, type Nudge } from './content/nudge';
import { popover, popoverSchema, type Popover } from './content/popover';
import { survey, surveySchema, type Survey } from './content/survey';
import { tour, tourSchema, type Tour } from './content/tour';
import { videoContent, videoContentSchema, type VideoContent } from './content/video';

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

export const contents: { [K in ContentKindName]: ContentKind<Extract<Content, { kind: K }>> } = {
  announcement, banner, checklist: checklistContent, hotspot, hub, modal, nudge, popover, survey, tour, video: videoContent,
};

/** The runtime of a piece of content, whatever its kind. */
export const kindOf = (content: Content): ContentKind<Content> => contents[content.kind] as ContentKind<Content>;
export const interrupts = (content: Content): boolean => content.interrupts ?? kindOf(content).interrupts;

export const contentSchema = (): z.ZodType<Content> => z.discriminatedUnion('kind', [
  announcementSchema(), bannerSchema(), checklistContentSchema(), hotspotSchema(), hubSchema(), modalSchema(), nudgeSchema(), popoverSchema(), surveySchema(), tourSchema(), videoContentSchema(),
]) as unknown as z.ZodType<Content>;
