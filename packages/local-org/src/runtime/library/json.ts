/** JSON. Source: Apex Reference Guide, JSON Class. */
import { notNull } from '../../values/ambient.ts';
import { register } from '../kernel/registry.ts';
import { JsonReader, deserialize } from './json-deserialize.ts';
import { ApexJsonGenerator } from './json-generator.ts';
import { ApexJsonParser } from './json-parser.ts';
import { serialize } from './json-serialize.ts';
import type { ApexType } from './type.ts';

register('System.JSON', {
  statics: {
    'createGenerator(Boolean)': (pretty: boolean) => new ApexJsonGenerator(notNull(pretty)),
    'createParser(String)': (text: string) => new ApexJsonParser(notNull(text)),
    'deserialize(String,System.Type)': (text: string, type: ApexType) =>
      deserialize(notNull(text), notNull(type), false),
    'deserializeStrict(String,System.Type)': (text: string, type: ApexType) =>
      deserialize(notNull(text), notNull(type), true),
    'deserializeUntyped(String)': (text: string) => new JsonReader(notNull(text), false).untyped(),
    'serialize(Object)': (value: unknown) => serialize(value, false, false),
    'serialize(Object,Boolean)': (value: unknown, suppressNulls: boolean) => serialize(value, suppressNulls, false),
    'serializePretty(Object)': (value: unknown) => serialize(value, false, true),
    'serializePretty(Object,Boolean)': (value: unknown, suppressNulls: boolean) =>
      serialize(value, suppressNulls, true),
  },
});
