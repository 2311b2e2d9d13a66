/** What build tools ask for in development mode: the same. */
export { Fragment, jsx as jsxDEV } from './jsx-runtime';
export type { JSX } from 'preact';
