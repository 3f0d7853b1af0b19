import { agree } from './act-dialog.tsx';

export interface Revealed {
  readonly reason: string;
}

/** Personal fields are shown for a reason, and the look is recorded. */
export async function askToReveal(what: string): Promise<Revealed | undefined> {
  const agreed = await agree({
    title: 'Show personal fields',
    tells: [
      `You will see what people wrote or gave in ${what}.`,
      'That you looked, and why, is recorded in the audit.',
    ],
    yes: 'Show them',
    reasonNeeded: true,
  });
  return agreed?.reason === undefined ? undefined : { reason: agreed.reason };
}
