import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** Why there is nothing, and what would be here. */
export const Empty = ({ icon, children }: { icon: IconName; children: ComponentChildren }) => (
  <div class="empty">
    <Icon name={icon} />
    <p>{children}</p>
  </div>
);

export const Loading = () => (
  <p class="loading muted" role="status">
    Loading …
  </p>
);
