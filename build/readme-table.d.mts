export declare function layersTable(): string
export declare const withTable: (readme: string) => string
