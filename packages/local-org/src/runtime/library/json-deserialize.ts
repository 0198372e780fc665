/** JSON as Apex values: untyped into maps and lists, or into a type. Source: Apex Reference Guide, JSON Class. */
import { raise } from '../../values/ambient.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { doubleToInt, doubleToLong } from '../../values/integer.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { ApexTime } from '../../values/time.ts';
import { hooks } from '../kernel/hooks.ts';
import { allFields } from '../kernel/object.ts';
import type { ApexEnum, ClassMeta } from '../kernel/object.ts';
import { declaredPlatformEnum } from '../kernel/object.ts';
import { lookup, type JsonShape } from '../kernel/registry.ts';
import { OBJECT, listType, primitiveType, rtType, rtTypeOrUndefined, sobjectType } from '../kernel/types.ts';
import type { RtType } from '../kernel/types.ts';
import { current } from '../kernel/context.ts';
import { apexTypeIn } from '../platform/field-types.ts';
import { SObject } from '../platform/sobject.ts';
import { jsonError, tokenizeJson } from './json-tokens.ts';
import type { JsonToken } from './json-tokens.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { ApexSet } from './set.ts';
import type { ApexType } from './type.ts';

/** Rows of aggregate queries have no fields of their own but Id, which JSON may give them. */
const AGGREGATE = 'AggregateResult';

/** Reads one value from tokens; `index` stands on its first token and afterwards on its last. */
export class JsonReader {
  readonly text: string;
  readonly tokens: readonly JsonToken[];
  readonly #strict: boolean;
  index: number;

  constructor(text: string, strict: boolean, tokens: readonly JsonToken[] = tokenizeJson(text), index = 0) {
    this.text = text;
    this.tokens = tokens;
    this.#strict = strict;
    this.index = index;
  }

  get token(): JsonToken {
    return this.tokens[this.index] ?? jsonError('Unexpected end-of-input', this.text, this.text.length);
  }

  /** Map<String,Object>, List<Object>, String, Integer, Long, Decimal, Boolean or null. */
  untyped(): unknown {
    const { kind, text } = this.token;
    switch (kind) {
      case 'START_OBJECT': {
        const map = new ApexMap(primitiveType('String'), OBJECT);
        this.#eachMember((name) => map.put(name, this.untyped()));
        return map;
      }
      case 'START_ARRAY': {
        const items: unknown[] = [];
        this.#eachElement(() => items.push(this.untyped()));
        return new ApexList(OBJECT, items);
      }
      case 'VALUE_STRING':
        return text;
      case 'VALUE_NUMBER_INT':
        return wholeNumber(text);
      case 'VALUE_NUMBER_FLOAT':
        return Decimal.parse(text);
      case 'VALUE_TRUE':
        return true;
      case 'VALUE_FALSE':
        return false;
      default:
        return null;
    }
  }

  typed(type: RtType): unknown {
    if (this.token.kind === 'VALUE_NULL') return null;
    switch (type.kind) {
      case 'primitive':
        return this.#primitive(type);
      case 'list': {
        const items: unknown[] = [];
        this.#expect('START_ARRAY', "Malformed JSON: Expected '[' at the beginning of List/Set");
        this.#eachElement(() => items.push(this.typed(type.args[0])));
        return new ApexList(type.args[0], items);
      }
      case 'set': {
        const members: unknown[] = [];
        this.#expect('START_ARRAY', "Malformed JSON: Expected '[' at the beginning of List/Set");
        this.#eachElement(() => members.push(this.typed(type.args[0])));
        return new ApexSet(type.args[0], members);
      }
      case 'map':
        return this.#map(type);
      case 'sobject':
        return this.#record(type);
      case 'enum':
        return this.#enumValue(type);
      case 'class':
        return this.#instance(type);
      case 'object':
        return raise('System.JSONException', 'Apex Type unsupported in JSON: Object');
      case 'interface':
        return raise('System.JSONException', `Apex Type unsupported in JSON: ${type.name}`);
    }
  }

  skip(): void {
    if (this.token.kind === 'START_OBJECT') this.#eachMember(() => this.skip());
    else if (this.token.kind === 'START_ARRAY') this.#eachElement(() => this.skip());
  }

