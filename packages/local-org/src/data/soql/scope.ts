import type { SoqlBind, SoqlPath } from '../../compiler/syntax/ast.ts';
import { isFormulaField } from '../../formula/inputs.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { queryError } from '../errors.ts';
import { formulaColumn } from '../formulas/column.ts';
import { nameFieldOf, relationshipsOf } from '../objects.ts';
import { identifier, joined, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { checkLevels } from './rules.ts';
import { compoundColumn, coordinatesOf, isCompound } from './compound.ts';

/** A table that a relationship may lead to. */
export interface Variant {
  readonly object: ObjectSchema;
  readonly alias: string;
}

/** The root of a query or what a relationship leads to; several variants when the reference is polymorphic. */
export interface Source {
  readonly variants: readonly Variant[];
  /** the relationship that leads here and the source it starts from; undefined for the root */
  readonly via: { readonly from: Source; readonly field: FieldSchema } | undefined;
}

/** A field reached from the root. */
export interface ResolvedField {
  readonly source: Source;
  readonly field: FieldSchema;
  readonly object: ObjectSchema;
  readonly column: Fragment;
}

/** What a query reads, for the checks of user mode. */
export interface FieldUse {
  readonly object: string;
  readonly field: string;
}

const CUSTOM_FIELD_HINT =
  "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. " +
  'Please reference your WSDL or the describe call for the appropriate names.';
export const CUSTOM_RELATIONSHIP_HINT =
  "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. " +
  'Please reference your WSDL or the describe call for the appropriate names.';

/** Numbers the tables of one statement and remembers which fields it reads. */
export class StatementNames {
  #tables = 0;
  readonly uses: FieldUse[];

  constructor(uses: FieldUse[]) {
    this.uses = uses;
  }

  nextAlias(): string {
    return `t${this.#tables++}`;
  }
}

/** Resolves names of one FROM clause and collects the joins that they need. */
export class Scope {
  readonly root: Source;
  /** position of a bind among those of the query's text */
  readonly bindIndex: (bind: SoqlBind) => number;
  readonly #schema: OrgSchema;
  readonly #names: StatementNames;
  readonly #aliases = new Map<string, Source>();
  readonly #joins = new Map<string, { readonly source: Source; readonly text: Fragment }>();
  readonly #keys = new Map<Source, string>();

  constructor(
    schema: OrgSchema,
    names: StatementNames,
    object: ObjectSchema,
    alias: string | undefined,
    bindIndex: (bind: SoqlBind) => number,
  ) {
    this.bindIndex = bindIndex;
    this.#schema = schema;
    this.#names = names;
    this.root = { variants: [{ object, alias: names.nextAlias() }], via: undefined };
    this.#keys.set(this.root, '');
    this.#aliases.set(object.name.toLowerCase(), this.root);
    if (alias !== undefined) this.#aliases.set(alias.toLowerCase(), this.root);
  }

  get object(): ObjectSchema {
    return this.root.variants[0].object;
  }

  get alias(): string {
    return this.root.variants[0].alias;
  }

  /** `FROM Account a, a.Owner o` */
  addAlias(path: SoqlPath, alias: string): void {
    this.#aliases.set(alias.toLowerCase(), this.walk(path.parts));
  }

  /** `"Account" AS "t0" LEFT JOIN ...` */
  from(): Fragment {
    const root = sql`${identifier(this.object.name)} AS ${identifier(this.alias)}`;
    return joined([root, ...[...this.#joins.values()].map((join) => join.text)], ' ');
  }

  /** The column of the root object's own field, by canonical name. */
  ownColumn(field: string): Fragment {
    return identifier(this.alias, field);
  }

  field(path: SoqlPath): ResolvedField {
    return this.fieldAt(this.walk(path.parts.slice(0, -1)), path.parts.at(-1)!);
  }

  /** A path that starts at a source, which knows no aliases. */
  fieldFrom(source: Source, path: SoqlPath): ResolvedField {
    const parents = path.parts.slice(0, -1);
    return this.fieldAt(
      parents.reduce((from, part) => this.#join(from, part), source),
      path.parts.at(-1)!,
    );
  }

  fieldAt(source: Source, name: string): ResolvedField {
    const found = source.variants.flatMap((variant) => {
      const field = fieldOf(variant.object, name, source.variants.length > 1);
      return field === undefined ? [] : [{ variant, field }];
    });
    if (source.variants.length > 1 && name.toLowerCase() === 'type') return typeOfReference(source);
    const first = found[0];
    if (first === undefined) {
      const entity = source.variants.length > 1 ? 'Name' : source.variants[0].object.name;
      throw queryError(`No such column '${name}' on entity '${entity}'. ${CUSTOM_FIELD_HINT}`);
    }
    for (const { variant, field } of found) this.#names.uses.push({ object: variant.object.name, field: field.name });
    const columns = found.map(({ variant, field }) => this.#column(source, variant, field));
    const column = columns.length === 1 ? columns[0] : sql`COALESCE(${joined(columns, ', ')})`;
    return { source, field: first.field, object: first.variant.object, column };
  }

  /** A formula field is computed from the columns that it reads, be they of parents. */
  #column(source: Source, variant: Variant, field: FieldSchema): Fragment {
    if (isCompound(field)) {
      return compoundColumn(field, variant.object, (component) => identifier(variant.alias, component.name));
    }
    if (field.formula === undefined || !isFormulaField(field)) return identifier(variant.alias, field.name);
    return formulaColumn(this.#schema, variant.object, field, ({ steps, field: input }) => {
      let at = this.narrowed(source, variant.object);
      for (const { field: key, target } of steps) {
        at = this.narrowed(this.#join(at, key.relationshipName!, false), target);
      }
      return identifier(at.variants[0].alias, input.name);
    });
  }

  /** The one object of those that a polymorphic reference leads to. */
  narrowed(source: Source, target: ObjectSchema): Source {
    if (source.variants.length === 1) return source;
    const variant = source.variants.find(({ object }) => object.name === target.name)!;
    const narrowed: Source = { variants: [variant], via: source.via };
    this.#keys.set(narrowed, `${this.#keys.get(source)}:${variant.alias}`);
    return narrowed;
  }

  /** Latitude and longitude of an address or geolocation. */
  coordinates(path: SoqlPath): readonly [latitude: Fragment, longitude: Fragment] {
    const source = this.walk(path.parts.slice(0, -1));
    const name = path.parts.at(-1)!;
    const field = source.variants[0].object.fields.get(name.toLowerCase());
    if (field === undefined || !isCompound(field)) {
      this.fieldAt(source, name);
      throw queryError(`DISTANCE is not supported on the field ${name}`);
    }
    const [latitude, longitude] = coordinatesOf(field);
    return [this.fieldAt(source, latitude).column, this.fieldAt(source, longitude).column];
  }

  /** The Id of a source's row, null when there is none. */
  idColumn(source: Source): Fragment {
    const columns = source.variants.map((variant) => identifier(variant.alias, 'Id'));
    return columns.length === 1 ? columns[0] : sql`COALESCE(${joined(columns, ', ')})`;
  }

  /** Follows relationship names from the root, an alias or the object's own name. */
  walk(parts: readonly string[]): Source {
    checkLevels(parts, this.#aliases.has(parts[0]?.toLowerCase()));
    let source = this.root;
    parts.forEach((part, index) => {
      const aliased = index === 0 ? this.#aliases.get(part.toLowerCase()) : undefined;
      const own = aliased === this.root && relationshipsOf(this.object).has(part.toLowerCase());
      source = aliased !== undefined && !own ? aliased : this.#join(source, part);
    });
    return source;
  }

  /** `read`: whether the query itself asks for it, so that the user needs access */
  #join(from: Source, relationship: string, read = true): Source {
    const key = `${this.#keys.get(from) ?? from.variants[0].alias}.${relationship.toLowerCase()}`;
    const known = this.#joins.get(key);
    if (known !== undefined && !read) return known.source;
    const ends = from.variants.flatMap((variant) => {
      const field = relationshipsOf(variant.object).get(relationship.toLowerCase());
      return field === undefined ? [] : [{ variant, field }];
    });
    const end = ends[0];
    if (end === undefined) {
      throw queryError(`Didn't understand relationship '${relationship}' in field path. ${CUSTOM_RELATIONSHIP_HINT}`);
    }
    if (read)
      for (const { variant, field } of ends) this.#names.uses.push({ object: variant.object.name, field: field.name });
    if (known !== undefined) return known.source;
    const targets = new Set(ends.flatMap(({ field }) => field.referenceTo.map((name) => name.toLowerCase())));
    const variants = [...targets].flatMap((name): Variant[] => {
      const object = this.#schema.objects.get(name);
      return object === undefined ? [] : [{ object, alias: this.#names.nextAlias() }];
    });
    if (variants.length === 0) {
      throw queryError(
        `The relationship ${end.variant.object.name}.${relationship} leads to objects that are not in this org`,
      );
    }
    const keys = ends.map(({ variant, field }) => identifier(variant.alias, field.name));
    const foreign = keys.length === 1 ? keys[0] : sql`COALESCE(${joined(keys, ', ')})`;
    const text = joined(
      variants.map(
        ({ object, alias }) =>
          sql`LEFT JOIN ${identifier(object.name)} AS ${identifier(alias)} ON ${identifier(alias, 'Id')} = ${foreign}`,
      ),
      ' ',
    );
    const source: Source = { variants, via: { from, field: end.field } };
    this.#joins.set(key, { source, text });
    this.#keys.set(source, key);
    return source;
  }
}

/** Polymorphic references show the name of whatever they lead to, whichever its name field. */
function fieldOf(object: ObjectSchema, name: string, polymorphic: boolean): FieldSchema | undefined {
  const field = object.fields.get(name.toLowerCase());
  return field === undefined && polymorphic && name.toLowerCase() === 'name' ? nameFieldOf(object) : field;
}

function typeOfReference(source: Source): ResolvedField {
  const whens = source.variants.map(({ object, alias }) => {
    const text = { text: `'${object.name.replaceAll("'", "''")}'`, parameters: [] };
    return sql`WHEN ${identifier(alias, 'Id')} IS NOT NULL THEN ${text}`;
  });
  const { object } = source.variants[0];
  const field: FieldSchema = { ...object.fields.get('id')!, name: 'Type', type: 'picklist', label: 'Type', length: 40 };
  return { source, field, object, column: sql`CASE ${joined(whens, ' ')} END` };
}
