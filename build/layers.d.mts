export declare const layers: Record<string, { rooms: string[]; packages: string[]; types?: string[]; why: string }>
