/** Loading this module registers the language library and gives values what they need of the running transaction. */
import { fillAmbient } from '../../values/ambient.ts';
import { current, isRunning } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { identityHash } from '../kernel/object.ts';
import { platformNameOf } from '../kernel/registry.ts';
import { sobjectEquals, sobjectHashCode } from '../platform/sobject-equality.ts';
import { SObject } from '../platform/sobject.ts';
import { sobjectText } from '../platform/sobject-methods.ts';
import './assertions.ts';
import './collator.ts';
import './crypto.ts';
import './dates.ts';
import './datetimes.ts';
import './decimal.ts';
import './encoding.ts';
import './enums.ts';
import './exceptions.ts';
import './ids.ts';
import './iterator.ts';
import './json.ts';
import './list.ts';
import './map.ts';
import './math.ts';
import './numbers.ts';
import './pattern.ts';
import './set.ts';
import './string-escapes.ts';
import './string-parts.ts';
import './string-search.ts';
import './string.ts';
import './system.ts';
import './type.ts';
import './xml/document.ts';
import './xml/stream-reader.ts';
import './xml/stream-writer.ts';

/** Tokens and results of the platform layer may have a text of their own. */
function textOfPlatformObject(value: object): string {
  if (value instanceof SObject) return sobjectText(value);
  if (value.toString !== Object.prototype.toString) return String(value);
  const name = platformNameOf(value) ?? 'Object';
  return name.slice(name.lastIndexOf('.') + 1);
}

fillAmbient({
  raise: throwApex,
  timeZone: () => (isRunning() ? current().user.timeZone : 'GMT'),
  locale: () => (isRunning() ? current().user.locale : 'en_US'),
  textOfObject: textOfPlatformObject,
  equalObjects: (left, right) =>
    left instanceof SObject && right instanceof SObject ? sobjectEquals(left, right) : left === right,
  hashOfObject: (value) => (value instanceof SObject ? sobjectHashCode(value) : identityHash(value)),
});
