import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/locale.ts';
import { cameBack, goBack, place } from '../router/router.ts';
import { Icon } from '../ui/icon.tsx';

interface Props {
  readonly title: string;
  /** The heading as it is shown, where that is not the title. */
  readonly heading?: ComponentChildren;
  /** There is a screen one came from. */
  readonly back?: boolean;
  readonly children: ComponentChildren;
}

let isFirst = true;

/** One screen: its title, its heading (which takes the focus when one goes there), its content. */
export function Screen({ title, heading, back = false, children }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === 'Touchline' ? title : `${title} · Touchline`;
  }, [title]);
  useEffect(() => {
    // The first screen leaves the focus where the browser put it: before everything.
    if (isFirst) return void (isFirst = false);
    const taken = document.activeElement;
    if (!cameBack.value && (taken === document.body || taken === null || !taken.closest('main form')))
      top.current?.focus({ preventScroll: true });
  }, [place.value.path]);
  return (
    <>
      <div class={heading === '' ? 'head vh' : 'head'}>
        {back && (
          <button type="button" class="btn g icon" aria-label={t('back')} onClick={goBack}>
            <Icon name="back" />
          </button>
        )}
        <h1 ref={top} tabIndex={-1}>
          <bdi>{heading === undefined || heading === '' ? title : heading}</bdi>
        </h1>
      </div>
      {children}
    </>
  );
}
