import type { ViewFactory } from '../view';

export const view: ViewFactory<'hub'> = () => ({ visible: () => false, destroy() {} });
