import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { t } from '../i18n/locale.ts';
import { place } from '../router/router.ts';
import { FaultNote } from '../ui/fault-note.tsx';

/** A screen that breaks leaves the rest of the page, and a way out. */
export function Safe({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary((thrown: unknown) => {
    // For whoever looks into the console, and for the journeys, which fail by it.
    reportError(thrown);
  }) as [unknown, () => void];
  const { path } = place.value;
  useEffect(() => {
    if (error !== undefined) reset();
  }, [path]);
  if (error === undefined) return <>{children}</>;
  return (
    <>
      <FaultNote error={error} retry={() => location.reload()} />
      <p class="end">
        <a class="btn" href="/">
          {t('goHome')}
        </a>
      </p>
    </>
  );
}
