import { common } from './ja/common';
import { things } from './ja/things';
import { topics } from './ja/topics';
import { troubles } from './ja/troubles';

export const ja = { ...common, ...topics, ...things, ...troubles };
