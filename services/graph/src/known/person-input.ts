import { idSchema, type Caller } from '@touchline/kernel';
import { z } from 'zod';
import { tieId } from '../tie/tie.ts';

/** Commands about another person name them in the path and nothing else. */
export const personInput = z.strictObject({ person: idSchema });

/** The tie between the one who asks and the person in the path. */
export const tieWithPerson = ({ person }: { readonly person: string }, { actor }: Caller): string =>
  tieId(actor ?? '', person);
