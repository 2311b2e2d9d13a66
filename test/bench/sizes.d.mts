export interface EngineSize {
  what: string;
  minified: number;
  brotli: number;
}
/** Of the first two rows, or of those that are named. */
export function engineSizes(names?: string[]): Promise<EngineSize[]>;
export function allSizes(): Promise<EngineSize[]>;
