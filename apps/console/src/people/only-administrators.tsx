import { Empty } from '../ui/empty.tsx';

export const OnlyAdministrators = () => (
  <div class="card">
    <Empty icon="users">
      Who people are is for administrators. Your role here lets you look at the rest.
    </Empty>
  </div>
);
