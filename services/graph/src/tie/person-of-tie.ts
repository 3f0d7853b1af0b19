import type { Resource } from '../authorize.ts';
import { sideOf, type Tie } from './tie.ts';

/** The other person of a tie, as `authorize` judges them. */
export const personOfTie = (tie: Tie, viewer: string, person: string, exists: boolean): Resource => ({
  id: person,
  exists,
  blocksViewer: sideOf(tie, person).blocks,
  blockedByViewer: sideOf(tie, viewer).blocks,
});
