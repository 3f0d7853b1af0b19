/** Shorter is no reason; the forms of the console and the command line ask for the same. */
const reasonLengthMin = 3;

interface Look {
  readonly reveal?: boolean;
  readonly reason?: string;
}

/** What is personal is shown for a reason only, which is recorded with the look. */
export const reasonMissing = ({ reveal, reason = '' }: Look) =>
  reveal === true && reason.length < reasonLengthMin
    ? [
        {
          in: 'query',
          path: 'reason',
          what: `expected a reason of ${reasonLengthMin} characters or more: a look at what is personal is recorded with it`,
        },
      ]
    : undefined;
