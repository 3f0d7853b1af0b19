import { batch, computed, signal } from '@preact/signals';
import { matchPath, type Params } from './pattern.ts';

/** Where the reader is. `kept` is what the entry of the history remembers, such as the place in a list. */
interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly kept: Kept;
}

export interface Kept {
  /** The card at the top of the window, and how far it was from the top. */
  readonly anchor?: { readonly id: string; readonly topPx: number };
  readonly scrollPx?: number;
  /** How many places of this app one came through to this one. */
  readonly depth?: number;
}

const here = (): Place => ({
  path: location.pathname,
  query: new URLSearchParams(location.search),
  kept: (history.state as Kept | null) ?? {},
});

export const place = signal<Place>(here());
/** Going back shows the place as it was left; going on starts at the top. */
export const cameBack = signal(false);

/** Of these, the first pattern that fits, with its params. */
export const routeAmong = <Name extends string>(patterns: Readonly<Record<Name, string>>) =>
  computed((): { readonly name: Name | undefined; readonly params: Params } => {
    for (const [name, pattern] of Object.entries<string>(patterns)) {
      const params = matchPath(pattern, place.value.path);
      if (params) return { name: name as Name, params };
    }
    return { name: undefined, params: {} };
  });

export function go(href: string, { replace = false } = {}): void {
  rememberPlace();
  if (replace) history.replaceState({ depth: depth() }, '', href);
  else history.pushState({ depth: depth() + 1 }, '', href);
  batch(() => {
    cameBack.value = false;
    place.value = here();
  });
}

/** Back where one came from, or home for who came from elsewhere. */
export function goBack(): void {
  if (depth() > 0) history.back();
  else go('/');
}

const depth = (): number => place.value.kept.depth ?? 0;
let noteKept: () => Kept = () => ({});

/** How the screen says what to remember of the place before it is left. */
export const keepPlaceWith = (note: () => Kept): void => void (noteKept = note);

const rememberPlace = (): void => history.replaceState({ ...noteKept(), depth: depth() }, '');

/** Paths the server answers itself; links to them are left to the browser. */
const isServers = (path: string): boolean =>
  /^\/(v1|docs|console|openapi\.json|asyncapi\.json)(\/|$)/.test(path);

/** Takes over clicks on links inside the app, and the browser's back and forward. */
export function startRouter(isOthers = isServers): void {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', () =>
    batch(() => {
      cameBack.value = true;
      place.value = here();
    }),
  );
  addEventListener('pagehide', rememberPlace);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || isOthers(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
