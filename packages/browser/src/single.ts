/** Everything in one file, for networks that allow no second one: the guide and the UI come along, nothing is loaded later. */
import { parts } from '@shirube/engine';
import * as guide from './host/guide';
import * as join from './host/merge';
import { begin } from './script-tag';
import * as sender from './sender';
import * as ui from './ui/index';
import * as watch from './watch';

begin(window, {
  guide: async () => guide,
  join: async () => join,
  part: async (name) => ({ part: parts[name] }),
  sender: async () => sender,
  faces: async () => ui,
  watch: async () => watch,
});
