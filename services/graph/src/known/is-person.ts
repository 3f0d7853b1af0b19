import type { Look } from '@touchline/kernel';
import { personCards } from './person-cards.ts';

/** Whether someone has an account. */
export async function isPerson(look: Look, person: string): Promise<boolean> {
  const card = await look.get(personCards, person);
  return card !== undefined && card.handle !== '';
}
