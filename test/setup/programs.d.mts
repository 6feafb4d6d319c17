export declare const chromium: string | undefined;
export declare const redisServer: string | undefined;
