import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** One sentence why there is nothing, and what to do about it. */
export function Empty({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <div class="card empty">
      <Icon name={icon} />
      {children}
    </div>
  );
}
