import type { ViewFactory } from '../view';

export const view: ViewFactory<'announcement'> = () => ({ visible: () => false, destroy() {} });
