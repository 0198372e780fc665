/** JSONParser: a walk over the tokens of a JSON text. Source: Apex Reference Guide, JSONParser Class. */
import { notNull, raise } from '../../values/ambient.ts';
import type { ApexEnum } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import { OBJECT } from '../kernel/types.ts';
import { JSON_TOKENS, enumValue } from './enums.ts';
import { JsonReader, primitiveOf } from './json-deserialize.ts';
import { tokenizeJson } from './json-tokens.ts';
import type { JsonToken } from './json-tokens.ts';
import type { ApexType } from './type.ts';

export class ApexJsonParser {
  readonly #text: string;
  readonly #tokens: readonly JsonToken[];
  /** -1 before the first token */
  #index = -1;
  #cleared = false;
  #lastCleared: ApexEnum | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenizeJson(text);
  }

  'clearCurrentToken()'(): void {
    this.#lastCleared = this['getCurrentToken()']();
    this.#cleared = true;
  }

  'getCurrentName()'(): string | null {
    const token = this.#current;
    if (token === undefined) return null;
    if (token.kind === 'FIELD_NAME') return token.text;
    const start = token.kind === 'END_OBJECT' || token.kind === 'END_ARRAY' ? this.#startOf(this.#index) : this.#index;
    const before = this.#tokens[start - 1];
    return before?.kind === 'FIELD_NAME' ? before.text : null;
  }

  'getCurrentToken()'(): ApexEnum | null {
    return this.#current === undefined ? null : enumValue(JSON_TOKENS, this.#current.kind);
  }

  'getLastClearedToken()'(): ApexEnum | null {
    return this.#lastCleared;
  }

  'getText()'(): string | null {
    return this.#current?.text ?? null;
  }

  'hasCurrentToken()'(): boolean {
    return this.#current !== undefined;
  }

  'nextToken()'(): ApexEnum | null {
    this.#cleared = false;
    if (this.#index < this.#tokens.length) this.#index += 1;
    return this['getCurrentToken()']();
  }

  'nextValue()'(): ApexEnum | null {
    const token = this['nextToken()']();
    return this.#current?.kind === 'FIELD_NAME' ? this['nextToken()']() : token;
  }

  'readValueAs(System.Type)'(type: ApexType): unknown {
    return this.#read(type, false);
  }

  'readValueAsStrict(System.Type)'(type: ApexType): unknown {
    return this.#read(type, true);
  }

  'skipChildren()'(): void {
    const reader = this.#reader(false);
    reader.skip();
    this.#index = reader.index;
  }

  get #current(): JsonToken | undefined {
    return this.#cleared ? undefined : this.#tokens[this.#index];
  }

  #reader(strict: boolean): JsonReader {
    if (this.#current === undefined) raise('System.JSONException', 'Current token is null');
    return new JsonReader(this.#text, strict, this.#tokens, this.#index);
  }

  #read(type: ApexType, strict: boolean): unknown {
    const reader = this.#reader(strict);
    const value = notNull(type).type === OBJECT ? reader.untyped() : reader.typed(type.type);
    this.#index = reader.index;
    return value;
  }

  /** Index of the bracket that the one at `end` closes. */
  #startOf(end: number): number {
    let depth = 0;
    for (let index = end; index >= 0; index -= 1) {
      const { kind } = this.#tokens[index];
      if (kind.startsWith('END_')) depth += 1;
      if (kind.startsWith('START_')) depth -= 1;
      if (depth === 0) return index;
    }
    return 0;
  }

  /** @internal the current scalar as `type`. @throws JSONException where it is something else */
  scalar(type: string): unknown {
    const token = this.#current;
    if (token?.kind === 'VALUE_NULL') return null;
    const isScalar = token !== undefined && token.kind.startsWith('VALUE_');
    const value = isScalar ? primitiveOf(type, token.kind, token.text) : undefined;
    if (value !== undefined) return value;
    return raise('System.JSONException', `Current token is not ${type}: ${token === undefined ? 'none' : token.kind}`);
  }
}

const SCALARS = {
  getBlobValue: 'Blob',
  getBooleanValue: 'Boolean',
  getDateTimeValue: 'Datetime',
  getDateValue: 'Date',
  getDecimalValue: 'Decimal',
  getDoubleValue: 'Double',
  getIdValue: 'Id',
  getIntegerValue: 'Integer',
  getLongValue: 'Long',
  getTimeValue: 'Time',
} as const;

for (const [name, type] of Object.entries(SCALARS)) {
  Object.defineProperty(ApexJsonParser.prototype, `${name}()`, {
    value(this: ApexJsonParser) {
      return this.scalar(type);
    },
  });
}

register('System.JSONParser', { class: ApexJsonParser });
