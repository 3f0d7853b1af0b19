import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';
import { reasonOf, reasonOption } from './reason-option.ts';

interface Act {
  readonly name: string;
  readonly about: string;
  readonly argument: string;
  path(name: string): string;
  said(
    name: string,
    answer: { live?: number; consumers?: readonly { target: string; state: string }[] },
  ): string;
}

const act = ({ name, about, argument, path, said }: Act): Command => ({
  name: `views ${name}`,
  about,
  arguments: [{ name: argument, about: 'as `views` lists it, e.g. feed/card' }],
  options: reasonOption,
  examples: [`views ${name} feed/card`],
  reaches: true,
  async run({ args: [target = ''], given, terminal, reach }) {
    const ask = { method: 'POST', body: reasonOf(given) } as const;
    terminal.out(
      said(target, await answerOf(await reach(), `/v1/operator/${path(encodeURIComponent(target))}`, ask)),
    );
    return 0;
  },
});

const states = (
  _name: string,
  { consumers = [] }: { consumers?: readonly { target: string; state: string }[] },
): string => consumers.map(({ target, state }) => `${target}: ${state}`).join('\n');

/** What is done with single views, beside rebuilding. */
export const viewActs: readonly Command[] = [
  act({
    name: 'rollback',
    about: 'Goes back to the build before the last rebuild.',
    argument: 'VIEW',
    path: (name) => `views/${name}/rollback`,
    said: (name, { live }) => `${name} is served by build ${live} again.`,
  }),
  act({
    name: 'retire',
    about: 'Drops the build before the last rebuild, which takes its space back.',
    argument: 'VIEW',
    path: (name) => `views/${name}/retire`,
    said: (name, { live }) => `${name} has only build ${live} now.`,
  }),
  act({
    name: 'cancel',
    about: 'Ends a rebuild under way; readers stay where they are.',
    argument: 'VIEW',
    path: (name) => `views/${name}/cancel`,
    said: (name) => `The rebuild of ${name} was cancelled.`,
  }),
  act({
    name: 'pause',
    about: 'Stops a view, a policy or all of a service until it is resumed, also over restarts.',
    argument: 'NAME|SERVICE',
    path: (name) => `consumers/${name}/pause`,
    said: states,
  }),
  act({
    name: 'resume',
    about: 'Lets what was paused go on.',
    argument: 'NAME|SERVICE',
    path: (name) => `consumers/${name}/resume`,
    said: states,
  }),
];
