import type { EventType } from '../event.ts';
import type { Service } from '../service.ts';
import type { ContractInfo } from './contract-info.ts';
import { envelopeSchema, erasedSchema } from './envelope-schema.ts';
import { liveChannel } from './live-contract.ts';
import { schemaBook, type JsonSchema, type SchemaBook } from './schema-book.ts';

/** The published events of some services as an AsyncAPI 3.0 document. One channel per service that publishes. */
export function asyncApi(services: readonly Service[], info: ContractInfo): object {
  const book = schemaBook('draft-7');
  const publishing = services
    .filter((service) => service.publishes.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((service) => ({
      service,
      events: service.publishes.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
    }));
  const messages = publishing.flatMap(({ service, events }) =>
    events.map((event) => [keyOf(service, event), messageOf(book, service, event)] as const),
  );
  const live = liveChannel(book, services);
  const component = (key: string) => ({ $ref: `#/components/messages/${key}` });
  return {
    asyncapi: '3.0.0',
    info: { ...info, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    channels: {
      ...Object.fromEntries(
        publishing.map(({ service, events }) => [
          service.name,
          {
            address: service.name,
            title: service.name,
            description: service.about,
            messages: Object.fromEntries(
              events.map((event) => [event.type, component(keyOf(service, event))]),
            ),
          },
        ]),
      ),
      ...(live && { live: live.channel }),
    },
    operations: {
      ...Object.fromEntries(
        publishing.map(({ service }) => [
          `${service.name}.publishes`,
          {
            action: 'send',
            channel: { $ref: `#/channels/${service.name}` },
            summary: `What ${service.name} tells the others.`,
          },
        ]),
      ),
      ...(live && {
        'live.tells': {
          action: 'send',
          channel: { $ref: '#/channels/live' },
          summary: 'What open pages are told.',
        },
      }),
    },
    components: {
      schemas: { ...book.shared(), Envelope: envelopeSchema, Erased: erasedSchema },
      messages: { ...Object.fromEntries(messages), ...live?.messages },
    },
  };
}

const keyOf = (service: Service, event: EventType): string => `${service.name}.${event.type}`;

function messageOf(book: SchemaBook, service: Service, event: EventType) {
  const { personal } = event;
  return {
    name: event.type,
    title: event.type,
    summary: event.about,
    tags: [{ name: service.name }],
    payload: {
      allOf: [
        { $ref: '#/components/schemas/Envelope' },
        {
          type: 'object',
          properties: { type: { const: event.type }, data: dataOf(book, event) },
          required: ['type', 'data'],
        },
      ],
    },
    'x-schema-version': event.version,
    ...(personal && { 'x-personal': { of: personal.of, fields: personal.fields } }),
  };
}

/** A personal field reads as erased once its person is. */
function dataOf(book: SchemaBook, event: EventType): JsonSchema {
  const data = book.schema(event.schema, 'output');
  const { personal } = event;
  const properties = book.resolved(data)['properties'];
  if (!personal || typeof properties !== 'object' || properties === null) return data;
  const marked = Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) =>
    personal.fields.includes(name)
      ? [name, { anyOf: [schema, { $ref: '#/components/schemas/Erased' }], 'x-personal-of': personal.of }]
      : [name, schema],
  );
  return { ...book.resolved(data), properties: Object.fromEntries(marked) };
}
