import { readPeopleAgain } from './people.ts';
import { readListsAgain } from './post-lists.ts';

/** More has happened than is told: looks for what is new in the lists, and at the people who are shown. */
export function readShownAgain(): void {
  readListsAgain();
  readPeopleAgain();
}
