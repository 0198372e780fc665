/** What the readers fill while a project is read, and the one interface they have in common. */
import { readFileSync } from 'node:fs';
import type { Diagnostic, SourcePosition } from '../diagnostics/diagnostic.ts';
import type {
  ApexSource,
  AppSchema,
  CustomMetadataRecord,
  FlexiPageSchema,
  LayoutSchema,
  LwcBundle,
  ObjectSchema,
  OrgSchema,
  PermissionSetSchema,
  PicklistValue,
  RecordTypeSchema,
  TabSchema,
  ValidationRule,
} from './model.ts';
import { emptySetup } from './setup.ts';
import type { XmlElement } from './xml.ts';

export interface MetadataFile {
  /** absolute */
  readonly path: string;
  /** the component's name as the file name says it, decoded: `Status__c` for `Status__c.field-meta.xml` */
  readonly name: string;
  /** the object whose folder the file is in, for the decomposed parts of an object; '' elsewhere */
  readonly object: string;
  readonly root: XmlElement;
}

/** Reads one kind of metadata. Readers of phase `objects` run first; the others find `draft.objects` complete. */
export interface MetadataReader {
  /** the root element: `CustomField` */
  readonly kind: string;
  /** between the component's name and `-meta.xml`: `field` */
  readonly suffix: string;
  readonly phase: 'objects' | 'components';
  /** every element that may stand below the root; another one is an error, as it is on deployment; undefined: any */
  readonly elements: readonly string[] | undefined;
  read(file: MetadataFile, draft: ProjectDraft): void;
}

/** The parts of one object as they are met, in whichever folder. */
export interface ObjectDraft {
  readonly name: string;
  metadata: XmlElement | undefined;
  readonly fields: Map<string, XmlElement>;
  readonly recordTypes: RecordTypeSchema[];
  readonly validationRules: { readonly rule: ValidationRule; readonly element: XmlElement }[];
  readonly fieldSets: Map<string, XmlElement>;
  readonly listViews: XmlElement[];
  /** of big objects */
  readonly indexes: XmlElement[];
  readonly sharingReasons: { readonly name: string; readonly label: string }[];
}

export class ProjectDraft {
  readonly diagnostics: Diagnostic[] = [];
  /** what the project has and this org leaves out, although Apex might notice */
  readonly warnings: Diagnostic[] = [];
  readonly objectDrafts = new Map<string, ObjectDraft>();
  readonly globalValueSets = new Map<string, readonly PicklistValue[]>();
  readonly standardValueSets = new Map<string, XmlElement>();
  /** set between the phases */
  objects: ReadonlyMap<string, ObjectSchema> = new Map();

  readonly permissionSets = new Map<string, PermissionSetSchema>();
  readonly customPermissions = new Map<string, { readonly name: string; readonly label: string }>();
  readonly labels = new Map<string, { readonly name: string; readonly value: string }>();
  readonly customMetadata: CustomMetadataRecord[] = [];
  readonly apex: ApexSource[] = [];
  readonly #texts = new Map<string, string>();
  /** `class name` and `trigger name`, lower-cased, inactive triggers included */
  readonly apexNames = new Set<string>();
  readonly lwc: LwcBundle[] = [];
  readonly flexiPages = new Map<string, FlexiPageSchema>();
  readonly apps = new Map<string, AppSchema>();
  readonly tabs = new Map<string, TabSchema>();
  readonly layouts = new Map<string, LayoutSchema>();
  readonly setup = emptySetup();
  readonly #checks: ((schema: OrgSchema) => void)[] = [];

  report(place: XmlElement | SourcePosition, message: string): void {
    const { file, line, column } = 'position' in place ? place.position : place;
    this.diagnostics.push({ file, line, column, message });
  }

  warn(place: XmlElement, message: string): void {
    this.warnings.push({ ...place.position, message });
  }

  /** Of a source, which is read once. */
  textOf(path: string): string {
    let text = this.#texts.get(path);
    if (text === undefined) this.#texts.set(path, (text = readFileSync(path, 'utf8')));
    return text;
  }

  /** A reference that can be checked only when everything is read. */
  afterwards(check: (schema: OrgSchema) => void): void {
    this.#checks.push(check);
  }

  runChecks(schema: OrgSchema): void {
    for (const check of this.#checks) check(schema);
  }

  objectDraft(name: string): ObjectDraft {
    const key = name.toLowerCase();
    let object = this.objectDrafts.get(key);
    if (!object) {
      object = {
        name,
        metadata: undefined,
        fields: new Map(),
        recordTypes: [],
        validationRules: [],
        fieldSets: new Map(),
        listViews: [],
        indexes: [],
        sharingReasons: [],
      };
      this.objectDrafts.set(key, object);
    }
    return object;
  }

  /** Adds under the lower-cased name; a second component of one name is an error. */
  add<T>(map: Map<string, T>, name: string, value: T, file: MetadataFile): void {
    const key = name.toLowerCase();
    if (map.has(key)) this.report(file.root, `Duplicate ${file.root.name} named ${name}`);
    else map.set(key, value);
  }

  /** The text of a required child; reports and gives '' where it is missing. */
  required(element: XmlElement, child: string, kind = element.name): string {
    const value = element.value(child);
    if (value === undefined) this.report(element, `Required field is missing: ${child} of ${kind}`);
    return value ?? '';
  }

  /** Whether `path` names a field of `object`, following relationships: `Account.Owner.Name`. */
  hasField(object: string, path: string): boolean {
    if (/__mdt$/i.test(object) && SHOWN_OF_METADATA.has(path.toLowerCase())) return true;

    let current = this.objects.get(object.toLowerCase());
    const steps = path.split('.');
    const last = steps.pop()!;
    for (const step of steps) {
      const name = step.toLowerCase();
      const reference = current?.fields.values().find((field) => field.relationshipName?.toLowerCase() === name);
      current = this.objects.get(reference?.referenceTo[0]?.toLowerCase() ?? '');
    }
    return current?.fields.has(last.toLowerCase()) ?? false;
  }
}

/** What pages and list views show of a custom metadata record, though Apex cannot read it. */
const SHOWN_OF_METADATA = new Set([
  'isprotected',
  'createdbyid',
  'createddate',
  'lastmodifiedbyid',
  'lastmodifieddate',
]);

/** The words that Salesforce's deployment uses for a reference to nothing. */
export function notFound(field: string, kind: string, name: string): string {
  return `In field: ${field} - no ${kind} named ${name} found`;
}
