/** The parts of System that concern values and the log. Assertions are in assertions.ts, jobs in the platform layer. */
import { apexEquals, hashCodeOf } from '../../values/equality.ts';
import { textOf } from '../../values/text.ts';
import { current } from '../kernel/context.ts';
import type { ApexEnum } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import { today } from './dates.ts';
import { now } from './datetimes.ts';

function debug(level: string, message: unknown): void {
  current().log(`USER_DEBUG|${level}|${textOf(message)}`);
}

register('System.System', {
  statics: {
    'currentTimeMillis()': () => BigInt(current().clock.now()),
    'debug(Object)': (message: unknown) => debug('DEBUG', message),
    'debug(System.LoggingLevel,Object)': (level: ApexEnum | null, message: unknown) =>
      debug(level?.name ?? 'DEBUG', message),
    'equals(Object,Object)': apexEquals,
    'hashCode(Object)': hashCodeOf,
    'now()': now,
    'today()': today,
  },
});
