import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from './empty.tsx';

/** A screen that is fetched when it is first shown. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [isMissing, setMissing] = useState(false);
    const [, redraw] = useState(0);
    const fetchIt = (): void => {
      setMissing(false);
      load().then(
        (component) => {
          loaded = component;
          redraw((n) => n + 1);
        },
        () => setMissing(true),
      );
    };
    useEffect(() => {
      if (!loaded) fetchIt();
    }, []);
    const Component = loaded;
    if (Component) return <Component {...props} />;
    return isMissing ? <Missing retry={fetchIt} /> : <Loading />;
  };
}

/** The server was updated, and has the files of the next console; or it is away. */
const Missing = ({ retry }: { retry: () => void }) => (
  <div class="card line bad" role="alert">
    <p>This screen could not be fetched. After an update of the server the page has to be loaded again.</p>
    <p class="row">
      <button type="button" class="btn" onClick={retry}>
        Try again
      </button>
      <button type="button" class="btn" onClick={() => location.reload()}>
        Load the page again
      </button>
    </p>
  </div>
);
