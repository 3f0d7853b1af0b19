/** What the launcher cannot mend: one sentence for whoever typed the command, no stack trace. */
export class Problem extends Error {}