  #map(type: RtType): ApexMap {
    const [keyType = OBJECT, valueType = OBJECT] = type.args;
    this.#expect('START_OBJECT', "Malformed JSON: Expected '{' at the beginning of object");
    const map = new ApexMap(keyType, valueType);
    this.#eachMember((name) => {
      const key = mapKey(name, keyType);
      map.put(key, valueType === OBJECT ? this.untyped() : this.typed(valueType));
    });
    return map;
  }

  #instance(type: RtType): unknown {
    const { meta } = type;
    const shape = meta === undefined ? lookup(type.platformName ?? '')?.json : undefined;
    if (shape !== undefined) return this.#shaped(shape);
    const instance = meta?.allocate?.() as Record<string, unknown> | undefined;
    if (meta === undefined || instance === undefined) {
      return raise('System.JSONException', `Apex Type unsupported in JSON: ${type.name}`);
    }
    this.#expect('START_OBJECT', "Malformed JSON: Expected '{' at the beginning of object");
    this.#eachMember((name) => {
      const field = findField(meta, name);
      if (field === undefined || !field.writable) {
        if (this.#strict)
          jsonError(`Unexpected parameter encountered during deserialization: ${name}`, this.text, this.token.offset);
        this.skip();
      } else if (field.isTransient) {
        this.skip();
      } else {
        const value = this.typed(field.type);
        if (field.setter === undefined) instance[field.key] = value;
        else (instance[field.setter] as (next: unknown) => void).call(instance, value);
      }
    });
    return instance;
  }

  /** An instance of a platform class. */
  #shaped(shape: JsonShape): object {
    this.#expect('START_OBJECT', "Malformed JSON: Expected '{' at the beginning of object");
    const values = new Map<string, unknown>();
    this.#eachMember((name) => {
      const member = shape.members.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (member !== undefined) values.set(member.name, this.typed(rtType(member.type)));
      else if (this.#strict)
        jsonError(`Unexpected parameter encountered during deserialization: ${name}`, this.text, this.token.offset);
      else this.skip();
    });
    return shape.make(values);
  }

  /** `attributes` names the object where the type is SObject; relationships are nested records, children `{records: []}`. */
  #record(type: RtType): SObject {
    this.#expect('START_OBJECT', "Malformed JSON: Expected '{' at the beginning of object");
    const object = type.name === 'SObject' ? this.#objectInAttributes() : type.name;
    const record =
      object === AGGREGATE ? new SObject(AGGREGATE, undefined) : (hooks().newSObject(object, []) as SObject);
    this.#eachMember((name) => {
      if (name === 'attributes') this.skip();
      else if (object === AGGREGATE && name.toLowerCase() === 'id') record.poke('Id', this.typed(primitiveType('Id')));
      else this.#recordMember(record, name);
    });
    return record;
  }

  #recordMember(record: SObject, name: string): void {
    const folded = name.toLowerCase();
    const field = record.schema?.fields.get(folded);
    if (field !== undefined) {
      const fieldType = rtTypeOrUndefined(apexTypeIn(record.schema!.name, field));
      if (fieldType === undefined) this.skip();
      else record.poke(field.name, this.typed(fieldType));
      return;
    }
    const { schema } = current().org;
    const parent = [...(record.schema?.fields.values() ?? [])].find(
      (one) => one.relationshipName?.toLowerCase() === folded,
    );
    if (parent !== undefined) {
      const target = parent.referenceTo.length === 1 ? parent.referenceTo[0] : 'SObject';
      record.poke(parent.relationshipName!, this.typed(sobjectType(target)));
      return;
    }
    const children = schema
      .childRelationships(record.type)
      .find((one) => one.relationshipName?.toLowerCase() === folded);
    if (children === undefined) {
      jsonError(`No such column '${name}' on sobject of type ${record.type}`, this.text, this.token.offset);
    }
    record.poke(children.relationshipName!, this.#childRows(sobjectType(children.childObject)));
  }

  #childRows(type: RtType): ApexList | null {
    if (this.token.kind === 'VALUE_NULL') return null;
    let rows = new ApexList(type);
    this.#expect('START_OBJECT', "Malformed JSON: Expected '{' at the beginning of object");
    this.#eachMember((name) => {
      if (name === 'records') rows = this.typed(listType(type)) as ApexList;
      else this.skip();
    });
    return rows;
  }

  #objectInAttributes(): string {
    const at = this.index;
    let name: string | undefined;
    this.#eachMember((member) => {
      if (member !== 'attributes') return this.skip();
      this.#eachMember((attribute) => {
        if (attribute === 'type') name = this.token.text;
        else this.skip();
      });
    });
    this.index = at;
    const object = name === undefined ? undefined : current().org.schema.objects.get(name.toLowerCase());
    return (
      object?.name ?? raise('System.JSONException', 'Cannot determine the sObject type: attributes.type is missing')
    );
  }

  #enumValue(type: RtType): ApexEnum {
    const values = type.meta?.enumValues ?? declaredPlatformEnum(type.platformName ?? '') ?? [];
    const { text } = this.token;
    return (
      values.find((value) => value.name.toLowerCase() === text.toLowerCase()) ??
      jsonError(`Invalid value for ${type.name}: ${text}`, this.text, this.token.offset)
    );
  }

  #primitive(type: RtType): unknown {
    const { kind, text, offset } = this.token;
    if (kind === 'START_OBJECT' || kind === 'START_ARRAY') jsonError('Illegal value for primitive', this.text, offset);
    const value = primitiveOf(type.name, kind, text);
    return value === undefined
      ? jsonError(`Illegal value for primitive type ${type.name}: ${text}`, this.text, offset)
      : value;
  }

  #expect(kind: JsonToken['kind'], message: string): void {
    if (this.token.kind !== kind) raise('System.JSONException', message);
  }

  /** `read` stands on the value's first token and must leave on its last. */
  #eachMember(read: (name: string) => void): void {
    this.index += 1;
    while (this.token.kind !== 'END_OBJECT') {
      const name = this.token.text;
      this.index += 1;
      read(name);
      this.index += 1;
    }
  }

  #eachElement(read: () => void): void {
    this.index += 1;
    while (this.token.kind !== 'END_ARRAY') {
      read();
      this.index += 1;
    }
  }
}

