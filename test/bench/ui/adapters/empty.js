export const start = () => {};
export const popover = () => null;
export const next = () => {};
export const stop = () => {};
