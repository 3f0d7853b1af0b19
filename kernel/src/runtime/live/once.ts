import type { LiveCall } from '../../live.ts';
import type { Look } from '../../look.ts';

/** What was found of one person while they are judged, by service. */
export type Once = (look: Look) => LiveCall['once'];

export function onceOf(actor: string | null): Once {
  const byLook = new Map<Look, Map<unknown, unknown>>();
  return (look) => {
    const known = byLook.get(look) ?? new Map<unknown, unknown>();
    byLook.set(look, known);
    return <Found>(find: (look: Look, actor: string | null) => Found): Found => {
      if (!known.has(find)) known.set(find, find(look, actor));
      return known.get(find) as Found;
    };
  };
}
