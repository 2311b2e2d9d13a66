import { common } from './ja/common';
import { things } from './ja/things';
import { topics } from './ja/topics';

export const ja = { ...common, ...topics, ...things };
