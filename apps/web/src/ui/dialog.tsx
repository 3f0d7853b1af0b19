import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** The browser's own dialog: it holds the focus, closes on Esc, and gives the focus back. */
export function Dialog({ label, onClose, children, wide = false }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  // Before the next key comes: whoever opens it and types on types into it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      // It tells of its end a moment later, when another one may be open already.
      isGone.current = true;
      dialog?.close();
    };
  }, []);
  const onEnd = (): void => void (isGone.current || onClose());
  // A click beside it closes it, as Esc does; `closedby` is not everywhere yet.
  const onClick = (event: MouseEvent): void => void (event.target === ref.current && onClose());
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Esc does the same
    <dialog ref={ref} class={wide ? 'wide' : ''} aria-label={label} onClose={onEnd} onClick={onClick}>
      <div class="sheet">{children}</div>
    </dialog>
  );
}
