import type { Server } from 'node:http';
export declare const createExample: () => Server;
