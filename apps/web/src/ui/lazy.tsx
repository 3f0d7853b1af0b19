import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { FaultNote } from './fault-note.tsx';
import { Loading } from './loading.tsx';

/** A part of the app that is fetched when it is first shown. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<void> | undefined;
  const start = (): Promise<void> => {
    loading ??= load().then(
      (component) => void (loaded = component),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };

  function Lazy(props: Props) {
    const [, redraw] = useState(0);
    const [fault, setFault] = useState<unknown>(undefined);
    const fetchIt = (): void => {
      setFault(undefined);
      start().then(() => redraw((n) => n + 1), setFault);
    };
    useEffect(() => {
      if (!loaded) fetchIt();
    }, []);
    if (loaded) {
      const Component = loaded;
      return <Component {...props} />;
    }
    return fault === undefined ? <Loading /> : <FaultNote error={fault} retry={fetchIt} />;
  }
  Lazy.preload = () => void start().catch(() => {});
  return Lazy;
}
