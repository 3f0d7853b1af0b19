import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from './parse-json.ts';

const parse = (text: string) => parseJson(Buffer.from(text));
const faultPath = (text: string): string | undefined => {
  const parsed = parse(text);
  return 'fault' in parsed ? parsed.fault.path : undefined;
};

test('HT6: plain JSON is parsed as it stands', () => {
  deepEqual(parse('{"a":[1,"é",null],"b":"\\u00e9"}'), { value: { a: [1, 'é', null], b: 'é' } });
});

test('HT6: __proto__ is refused at any depth, also escaped; as a value it is a text like any other', () => {
  equal(faultPath('{"__proto__":{"admin":true}}'), '__proto__');
  equal(faultPath('{"a":[{"\\u005f_proto__":1}]}'), 'a.0.__proto__');
  deepEqual(parse('{"a":"__proto__"}'), { value: { a: '__proto__' } });
});

test('HT6: half characters and NUL are refused in texts and in names; whole ones pass', () => {
  equal(faultPath('{"a":"\\ud83d"}'), 'a');
  equal(faultPath('{"a":{"b":"x\\u0000y"}}'), 'a.b');
  equal(faultPath('{"\\udc00":1}'), '\udc00');
  deepEqual(parse('{"a":"\\ud83c\\udfc3"}'), { value: { a: '🏃' } });
});

test('HT6: nesting is bounded at 32 levels; brackets inside texts are not nesting', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  ok('value' in parse(nested(32)));
  ok('fault' in parse(nested(33)));
  ok('fault' in parse(nested(200_000)));
  ok('value' in parse(JSON.stringify({ a: '[{'.repeat(1000) })));
  ok('value' in parse(JSON.stringify(Array.from({ length: 100 }, () => ({ a: [] })))));
});

test('HT6: what is no JSON says where it breaks, without repeating it', () => {
  const parsed = parse('{"password":"hunter2",}');
  ok('malformed' in parsed && /position \d+/.test(parsed.malformed) && !parsed.malformed.includes('hunter2'));
  for (const text of ['', '{', '{"a":NaN}', "{'a':1}", '\ufeff{}']) ok('malformed' in parse(text), text);
  ok('malformed' in parseJson(Buffer.from([0x22, 0xff, 0x22])));
});
