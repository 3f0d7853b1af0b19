import { Icon } from './icon.tsx';

export const Close = ({ onClose }: { onClose: () => void }) => (
  <button type="button" class="btn g icon" aria-label="Close" onClick={onClose}>
    <Icon name="cross" />
  </button>
);
