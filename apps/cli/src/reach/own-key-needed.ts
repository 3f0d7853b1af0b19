import { usageFault, type CliFault } from '../cli-fault.ts';

/** What is said where the token of an administrator is not enough. */
export const ownKeyNeeded = (command: string): CliFault =>
  usageFault(
    `${command} acts for everybody, which only the key of the data folder may, and no token: run it with --data DIR on the machine of the server.`,
  );
