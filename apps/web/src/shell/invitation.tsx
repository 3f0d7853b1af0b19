import { t } from '../i18n/locale.ts';
import { DemoLogIn } from '../auth/demo-log-in.tsx';

/** What a visitor sees first: what this is, and the door. */
export function Invitation() {
  return (
    <section class="card invite" aria-labelledby="invite">
      <Pitch />
      <h2 id="invite">{t('invite.title')}</h2>
      <p>{t('invite.text')}</p>
      <div class="row wrap">
        <a class="btn p" href="/join">
          {t('join')}
        </a>
        <a class="btn" href="/login">
          {t('login')}
        </a>
        <DemoLogIn />
      </div>
    </section>
  );
}

/** Half a pitch seen from the touchline, in chalk. */
function Pitch() {
  return (
    <svg class="pitch" viewBox="0 0 640 150" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path class="grass" d="M0 0h640v150H0z" />
      <path class="mown" d="M80 0h80L96 150H-20zM240 0h80l-8 150H200zM400 0h80l68 150H436z" />
      <path
        class="chalk"
        d="M-10 118h660M320 -10v128M250 118a70 62 0 0 1 140 0M-10 30h60l-24 52h-60M650 30h-60l24 52h60"
      />
      <circle class="ball" cx="352" cy="106" r="7" />
    </svg>
  );
}
