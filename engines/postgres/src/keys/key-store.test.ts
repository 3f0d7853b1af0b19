import { deepEqual, equal, notDeepEqual, ok, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { manualClock } from '@touchline/kernel/testing';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresKeyStore } from './key-store.ts';
import { postgresSecrets } from './secrets.ts';

const master = Buffer.alloc(32, 7);
const schema = 'keys';

withPostgres('keys and secrets of several processes', () => {
  it('PD1: all processes get the same key, whoever was first', () =>
    onDatabase(async (open) => {
      const [one, two] = [
        await postgresKeyStore({ database: open(), schema, master }),
        await postgresKeyStore({ database: open(), schema, master }),
      ];
      const keys = await Promise.all([one.ensure('anna'), two.ensure('anna'), one.key('anna')]);
      deepEqual(keys[0], keys[1]);
      deepEqual(await two.key('anna'), keys[0]);
      await Promise.all([one.close(), two.close()]);
    }));

  it('PD4: a process forgets a key within a second of its destruction by another', () =>
    onDatabase(async (open) => {
      const clock = manualClock();
      const one = await postgresKeyStore({ database: open(), schema, master });
      const two = await postgresKeyStore({ database: open(), schema, master, clock });
      const key = await one.ensure('anna');
      const ben = await one.ensure('ben');
      deepEqual(await two.key('anna'), key);
      deepEqual(await two.ensure('ben'), ben);
      await one.destroy('anna');
      clock.advance(1000);
      equal(await two.key('anna'), 'erased');
      deepEqual(await two.key('ben'), ben);
      await Promise.all([one.close(), two.close()]);
    }));

  it('PD4: when a key is destroyed no process uses it any more', () =>
    onDatabase(async (open) => {
      const options = { schema, master, freshMs: 100 };
      const one = await postgresKeyStore({ ...options, database: open() });
      const two = await postgresKeyStore({ ...options, database: open() });
      const key = await one.ensure('anna');
      deepEqual(await two.key('anna'), key);
      await one.destroy('anna');
      equal(await two.key('anna'), 'erased');
      await Promise.all([one.close(), two.close()]);
    }));

  it('PD4: whoever destroys it a second time waits as long, until it is old news', () =>
    onDatabase(async (open) => {
      const waits: number[] = [];
      const clock = {
        ...systemClock,
        async wait(ms: number) {
          waits.push(ms);
        },
      };
      const database = open();
      const store = await postgresKeyStore({ database, schema, master, clock });
      await store.destroy('anna');
      await store.destroy('anna');
      ok(waits.length === 2 && waits.every((ms) => ms > 1000), waits.join());
      await database.write("UPDATE keys.erasures SET at = at - interval '2 minutes'");
      await store.destroy('anna');
      equal(waits.length, 2);
      await store.close();
    }));

  it('PD4: a key whose answer took too long is not used before it is known that its person is there', () =>
    onDatabase(async (open) => {
      const clock = manualClock();
      const database = open();
      const late = { on: false };
      const slow = {
        ...database,
        async read<Row extends readonly unknown[]>(text: string, values?: readonly unknown[]) {
          const rows = await database.read<Row>(text, values);
          if (late.on && text.includes('wrapped')) {
            late.on = false;
            await one.destroy('anna');
            clock.advance(1100);
          }
          return rows;
        },
      };
      const one = await postgresKeyStore({ database, schema, master, clock: manualClock() });
      const two = await postgresKeyStore({ database: slow, schema, master, clock });
      await one.ensure('anna');
      late.on = true;
      equal(await two.key('anna'), 'erased');
      await Promise.all([one.close(), two.close()]);
    }));

  it('PD4: whoever listens is told of erasures elsewhere, each once', () =>
    onDatabase(async (open) => {
      // Looks again at once, where it would wait a second.
      const clock = {
        ...systemClock,
        after: (_ms: number, look: () => void) => systemClock.after(0, look),
      };
      const one = await postgresKeyStore({ database: open(), schema, master });
      const two = await postgresKeyStore({ database: open(), schema, master, clock });
      const told: string[] = [];
      const heard = new Promise<void>((resolve) => {
        two.onErased?.((person) => {
          told.push(person);
          if (told.length === 2) resolve();
        });
      });
      await one.destroy('anna');
      await one.destroy('ben');
      await one.destroy('anna');
      await heard;
      deepEqual(told, ['anna', 'ben']);
      await Promise.all([one.close(), two.close()]);
    }));

  it('PD4: where the database went back behind an erasure that was heard, the next one is heard all the same', () =>
    onDatabase(async (open) => {
      const clock = manualClock();
      const database = open();
      const one = await postgresKeyStore({ database, schema, master, clock: manualClock() });
      await one.destroy('zoe');
      const two = await postgresKeyStore({ database: open(), schema, master, clock });
      const told: string[] = [];
      two.onErased?.((person) => void told.push(person));
      const [, , lost] = await Promise.all(['anna', 'ben', 'cleo'].map((person) => two.ensure(person)));
      const [[wrapped] = []] = await database.read(`SELECT wrapped FROM keys.keys WHERE person = 'anna'`);
      await one.destroy('anna');
      clock.advance(1000);
      equal(await two.key('anna'), 'erased');
      // As a standby that was behind has it.
      await database.write(`DELETE FROM keys.erasures WHERE person = 'anna'`);
      await database.write('UPDATE keys.last_erasure SET number = number - 1');
      await database.write(`UPDATE keys.keys SET wrapped = $1 WHERE person = 'anna'`, [wrapped]);
      await database.write(`DELETE FROM keys.keys WHERE person = 'cleo'`);
      await one.destroy('ben');
      clock.advance(1000);
      notDeepEqual(await two.ensure('cleo'), lost, 'PD1: a key that is lost is used no more');
      deepEqual(
        [await two.key('ben'), await two.key('anna'), await two.key('zoe')],
        ['erased', 'erased', 'erased'],
      );
      deepEqual(told, ['anna', 'ben']);
      await Promise.all([one.close(), two.close()]);
    }));

  it('PD4: who erased answers when nobody counts as having heard of everything who has not heard of it', () =>
    onDatabase(async (open) => {
      const clock = manualClock();
      const store = await postgresKeyStore({ database: open(), schema, master, clock });
      const isFresh = (): boolean | undefined => store.isFresh?.();
      equal(isFresh(), true);
      clock.advance(999);
      equal(isFresh(), true);
      clock.advance(1);
      equal(isFresh(), false);
      const before = clock.steady();
      await store.ensure('anna');
      await store.destroy('anna');
      ok(clock.steady() - before > 1000, `${clock.steady() - before} ms`);
      await store.close();
    }));

  it('PD5: another master key is refused in words', () =>
    onDatabase(async (open) => {
      await (await postgresKeyStore({ database: open(), schema, master })).close();
      await rejects(
        postgresKeyStore({ database: open(), schema, master: Buffer.alloc(32, 8) }),
        /under another master key\. Give the one/,
      );
    }));

  it('PD5: a wrapped key that was moved to another person does not open', () =>
    onDatabase(async (open) => {
      const database = open();
      const store = await postgresKeyStore({ database, schema, master });
      await Promise.all([store.ensure('anna'), store.ensure('ben')]);
      await database.write(
        `UPDATE keys.keys SET wrapped = (SELECT wrapped FROM keys.keys WHERE person = 'anna') WHERE person = 'ben'`,
      );
      const again = await postgresKeyStore({ database, schema, master });
      await rejects(async () => again.key('ben'), { name: 'Fault', code: 'corrupt' });
      await Promise.all([store.close(), again.close()]);
    }));

  it('a secret is made at first use, the same for all, different for each name, never stored in clear', () =>
    onDatabase(async (open) => {
      const database = open();
      await (await postgresKeyStore({ database, schema, master })).close();
      const [one, two] = [postgresSecrets(open(), schema, master), postgresSecrets(open(), schema, master)];
      const [tokens, same] = await Promise.all([one.secret('tokens'), two.secret('tokens')]);
      equal(tokens.length, 32);
      deepEqual(tokens, same);
      notDeepEqual(await one.secret('mail'), tokens);
      deepEqual(await postgresSecrets(open(), schema, master).secret('mail'), await two.secret('mail'));
      const stored = await database.read<[Buffer]>('SELECT wrapped FROM keys.secrets');
      equal(stored.length, 2);
      ok(stored.every(([wrapped]) => !wrapped.includes(tokens)));
      for (const name of ['', 'A', '../x', 'x'.repeat(65)])
        await rejects(one.secret(name), /name is lower case/);
    }));
});
