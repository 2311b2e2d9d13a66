import type { ViewFactory } from '../view';

export const view: ViewFactory<'survey'> = () => ({ visible: () => false, destroy() {} });
