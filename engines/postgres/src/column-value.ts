const asNumber = (text: string): number => Number(text);
const asBytes = (text: string): Buffer => Buffer.from(text.slice(2), 'hex');
const asText = (text: string): string => text;

const byType = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'], // boolean
  [17, asBytes], // bytea
  [20, asNumber], // bigint: positions and times stay far below 2^53
  [21, asNumber], // smallint
  [23, asNumber], // integer
  [701, asNumber], // double precision
]);

/** What becomes of a column's text, by the type's number in pg_type. JSON and everything else stays text. */
export const columnValue = (type: number): ((text: string) => unknown) => byType.get(type) ?? asText;

/** Whole numbers of an array, from its text form. */
export const numbersFrom = (text: string): number[] => JSON.parse(`[${text.slice(1, -1)}]`) as number[];
