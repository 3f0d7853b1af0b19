import { Actor } from '../ui/actor.tsx';
import { idPattern } from '../ui/id-pattern.ts';

/** What an act was done to: a person by their handle, anything else by its name. */
export const DoneTo = ({ on }: { on: string }) =>
  on === '' ? null : idPattern.test(on) ? <Actor id={on} /> : <code>{on}</code>;
