/** Everything that a name can mean in one project: its own types, the platform's, and the objects of its schema. */
import { DEFINITIONS } from '../../schema/fields.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Diagnostic, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { Stdlib } from './stdlib.ts';
import type { ClassType, SObjectTypeRef, Type, TypeSymbol } from './types.ts';
import { classType } from './typing.ts';

export const genericSObject: SObjectTypeRef = { kind: 'sobject', name: 'SObject', object: undefined };
export const aggregateResult: SObjectTypeRef = { kind: 'sobject', name: 'AggregateResult', object: undefined };

export class Universe {
  readonly schema: OrgSchema;
  readonly stdlib: Stdlib;
  /** project types by lower-cased qualified name: `outer.inner` */
  readonly projectTypes: Map<string, TypeSymbol>;
  readonly diagnostics: Diagnostic[] = [];
  readonly #objects = new Map<string, SObjectTypeRef>();
  readonly #system = new Map<string, ClassType>();
  readonly #polymorphic = new Map<FieldSchema, SObjectTypeRef>();

  constructor(schema: OrgSchema, stdlib: Stdlib, projectTypes: Map<string, TypeSymbol> = new Map()) {
    this.schema = schema;
    this.stdlib = stdlib;
    this.projectTypes = projectTypes;
  }

  report(file: SourceFile, offset: number, message: string): void {
    const found = file.diagnostic(offset, message);
    const repeated = this.diagnostics.some(
      (d) => d.file === found.file && d.line === found.line && d.column === found.column && d.message === message,
    );
    if (!repeated) this.diagnostics.push(found);
  }

  /** Whether a name is the namespace of the project itself. */
  isOwnNamespace(name: string): boolean {
    const { namespace = '' } = this.schema;
    return namespace !== '' && name.toLowerCase() === namespace.toLowerCase();
  }

  /** A platform type of namespace System, which must exist: `system('String')`. */
  system(name: string, ...args: readonly Type[]): ClassType {
    if (args.length > 0) return this.platform('System', name, ...args);
    let type = this.#system.get(name);
    if (type === undefined) this.#system.set(name, (type = this.platform('System', name)));
    return type;
  }

  platform(namespace: string, name: string, ...args: readonly Type[]): ClassType {
    const symbol = this.stdlib.find(namespace, name);
    if (!symbol) throw new Error(`The platform's type ${namespace}.${name} has no signature in src/stdlib`);
    return classType(symbol, args);
  }

  listOf(element: Type): ClassType {
    return this.system('List', element);
  }

  mapOf(key: Type, value: Type): ClassType {
    return this.system('Map', key, value);
  }

  /** `Account`, `SObject`, `AggregateResult`, in any case; undefined when the org has no such object. */
  sobject(name: string): SObjectTypeRef | undefined {
    const key = name.toLowerCase();
    if (key === 'sobject') return genericSObject;
    if (key === 'aggregateresult') return aggregateResult;
    const known = this.#objects.get(key);
    if (known) return known;
    const object = this.schema.objects.get(key);
    if (!object) return undefined;
    const type: SObjectTypeRef = { kind: 'sobject', name: object.name, object };
    this.#objects.set(key, type);
    return type;
  }

  /** The Apex type of a field's values. Apex Developer Guide, "Primitive Data Types" and "sObject Types". */
  fieldType(field: FieldSchema): Type {
    switch (field.type) {
      case 'reference':
        // Metadata relationships to definitions hold names.
        return this.system(field.referenceTo.some((name) => DEFINITIONS.has(name)) ? 'String' : 'Id');
      case 'id':
        return this.system('Id');
      case 'boolean':
        return this.system('Boolean');
      case 'int':
        return this.system('Integer');
      case 'long':
        return this.system('Long');
      case 'double':
      case 'currency':
      case 'percent':
        return this.system('Decimal');
      case 'date':
        return this.system('Date');
      case 'datetime':
        return this.system('Datetime');
      case 'time':
        return this.system('Time');
      case 'base64':
        return this.system('Blob');
      case 'address':
        return this.#compound('Address');
      case 'location':
        return this.#compound('Location');
      case 'changeeventheader':
        return { kind: 'class', symbol: this.stdlib.find('EventBus', 'ChangeEventHeader')!, args: [] };
      default:
        return this.system('String');
    }
  }

  /** Compound fields are read through their components; as a whole they are Objects where their class is not known. */
  #compound(name: string): Type {
    return this.system(this.stdlib.find('System', name) ? name : 'Object');
  }

  /** The field of an object by name in any case. */
  field(object: ObjectSchema, name: string): FieldSchema | undefined {
    return object.fields.get(name.toLowerCase());
  }

  /** The object on the other side of a relationship: `Account` of Contact, `Synthetic_Dataset__r` of Account. */
  parentRelationship(object: ObjectSchema, name: string): { field: FieldSchema; type: SObjectTypeRef } | undefined {
    const key = name.toLowerCase();
    for (const field of object.fields.values()) {
      if (field.relationshipName?.toLowerCase() === key && field.referenceTo.length > 0) {
        return { field, type: this.#parentType(field) };
      }
    }
    return undefined;
  }

  childRelationship(object: ObjectSchema, name: string): SObjectTypeRef | undefined {
    const key = name.toLowerCase();
    const found = this.schema.childRelationships(object.name).find((r) => r.relationshipName?.toLowerCase() === key);
    return found && this.sobject(found.childObject);
  }

  /** A polymorphic reference (Owner, What, Who) is a `Name` to Apex: the fields of all objects it may point to. */
  #parentType(field: FieldSchema): SObjectTypeRef {
    const targets = field.referenceTo.map((name) => this.sobject(name)).filter((type) => type !== undefined);
    if (targets.length === 1) return targets[0];
    let type = this.#polymorphic.get(field);
    if (!type) {
      const objects = targets.map((target) => target.object).filter((object) => object !== undefined);
      type = objects.length === 0 ? genericSObject : { kind: 'sobject', name: 'Name', object: mergedObject(objects) };
      this.#polymorphic.set(field, type);
    }
    return type;
  }
}

function mergedObject(objects: readonly ObjectSchema[]): ObjectSchema {
  const fields = new Map<string, FieldSchema>();
  for (const object of objects) {
    for (const [key, field] of object.fields) if (!fields.has(key)) fields.set(key, field);
  }
  return { ...objects[0], name: 'Name', label: 'Name', labelPlural: 'Names', fields };
}
