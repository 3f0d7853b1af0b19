import type { Edge, EdgeContext } from '@touchline/kernel/http';

type Handler<C> = (c: C) => Response | Promise<Response>;

/** HT4, for routes that are not declared: what they answer carries the request's id, too. */
export const withRequestId =
  ({ requestId }: Pick<Edge, 'requestId'>) =>
  <C extends EdgeContext>(handler: Handler<C>): Handler<C> =>
  async (c) => {
    const answer = await handler(c);
    if (!answer.headers.has('x-request-id')) answer.headers.set('x-request-id', requestId(c));
    return answer;
  };
