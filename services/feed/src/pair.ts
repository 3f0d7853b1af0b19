/** The key of a row about two things: who first, then whom or what. Ids hold no dot. */
export const pair = (first: string, second: string): string => `${first}.${second}`;

export const firstOf = (key: string): string => key.slice(0, key.indexOf('.'));

export const secondOf = (key: string): string => key.slice(key.indexOf('.') + 1);
