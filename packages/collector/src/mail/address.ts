import { createHash } from 'node:crypto';

/** Addresses that must not be written to are remembered as hashes: the list says nothing about who was on it. */
export const addressHash = (address: string): string => createHash('sha256').update(address.trim().toLowerCase()).digest('base64url');
