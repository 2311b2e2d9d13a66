import type { Target } from '@shirube/engine';

/** Finds what a target points at; "visible": on the screen and not covered. */
export type Seek = (target: Target, is: 'present' | 'visible') => Element | undefined;
