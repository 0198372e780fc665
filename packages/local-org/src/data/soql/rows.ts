/** From result rows to sObjects: the tree of fields and parents that one SELECT list asks for. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { objectOfId } from '../objects.ts';
import { identifier } from '../sql.ts';
import type { Fragment, SqlValue } from '../sql.ts';
import { fromSql } from '../values.ts';
import type { ColumnKind } from '../values.ts';
import type { Value } from './expressions.ts';
import type { Scope, Source } from './scope.ts';

type Row = readonly SqlValue[];

interface Leaf {
  readonly key: string;
  readonly index: number;
  readonly kind: ColumnKind;
  readonly scale: number | undefined;
}

/** The fields that a query named, for those who answer with exactly these. */
export interface RowShape {
  readonly fields: string[];
  readonly parents: Map<string, RowShape>;
  readonly children: Map<string, RowShape>;
}

export const newShape = (): RowShape => ({ fields: [], parents: new Map(), children: new Map() });

/** The columns of a SELECT list; equal columns are read once. */
export class Columns {
  readonly fragments: Fragment[] = [];
  readonly #indexes = new Map<string, number>();

  add(fragment: Fragment): number {
    const key = fragment.parameters.length === 0 ? fragment.text : undefined;
    const known = key === undefined ? undefined : this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.fragments.push(fragment) - 1;
    if (key !== undefined) this.#indexes.set(key, index);
    return index;
  }
}

/** One sObject of a row: the root, or a parent reached through a relationship. */
export class RowNode {
  readonly source: Source;
  readonly #scope: Scope;
  readonly #columns: Columns;
  readonly #idIndex: number;
  readonly #leaves = new Map<string, Leaf>();
  readonly #implicit: Leaf[] = [];
  readonly #parents = new Map<string, RowNode>();
  readonly #branches = new Map<string, RowNode>();
  #otherwise: RowNode | undefined;
  readonly shape: RowShape;

  constructor(source: Source, scope: Scope, columns: Columns, shape: RowShape) {
    this.source = source;
    this.#scope = scope;
    this.#columns = columns;
    this.#idIndex = columns.add(scope.idColumn(source));
    this.shape = shape;
  }

  add(value: Value, key: string): void {
    if (this.#leaves.has(key)) return;
    this.#leaves.set(key, this.#leaf(key, value.column, value.kind, value.scale));
    this.shape.fields.push(key);
  }

  addField(field: FieldSchema, value: Value): void {
    this.add(value, field.name);
  }

  /** The node of a parent; its key field comes with it, as on the platform. */
  parent(source: Source): RowNode {
    const field = source.via!.field;
    const name = field.relationshipName!;
    let node = this.#parents.get(name);
    if (node === undefined) {
      const shape = newShape();
      this.shape.parents.set(name, shape);
      node = new RowNode(source, this.#scope, this.#columns, shape);
      this.#parents.set(name, node);
      if (this.source.variants.length === 1) {
        const key = identifier(this.source.variants[0].alias, field.name);
        this.#implicit.push(this.#leaf(field.name, key, 'id', 0));
      }
    }
    return node;
  }

  /** What is read where a polymorphic reference leads to the one object that `source` is narrowed to. */
  branch(source: Source): RowNode {
    const type = source.variants[0].object.name;
    const known = this.#branches.get(type);
    if (known !== undefined) return known;
    const made = new RowNode(source, this.#scope, this.#columns, this.shape);
    this.#branches.set(type, made);
    return made;
  }

  /** What is read where it leads to an object that has no branch. */
  otherwise(): RowNode {
    return (this.#otherwise ??= new RowNode(this.source, this.#scope, this.#columns, this.shape));
  }

  #leaf(key: string, column: Fragment, kind: ColumnKind, scale: number | undefined): Leaf {
    return { key, index: this.#columns.add(column), kind, scale };
  }

  idOf(row: Row): string | null {
    return row[this.#idIndex] as string | null;
  }

  /** Null for a parent that the row does not have. */
  read(row: Row, schema: OrgSchema): SObject | null {
    const id = this.idOf(row);
    if (id === null) return null;
    const object = this.#objectOf(id, schema);
    const values = new Map<string, unknown>();
    this.#putFields(values, row);
    const branch = this.#branches.get(object.name) ?? this.#otherwise;
    if (branch !== undefined) branch.#putFields(values, row);
    if (!values.has('Id')) values.set('Id', id);
    this.#putParents(values, row, schema);
    if (branch !== undefined) branch.#putParents(values, row, schema);
    return new SObject(object.name, object, values, true);
  }

  #putFields(values: Map<string, unknown>, row: Row): void {
    for (const { key, kind, index, scale } of this.#leaves.values()) values.set(key, fromSql(kind, row[index], scale));
  }

  /** With the keys of the parents, where they were not selected. */
  #putParents(values: Map<string, unknown>, row: Row, schema: OrgSchema): void {
    for (const { key, kind, index, scale } of this.#implicit) {
      if (!values.has(key)) values.set(key, fromSql(kind, row[index], scale));
    }
    for (const [name, node] of this.#parents) values.set(name, node.read(row, schema));
  }

  #objectOf(id: string, schema: OrgSchema): ObjectSchema {
    const [first, ...others] = this.source.variants;
    return (others.length > 0 ? objectOfId(schema, id) : undefined) ?? first.object;
  }
}
