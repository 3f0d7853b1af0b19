import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
}

/** A part of a screen under its own heading. */
export function Card({ title, beside, children, class: more = '' }: Props) {
  const id = useId();
  return (
    <section class={`card ${more}`} aria-labelledby={id}>
      <div class="row wrap card-head">
        <h2 id={id}>{title}</h2>
        <span class="sp" />
        {beside}
      </div>
      {children}
    </section>
  );
}
