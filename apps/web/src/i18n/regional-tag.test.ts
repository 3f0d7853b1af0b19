import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { regionalTag } from './regional-tag.ts';

test('numbers and dates are written as in the reader’s own region, in the language chosen', () => {
  equal(regionalTag('en', ['de-AT', 'en-GB', 'en-US']), 'en-GB');
  equal(regionalTag('de', ['de-AT', 'en-GB']), 'de-AT');
  equal(regionalTag('en', ['de-AT']), 'en');
});

test('a tag that cannot be read is passed over', () => {
  equal(regionalTag('en', ['en_GB', '', 'en-GB']), 'en-GB');
});
