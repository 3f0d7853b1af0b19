import type { PatchType } from '../live.ts';
import type { Service } from '../service.ts';
import { liveInput } from '../http/live/live-input.ts';
import { inputParts, parametersOf } from './input-parts.ts';
import { liveWords } from './live-words.ts';
import { problemResponses } from './problem-responses.ts';
import type { SchemaBook } from './schema-book.ts';

interface Kind extends Pick<PatchType, 'kind' | 'about' | 'schema'> {
  readonly topics: readonly string[];
}

/** All kinds of patches that some services tell, by name, with the topics they come in. */
function liveKinds(services: readonly Service[]): readonly Kind[] {
  const kinds = new Map<string, { readonly type: PatchType; readonly topics: Set<string> }>();
  for (const topic of services.flatMap(({ live }) => live))
    for (const type of topic.patches) {
      const known = kinds.get(type.kind);
      if (known && known.type !== type)
        throw new TypeError(`Two patches are named ${type.kind}: names are unique over all services.`);
      kinds.set(type.kind, { type, topics: (known?.topics ?? new Set()).add(addressOf(topic)) });
    }
  return [...kinds.values()]
    .map(({ type, topics }) => ({ ...type, kind: type.kind, topics: [...topics].toSorted() }))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}

const addressOf = ({ topic, key }: { readonly topic: string; readonly key?: unknown }): string =>
  key ? `${topic}:<id>` : topic;

interface TopicAbout {
  readonly topic: string;
  readonly access: string;
  readonly about: string;
}

function topicsOf(services: readonly Service[]): readonly TopicAbout[] {
  const topics = new Map<string, TopicAbout>();
  for (const { live } of services.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    for (const one of live) {
      const topic = addressOf(one);
      const known = topics.get(topic);
      topics.set(topic, {
        topic,
        access: known?.access === 'member' ? known.access : one.access,
        about: known ? `${known.about} ${one.about}` : one.about,
      });
    }
  return [...topics.values()].toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
}

/** `/v1/live` as an OpenAPI path; none where nobody tells anything. */
export function livePaths(book: SchemaBook, services: readonly Service[]): Record<string, object> {
  const topics = topicsOf(services);
  if (topics.length === 0) return {};
  const kinds = [...liveWords.map((word) => ({ ...word, topics: [] })), ...liveKinds(services)];
  return {
    '/v1/live': {
      get: {
        operationId: 'Live',
        tags: ['live'],
        summary: 'Live updates as server-sent events.',
        description: [
          'Small changes of what is shown, as they happen. Each `id` is a position token: what is read with it as `Touchline-Min-Position` shows at least that. `docs/live.md` says how to use it.',
          ...topics.map(({ topic, access, about }) => `- \`${topic}\` (${access}): ${about}`),
        ].join('\n'),
        security: [{}, { bearer: [] }, { cookie: [] }],
        'x-access': 'anyone',
        parameters: [
          ...parametersOf(inputParts(book, liveInput, []).others, 'query'),
          {
            name: 'Last-Event-ID',
            in: 'header',
            required: false,
            description: 'The last `id` that was received; wins over `after`.',
            schema: { type: 'string' },
          },
          { $ref: '#/components/parameters/RequestId' },
        ],
        responses: {
          '200': {
            description:
              'A stream of events: `event` is the kind, `data` JSON of the shape under `x-events`.',
            headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...problemResponses({}, [
            'invalid-input',
            'unauthenticated',
            'forbidden',
            'cross-site',
            'no-own-origin',
            'too-many-streams',
            'internal',
            'not-yet-visible',
            'overloaded',
            'draining',
            'closed',
          ]),
        },
        'x-events': kinds.map(({ kind, about, topics: heardIn, schema }) => ({
          event: kind,
          about,
          ...(heardIn.length > 0 && { topics: heardIn }),
          data: book.schema(schema, 'output'),
        })),
      },
    },
  };
}

/** The same for AsyncAPI: one channel, a message per kind. */
export function liveChannel(book: SchemaBook, services: readonly Service[]) {
  if (topicsOf(services).length === 0) return undefined;
  const kinds = [...liveWords.map((word) => ({ ...word, topics: [] })), ...liveKinds(services)];
  const messages = kinds.map(({ kind, about, topics, schema }) => [
    `live.${kind}`,
    {
      name: kind,
      title: kind,
      summary: about,
      tags: topics.map((name) => ({ name })),
      contentType: 'application/json',
      payload: book.schema(schema, 'output'),
    },
  ]);
  return {
    messages: Object.fromEntries(messages) as Record<string, object>,
    channel: {
      address: '/v1/live',
      title: 'live',
      description: 'What open pages are told, as server-sent events.',
      messages: Object.fromEntries(
        kinds.map(({ kind }) => [kind, { $ref: `#/components/messages/live.${kind}` }]),
      ) as Record<string, object>,
    },
  };
}
