import { script } from './redis-line.ts';

/*
 * A namespace has one line of its own: the generation of its values, the revision up to which it was told everything, and
 * the highest revision it has had. A value stands with its generation and revision; of another generation it does not
 * count. So a namespace is emptied by giving it a new generation, whatever it holds.
 */
const load = `
local line = redis.call('GET', KEYS[1])
local generation, fed, floor
if line then generation, fed, floor = string.match(line, '^(%S+) (%S+) (%S+)$') end`;

const keep = `
local function heldAt(key)
  local of, at = string.match(redis.call('GET', key) or '', '^(%S+) (%S+) ')
  return of == generation and tonumber(at) or nil
end
local function keep(key, revision, value, ms)
  if value == '' then redis.call('DEL', key)
  else redis.call('SET', key, generation .. ' ' .. revision .. ' ' .. value, 'PX', ms) end
end`;

/** CA2, CA3: values read at a revision. Older than the highest one they may only replace what is older still. */
export const putScript = script(`${load} ${keep}
local revision, new, ms, lineMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if not line then generation, fed, floor = new, revision, revision end
local behind = tonumber(revision) < tonumber(floor)
for i = 2, #KEYS do
  local held = behind and heldAt(KEYS[i])
  if not behind or (held and held <= tonumber(revision)) then keep(KEYS[i], revision, ARGV[i + 3], ms) end
end
if not behind then redis.call('SET', KEYS[1], generation .. ' ' .. fed .. ' ' .. revision, 'PX', lineMs) end
return 1`);

/** CA7: one commit. Where the one before it was not told, everything older may be wrong and goes. */
export const feedScript = script(`${load} ${keep}
local before, revision, new, ms, lineMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if not line then generation, fed, floor = new, revision, revision end
if tonumber(revision) < tonumber(fed) then return 0 end
if fed ~= before then generation = new end
local behind = tonumber(floor) > tonumber(revision)
for i = 2, #KEYS do
  local held = behind and heldAt(KEYS[i])
  if not held or held <= tonumber(revision) then keep(KEYS[i], revision, ARGV[i + 4], ms) end
end
redis.call('SET', KEYS[1], generation .. ' ' .. revision .. ' ' .. (behind and floor or revision), 'PX', lineMs)
return 1`);

export const clearScript = script(`${load}
if line then redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. fed .. ' ' .. floor, 'PX', ARGV[2]) end
return 1`);

/** Values that do not count any more are taken away. */
export const sweepScript = script(`${load} ${keep}
for i = 2, #KEYS do
  if not heldAt(KEYS[i]) then redis.call('DEL', KEYS[i]) end
end
return 1`);
