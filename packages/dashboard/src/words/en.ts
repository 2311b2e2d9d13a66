import { common } from './en/common';
import { settings } from './en/settings';
import { things } from './en/things';
import { topics } from './en/topics';
import { troubles } from './en/troubles';

export const en = { ...common, ...topics, ...things, ...settings, ...troubles };
