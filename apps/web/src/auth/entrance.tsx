import { member } from '../api/session.ts';
import { go } from '../router/router.ts';
import { Join } from './join.tsx';
import { LogIn } from './log-in.tsx';
import { WelcomePeople } from './welcome-people.tsx';
import { WelcomeSports } from './welcome-sports.tsx';

/** Log in, sign up, and the two steps after it. */
export function Entrance({ which }: { which: 'join' | 'login' | 'welcomeSports' | 'welcomePeople' }) {
  const inside = which === 'welcomeSports' || which === 'welcomePeople';
  if (inside && !member.value) {
    queueMicrotask(() => go('/login', { replace: true }));
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
