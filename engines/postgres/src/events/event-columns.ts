import type { NewStoredEvent } from '@touchline/kernel/ports';
import { arrayLiteral, hexElement } from '../array-literal.ts';
import { contentCrc, contentDigest, digestBytes, type Content } from './checksum.ts';

type Texts = (string | null)[];

/** The events of a batch as columns, in the order of `append`'s parameters. */
export function eventColumns() {
  const names: string[] = [];
  const types: string[] = [];
  const schemas: number[] = [];
  const ats: number[] = [];
  const actors: Texts = [];
  const metas: Texts = [];
  const commands: Texts = [];
  const fingerprints: Texts = [];
  const crcs: number[] = [];
  const datas: string[] = [];
  const digests: Buffer[] = [];

  return {
    push({ type, schema, data }: NewStoredEvent, of: Omit<Content, 'type' | 'schema' | 'data'>): void {
      const content = { ...of, type, schema, data };
      names.push(of.stream);
      types.push(type);
      schemas.push(schema);
      ats.push(of.at);
      actors.push(of.actor);
      metas.push(of.meta);
      commands.push(of.command && hexElement(of.command));
      fingerprints.push(of.fingerprint);
      crcs.push(contentCrc(content));
      datas.push(data);
      digests.push(contentDigest(content));
    },
    parameters: (): unknown[] => [
      ...[names, types, schemas, ats, actors, metas, commands, fingerprints, crcs, datas].map(arrayLiteral),
      Buffer.concat(digests, digests.length * digestBytes),
    ],
  };
}
