/** JSONGenerator. Source: Apex Reference Guide, JSONGenerator Class. */
import { notNull } from '../../values/ambient.ts';
import { register } from '../kernel/registry.ts';
import type { PlatformFunction } from '../kernel/registry.ts';
import { primitiveType } from '../kernel/types.ts';
import { addMethods } from './define.ts';
import { writeValue } from './json-serialize.ts';
import { JsonWriter } from './json-writer.ts';

export class ApexJsonGenerator {
  readonly writer: JsonWriter;

  constructor(pretty: boolean) {
    this.writer = new JsonWriter(pretty);
  }
}

/** Every value writer has a twin that writes the field's name first. */
const VALUES: readonly (readonly [name: string, type: string])[] = [
  ['Blob', 'Blob'],
  ['Boolean', 'Boolean'],
  ['Date', 'Date'],
  ['DateTime', 'Datetime'],
  ['Id', 'Id'],
  ['Number', 'Decimal'],
  ['Number', 'Double'],
  ['Number', 'Integer'],
  ['Number', 'Long'],
  ['Object', 'Object'],
  ['String', 'String'],
  ['Time', 'Time'],
];

function valueMethods(): Record<`${string}(${string})`, PlatformFunction> {
  const methods: Record<`${string}(${string})`, PlatformFunction> = {};
  for (const [name, type] of VALUES) {
    // only a Double needs its static type, to be told from an Integer
    const rtType = type === 'Double' ? primitiveType('Double') : undefined;
    methods[`write${name}(${type})`] = function (this: ApexJsonGenerator, value: unknown) {
      writeValue(this.writer, value, false, rtType);
    };
    methods[`write${name}Field(String,${type})`] = function (this: ApexJsonGenerator, field: string, value: unknown) {
      this.writer.name(notNull(field));
      writeValue(this.writer, value, false, rtType);
    };
  }
  return methods;
}

addMethods(ApexJsonGenerator, {
  ...valueMethods(),
  'close()'() {
    this.writer.close();
  },
  'getAsString()'() {
    if (!this.writer.closed) this.writer.close();
    return this.writer.toString();
  },
  'isClosed()'() {
    return this.writer.closed;
  },
  'writeEndArray()'() {
    this.writer.endArray();
  },
  'writeEndObject()'() {
    this.writer.endObject();
  },
  'writeFieldName(String)'(name: string) {
    this.writer.name(notNull(name));
  },
  'writeNull()'() {
    this.writer.raw('null');
  },
  'writeNullField(String)'(name: string) {
    this.writer.name(notNull(name));
    this.writer.raw('null');
  },
  'writeStartArray()'() {
    this.writer.startArray();
  },
  'writeStartObject()'() {
    this.writer.startObject();
  },
});

register('System.JSONGenerator', { class: ApexJsonGenerator });
