import { useMemo } from 'preact/hooks';
import { member } from '../api/session.ts';
import { go, place } from '../router/router.ts';
import { Join } from './join.tsx';
import { LogIn } from './log-in.tsx';
import { wantedPlace } from './wanted-place.ts';
import { WelcomePeople } from './welcome-people.tsx';
import { WelcomeSports } from './welcome-sports.tsx';

/** Log in, sign up, and the two steps after it. */
export function Entrance({ which }: { which: 'join' | 'login' | 'welcomeSports' | 'welcomePeople' }) {
  const inside = which === 'welcomeSports' || which === 'welcomePeople';
  // Who logs in or signs up here is led on by the form.
  const cameInside = useMemo(() => member.peek() !== null, [which]);
  if (inside ? !member.value : cameInside) {
    const to = inside ? '/login' : wantedPlace(place.value.query.get('to'), location.origin);
    queueMicrotask(() => go(to, { replace: true }));
    return null;
  }
  switch (which) {
    case 'join':
      return <Join />;
    case 'login':
      return <LogIn />;
    case 'welcomeSports':
      return <WelcomeSports />;
    case 'welcomePeople':
      return <WelcomePeople />;
  }
}