function wholeNumber(text: string): unknown {
  const value = BigInt(text);
  if (value >= -2147483648n && value <= 2147483647n) return Number(value);
  return BigInt.asIntN(64, value) === value ? value : Decimal.parse(text);
}

function findField(meta: ClassMeta, name: string) {
  const fields = allFields(meta).filter((field) => !field.isStatic);
  return (
    fields.find((field) => field.name === name) ??
    fields.find((field) => field.name.toLowerCase() === name.toLowerCase())
  );
}

function mapKey(name: string, type: RtType): unknown {
  if (type === OBJECT || type.kind !== 'primitive') return name;
  const value = primitiveOf(type.name, 'VALUE_STRING', name);
  return value === undefined ? raise('System.JSONException', `Invalid key for Map of ${type.name}: ${name}`) : value;
}

/** The value of a scalar token for a primitive type; undefined where it has none. Numbers may come as strings. */
export function primitiveOf(type: string, kind: JsonToken['kind'], text: string): unknown {
  const isText = kind === 'VALUE_STRING';
  const decimal =
    type === 'String' || kind === 'VALUE_TRUE' || kind === 'VALUE_FALSE' ? undefined : Decimal.tryParse(text);
  switch (type) {
    case 'String':
      return text;
    case 'Boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'Integer':
      return decimal === undefined ? undefined : doubleToInt(decimal.doubleValue());
    case 'Long':
      return decimal === undefined
        ? undefined
        : decimal.scale === 0
          ? decimal.longValue()
          : doubleToLong(decimal.doubleValue());
    case 'Double':
      return decimal?.doubleValue();
    case 'Decimal':
      return decimal;
    case 'Id':
      return isText ? tryNormalizeId(text) : undefined;
    case 'Date':
      return isText && /^\d{4}-\d{2}-\d{2}/.test(text) ? ApexDate.parseIso(text) : undefined;
    case 'Datetime':
      return isText ? ApexDatetime.parseIso(text) : undefined;
    case 'Time':
      return isText ? timeOf(text) : undefined;
    case 'Blob':
      return isText ? new ApexBlob(Buffer.from(text, 'base64')) : undefined;
    default:
      return undefined;
  }
}

function timeOf(text: string): ApexTime | undefined {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/.exec(text);
  if (match === null) return undefined;
  return ApexTime.of(
    Number(match[1]),
    Number(match[2]),
    Number(match[3] ?? 0),
    Number((match[4] ?? '0').padEnd(3, '0')),
  );
}

/** JSON.deserialize and deserializeStrict. A System.Type of Object reads untyped. */
export function deserialize(text: string, type: ApexType, strict: boolean): unknown {
  const reader = new JsonReader(text, strict);
  return type.type === OBJECT ? reader.untyped() : reader.typed(type.type);
}
