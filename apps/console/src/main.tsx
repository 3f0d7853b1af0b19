import { startRouter } from '@touchline/web/router';
import { followOtherTabs, keepSessionFresh } from '@touchline/web/session';
import { applySettings } from '@touchline/web/settings';
import { render } from 'preact';
import { startKeys } from './keyboard/keys.ts';
import { App } from './shell/app.tsx';
import { startState } from './shell/state.ts';
import { startTicking } from './ui/ago.tsx';
import './styles/layers.css';

applySettings();
startRouter((path) => path !== '/console' && !path.startsWith('/console/'));
startTicking();
keepSessionFresh();
followOtherTabs();
startKeys();
startState();

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app to draw in.');
render(<App />, root);
