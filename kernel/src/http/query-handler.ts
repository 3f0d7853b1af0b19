import type { Caller } from '../command.ts';
import type { QueryType } from '../query.ts';
import { isRefusal } from '../refusal.ts';
import type { QueryOptions } from '../runtime/dispatch.ts';
import { joined, positionsFrom, positionToken } from '../runtime/positions.ts';
import type { Service } from '../service.ts';
import type { Edge } from './http-options.ts';
import { header, searchOf } from './edge-request.ts';
import type { InputFault } from './input-faults.ts';
import { inputReader } from './input-reader.ts';
import { isLate } from './late.ts';
import { knownProblem } from './problem.ts';
import { queryFields } from './query-string.ts';
import { readAnswer } from './read-answer.ts';
import { refusalAnswer } from './refusal-answer.ts';
import type { ParsedRoute } from './route-of.ts';
import { sealedPages } from './sealed-pages.ts';
import { shed } from './shed.ts';
import { listFields } from './strict-input.ts';

/** The handler of one GET route (HT13 … HT16, HT36). */
export function queryHandler(edge: Edge, service: Service, query: QueryType, route: ParsedRoute) {
  const inputOf = inputReader(query.input, route, 'query');
  const lists = listFields(query.input);
  const { dispatch, onError } = edge.options;
  const pages = sealedPages(query, dispatch.cursors);

  return edge.handler(route.path, async (c, requestId) => {
    if (isLate(c) || edge.reads.full()) throw shed();
    const asked = edge.caller(c, query.access, requestId);
    const caller = asked instanceof Promise ? await asked : asked;
    if (caller instanceof Response) return caller;
    const faults: InputFault[] = [];
    const token = header(c, 'touchline-min-position');
    const least = token === undefined ? undefined : positionsFrom(token, dispatch.partitions);
    if (token !== undefined && !least) faults.push(badPosition);
    const search = searchOf(c.req.raw.url);
    const sent = inputOf(c, search === '' ? {} : queryFields(search, lists, faults), faults);
    const input = sent && pages ? pages.opened(sent, faults) : sent;
    if (faults.length > 0 || !input) return knownProblem('invalid-input', requestId, { more: { faults } });
    const enteredAt = edge.reads.enter();
    if (enteredAt === undefined) throw shed();
    try {
      // Before it is read: what it shows is at least that.
      const position = least && dispatch.position(service, query);
      const found = await dispatch.query(service, query, input, callOf(caller, least));
      if (isRefusal(found)) return refusalAnswer(found, query.refusals, requestId, onError);
      const answer = pages ? pages.sealed(found, input) : found;
      return readAnswer(c, answer, requestId, position && positionToken(joined(position, least)));
    } finally {
      edge.reads.leave(enteredAt);
    }
  });
}

const badPosition: InputFault = {
  in: 'header',
  path: 'Touchline-Min-Position',
  what: 'Expected a token as `Touchline-Position` gave it; send it unchanged.',
};

const callOf = ({ actor, session, roles }: Caller, least: QueryOptions['least']): QueryOptions =>
  least ? { actor, session, roles, least } : { actor, session, roles };
