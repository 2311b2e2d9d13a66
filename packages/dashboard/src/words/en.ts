import { common } from './en/common';
import { things } from './en/things';
import { topics } from './en/topics';

export const en = { ...common, ...topics, ...things };
