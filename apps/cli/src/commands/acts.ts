import type { Command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { endText } from '../show/end-text.ts';
import { safeText } from '../show/safe-text.ts';

interface Act {
  readonly act: string;
  readonly on: string;
  readonly reason: string | null;
  readonly by: string | null;
  readonly begunAt: string;
  readonly end: { readonly outcome: string; readonly told: string } | null;
}

export const acts: Command = {
  name: 'acts',
  about: 'Shows what operators did: who, what, to what, why, and how it ended; the newest first.',
  arguments: [],
  options: {
    act: { value: 'NAME', about: 'only of this kind, e.g. RebuildViews' },
    by: { value: 'ID', about: 'only of this account, or `operator` for the key of the server' },
    limit: { value: 'N', about: 'how many (default 50, at most 1000)' },
    json: { about: 'one JSON object per line, for programs' },
  },
  examples: ['acts', 'acts --act RebuildViews'],
  reaches: true,
  async run({ given, terminal, reach }) {
    const limit = given.text('limit');
    const query = queryText({
      act: given.text('act'),
      by: given.text('by'),
      ...(limit !== undefined && { limit: wholeNumber(limit, '--limit', 1, 1000) }),
    });
    const page = await answerOf<{ acts: readonly Act[] }>(await reach(), `/v1/operator/acts${query}`);
    for (const one of page.acts) terminal.out(given.has('json') ? JSON.stringify(one) : actText(one));
    if (page.acts.length === 0) terminal.err('Nothing was done.');
    return 0;
  },
};

const actText = ({ act, on, reason, by, begunAt, end }: Act): string =>
  safeText(
    [
      `${begunAt.replace('T', ' ').replace('Z', '')}  ${by ?? 'nobody'}  ${act}`,
      ...(on === '' ? [] : [on]),
      ...(reason === null ? [] : [`“${reason}”`]),
      `→ ${endText({ act, end })}`,
    ].join('  '),
  );
