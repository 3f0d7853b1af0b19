/** The system, over HTTP or in this process: one way of asking for both. */
export interface Reach {
  /** Where answers come from, in words. */
  readonly how: string;
  /** True when the work ends with this process, because it is done here. */
  readonly inProcess: boolean;
  /** In this process: resolves when all that reads the log has read it. Until then it stands where it stood last. */
  readonly caughtUp?: () => Promise<void>;
  fetch(path: string, ask?: Ask): Promise<Response>;
  close(): Promise<void>;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  /** Act for this person; for the operator's key only. */
  readonly as?: string;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** What `fetch` takes for an `Ask`, signed with a key. */
export function requestInit(
  key: string,
  { method = 'GET', body, as, idempotencyKey, signal }: Ask,
): RequestInit {
  return {
    method,
    headers: {
      authorization: `Bearer ${as === undefined ? key : `${key}/${as}`}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  };
}
