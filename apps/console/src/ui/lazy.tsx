import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from './empty.tsx';
import { FaultNote } from './fault-note.tsx';

/** A screen that is fetched when it is first shown. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [fault, setFault] = useState<unknown>(undefined);
    const [, redraw] = useState(0);
    const fetchIt = (): void => {
      setFault(undefined);
      load().then((component) => {
        loaded = component;
        redraw((n) => n + 1);
      }, setFault);
    };
    useEffect(() => {
      if (!loaded) fetchIt();
    }, []);
    const Component = loaded;
    if (Component) return <Component {...props} />;
    return fault === undefined ? <Loading /> : <FaultNote error={fault} retry={fetchIt} />;
  };
}
