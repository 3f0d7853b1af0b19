export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** The only way in which the check learns anything of a server: its HTTP API. */
export interface Reach {
  /** As a person; as a stranger where none is named. */
  read(path: string, person?: string): Promise<Reply>;
  /** As the operator. */
  operate(path: string, method?: 'GET' | 'POST'): Promise<Reply>;
}

/** The JSON of an answer that is expected to be there. */
export function answered({ status, text }: Reply, path: string): unknown {
  if (status === 200) return JSON.parse(text) as unknown;
  throw new Error(`${path}: expected 200, found ${status} ${text.slice(0, 300)}`);
}

/** A server by its address, with the key of its operator. */
export function httpReach(url: string, key: string): Reach {
  const send = async (path: string, method: string, token: string | undefined): Promise<Reply> => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(url + path, { method, headers });
    return { status: answer.status, text: await answer.text() };
  };
  return {
    read: (path, person) => send(path, 'GET', person === undefined ? undefined : `${key}/${person}`),
    operate: (path, method = 'GET') => send(path, method, key),
  };
}
