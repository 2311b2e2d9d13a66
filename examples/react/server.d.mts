import type { Server } from 'node:http';
export declare const createExample: (dist?: URL) => Server;
