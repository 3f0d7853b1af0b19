import { Icon } from './icon.tsx';

/** Closes what is shown beside a list. The focus goes back to what it was about, else it would be nowhere. */
export const Close = ({ onClose }: { onClose: () => void }) => (
  <button
    type="button"
    class="btn g icon"
    aria-label="Close"
    onClick={() => {
      const about = document.querySelector<HTMLElement>(
        'tr.selected :is(a, button), .node[aria-pressed="true"]',
      );
      (about ?? document.querySelector('h1'))?.focus();
      onClose();
    }}
  >
    <Icon name="cross" />
  </button>
);
