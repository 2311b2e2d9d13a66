import type { ViewFactory } from '../view';

export const view: ViewFactory<'checklist'> = () => ({ visible: () => false, destroy() {} });
