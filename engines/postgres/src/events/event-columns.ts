import type { NewStoredEvent } from '@touchline/kernel/ports';
import { bigintArray, bytesParam, integerArray, textArray, type Take } from '../array-param.ts';
import { contentCrc, contentDigest, type Content } from './checksum.ts';

type Texts = (string | null)[];

/** What an event has in common with the others of its append. */
export type Belongs = Omit<Content, 'type' | 'schema' | 'data'>;

/** The events of a batch as columns, in the order of the last parameters of `append` and `append_plain_after`. */
export function eventColumns() {
  const types: string[] = [];
  const schemas: number[] = [];
  const ats: number[] = [];
  const actors: Texts = [];
  const metas: Texts = [];
  const fingerprints: Texts = [];
  const crcs: number[] = [];
  const datas: string[] = [];
  const digests: string[] = [];

  return {
    push({ type, schema, data }: NewStoredEvent, of: Belongs): void {
      const { stream, at, actor, meta, command, fingerprint } = of;
      const content = { stream, type, schema, at, actor, meta, command, fingerprint, data };
      types.push(type);
      schemas.push(schema);
      ats.push(at);
      actors.push(actor);
      metas.push(meta);
      fingerprints.push(fingerprint);
      crcs.push(contentCrc(content));
      datas.push(data);
      digests.push(contentDigest(content));
    },
    parameters: (take: Take): unknown[] => [
      textArray(types, take),
      integerArray(schemas, take),
      bigintArray(ats, take),
      ...[actors, metas, fingerprints].map((texts) => textArray(texts, take)),
      integerArray(crcs, take),
      textArray(datas, take),
      bytesParam(digests.join(''), take),
    ],
  };
}
