import type { ViewFactory } from '../view';

export const view: ViewFactory<'banner'> = () => ({ visible: () => false, destroy() {} });
