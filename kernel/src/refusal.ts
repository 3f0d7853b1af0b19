/** The domain's expected "no": a value, never thrown. Its code is stable for ever. */
export interface Refusal<Code extends string = string> {
  readonly refusal: Code;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a refusal code says to people, and the HTTP status it is answered with. */
export interface RefusalText {
  readonly status: 401 | 403 | 404 | 409 | 410 | 422 | 429 | 503;
  readonly text: string;
}

export type Refusals<Code extends string = string> = Readonly<Record<Code, string | RefusalText>>;

export const refuse = <const Code extends string>(
  code: Code,
  details?: Readonly<Record<string, unknown>>,
): Refusal<Code> => (details ? { refusal: code, details } : { refusal: code });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof (value as { refusal?: unknown }).refusal === 'string';

export const notFound = (text: string): RefusalText => ({ status: 404, text });
export const forbidden = (text: string): RefusalText => ({ status: 403, text });
export const unauthenticated = (text: string): RefusalText => ({ status: 401, text });
export const conflict = (text: string): RefusalText => ({ status: 409, text });

/** A plain text means 422: the request was understood and the domain says no. */
export const refusalText = (declared: string | RefusalText): RefusalText =>
  typeof declared === 'string' ? { status: 422, text: declared } : declared;
