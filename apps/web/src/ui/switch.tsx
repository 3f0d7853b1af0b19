interface Props {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly set: (on: boolean) => void;
}

/** One thing that is on or off, and takes effect at once. */
export function Switch({ label, hint, on, disabled = false, set }: Props) {
  return (
    <label class="check">
      <input
        type="checkbox"
        // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a checkbox says by itself whether it is checked
        role="switch"
        checked={on}
        disabled={disabled}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      <span>
        {label}
        <span class="xs muted block">{hint}</span>
      </span>
    </label>
  );
}
