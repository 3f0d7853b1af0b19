import { effect } from '@preact/signals';
import { member } from '../api/session.ts';
import { route } from '../shell/routes.ts';
import { hearOf } from './live.ts';

/** A stream is not opened for what cannot be: that would leave the topics of all tabs unheard. */
const idPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** What the screen shown is about, as topics of the live stream. */
export function hearOfScreen(): void {
  effect(() => {
    const { name, params } = route.value;
    const own = member.value ? ['me'] : [];
    const shown = {
      home: member.value ? ['feed'] : ['public'],
      everyone: ['public'],
      post: idPattern.test(params['id'] ?? '') ? [`post:${params['id']}`] : [],
    };
    hearOf([...own, ...(name !== undefined && name in shown ? shown[name as keyof typeof shown] : [])]);
  });
}
