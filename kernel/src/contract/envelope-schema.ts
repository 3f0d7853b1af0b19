import type { JsonSchema } from './schema-book.ts';

const place = (description: string, minimum: number): JsonSchema => ({
  type: 'integer',
  minimum,
  description,
});

/** Where and when an event was recorded, and by whom. */
export const envelopeSchema: JsonSchema = {
  type: 'object',
  description: 'Where and when an event was recorded, and by whom.',
  properties: {
    stream: { type: 'string', description: '`category-id`.' },
    id: { type: 'string', description: 'The id in the stream’s name.' },
    version: place('Number in the stream, from 1 without gaps.', 1),
    partition: place('The partition its stream lives in.', 0),
    position: place('Number in the partition, from 1 without gaps.', 1),
    at: {
      type: 'string',
      format: 'date-time',
      description: 'By the clock of the writer; never used for order.',
    },
    actor: { type: ['string', 'null'], description: 'Who caused it; null for strangers.' },
    type: { type: 'string' },
  },
  required: ['stream', 'id', 'version', 'partition', 'position', 'at', 'actor', 'type'],
};

export const erasedSchema: JsonSchema = {
  type: 'object',
  description: 'Stands where a personal field was whose key has been destroyed.',
  properties: { erased: { const: true } },
  required: ['erased'],
};
