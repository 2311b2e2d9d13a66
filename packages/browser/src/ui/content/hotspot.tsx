import type { ViewFactory } from '../view';

export const view: ViewFactory<'hotspot'> = () => ({ visible: () => false, destroy() {} });
