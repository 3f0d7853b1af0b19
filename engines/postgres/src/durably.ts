/** Opens a function whose transaction waits for the disk, whatever the role or the database is set to. */
export const durably = `
  IF current_setting('synchronous_commit') IN ('off', 'local') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;`;

/** An expression after which this transaction waits for the disk, whatever the role or the database is set to. */
export const durablyNow = `CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
  THEN set_config('synchronous_commit', 'on', true) END`;
