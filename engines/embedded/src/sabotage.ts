/**
 * Breaks a promise on purpose, to show that the tests which hold it can fail; for tests alone.
 * `no-fsync`: commits are not flushed. `answer-before-commit`: appends are answered first and committed a little later.
 */
export type Sabotage = 'no-fsync' | 'answer-before-commit';
