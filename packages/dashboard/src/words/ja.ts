import { common } from './ja/common';
import { settings } from './ja/settings';
import { things } from './ja/things';
import { topics } from './ja/topics';
import { troubles } from './ja/troubles';

export const ja = { ...common, ...topics, ...things, ...settings, ...troubles };
