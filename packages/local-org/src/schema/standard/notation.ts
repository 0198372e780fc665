/**
 * A short way to write objects of the catalogue that no other module names one by one. An object is a line of its name, key
 * prefix (`-` for none) and label, with options after a bar; its fields follow, indented, divided by semicolons:
 *
 *     Holiday 0C0 Holiday | setup
 *       Name string(80) required name; ActivityDate date; Kind {Public,*Private=Private Day}
 *       ParentId -> Holiday|User as Holidays cascade
 *
 * Options of an object are the members of `StandardObjectDefinition`; `audit` is followed by the fields' names. Words after a
 * field's type are its options.
 */
import { addressFields, labelFromName, lookup, makeField, owner, picklist, textarea, viewFields } from '../fields.ts';
import type { FieldOptions } from '../fields.ts';
import type { FieldSchema, FieldType, ObjectSchema } from '../model.ts';
import { defineObject, type StandardObjectDefinition } from './define.ts';

export const fieldsIn = (text: string): FieldSchema[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(fieldsOf);

export function objectsIn(text: string): ObjectSchema[] {
  const objects: ObjectSchema[] = [];
  let header = '';
  let fields = '';
  const close = (): void => {
    if (header !== '') objects.push(defineObject({ ...headerOf(header), fields: fieldsIn(fields) }));
    fields = '';
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith(' ')) fields += `${line}\n`;
    else {
      close();
      header = line;
    }
  }
  close();
  return objects;
}

function headerOf(line: string): Omit<StandardObjectDefinition, 'fields'> {
  const [names, options = ''] = line.split('|');
  const [name, keyPrefix, ...label] = names.trim().split(' ');
  const words = options.trim().split(/\s+/);
  const has = (word: string): boolean => words.includes(word);
  const after = (word: string): string | undefined => words[words.indexOf(word) + 1];
  const text = label.join(' ');
  return {
    name,
    label: text,
    labelPlural: /[^aeiou]y$/.test(text) ? `${text.slice(0, -1)}ies` : /s$/.test(text) ? text : `${text}s`,
    keyPrefix: keyPrefix === '-' ? '' : keyPrefix,
    kind: has('setup') ? 'setup' : 'standard',
    writable: !has('readonly'),
    ...(has('norecycle') ? { recyclable: false } : {}),
    ...(has('undeletable') ? { deletable: false } : {}),
    ...(has('private') ? { sharingModel: 'Private' } : {}),
    ...(has('byparent') ? { sharingModel: 'ControlledByParent' } : {}),
    ...(has('audit') ? { audit: after('audit') === 'none' ? [] : after('audit')!.split(',') } : {}),
  };
}

const FIELD = /^(\w+)(?: (?:->\s*([\w|]+)(?: as (\w+))?|\{([^}]*)\}|(\w+)(?:\(([^)]*)\))?))?((?: [\w="'-]+)*)$/;

function fieldsOf(text: string): FieldSchema[] {
  const match = FIELD.exec(text);
  if (!match) throw new Error(`The catalogue cannot be read at "${text}"`);
  const [, name, targets, children, values, type, size = '', rest] = match as unknown as string[];
  const options = optionsOf(rest);
  if (targets !== undefined) return [lookup(name, targets.split('|'), children, options)];
  if (values !== undefined) return [picklistOf(name, values, options)];
  switch (type) {
    case undefined:
      return sharedFields(name);
    case 'address':
      return addressFields(name === 'plain' ? '' : name);
    case 'textarea':
      return [textarea(name, Number(size || 255), options)];
    case 'double':
    case 'currency':
    case 'percent': {
      const [precision = 18, scale = 2] = size === '' ? [] : size.split(',').map(Number);
      return [makeField(name, type, { precision, scale, ...options })];
    }
    case 'int':
      return [makeField(name, 'int', { precision: Number(size || 9), ...options })];
    case 'autonumber':
      return [
        makeField(name, 'autonumber', {
          readOnly: true,
          nillable: false,
          system: true,
          displayFormat: size,
          ...options,
        }),
      ];
    default:
      return [makeField(name, type as FieldType, size === '' ? options : { length: Number(size), ...options })];
  }
}

/** Fields that go by one word: `owner`, `queueOwner`, `views`. */
function sharedFields(name: string): FieldSchema[] {
  switch (name) {
    case 'owner':
      return [owner()];
    case 'queueOwner':
      return [owner('UserOrGroup')];
    case 'views':
      return viewFields();
    default:
      throw new Error(`The catalogue cannot be read at "${name}"`);
  }
}

/** `{A,*B=Label of B}`: the star marks the default. */
function picklistOf(name: string, values: string, options: FieldOptions): FieldSchema {
  const entries = values.split(',').filter((entry) => entry !== '');
  const initial = entries.find((entry) => entry.startsWith('*'));
  const pairs = entries.map((entry): readonly [string, string] => {
    const [value, label = value] = entry.replace(/^\*/, '').split('=');
    return [value, label];
  });
  return picklist(name, pairs, {
    length: 40,
    ...options,
    ...(initial ? { initial: initial.slice(1).split('=')[0] } : {}),
  });
}

const OPTIONS: Readonly<Record<string, FieldOptions>> = {
  required: { required: true },
  name: { nameField: true },
  readonly: { readOnly: true },
  fixed: { updateable: false },
  unique: { unique: true },
  external: { externalId: true },
  system: { system: true },
  cascade: { deleteConstraint: 'cascade' },
  restrict: { deleteConstraint: 'restrict' },
  unnamed: { relationshipName: undefined },
  true: { defaultValue: 'true' },
};

function optionsOf(words: string): FieldOptions {
  const options: FieldOptions[] = words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [key, value] = word.split('=');
      if (key === 'label' && value !== undefined) return { label: labelFromName(value) };
      const known = OPTIONS[word];
      if (!known) throw new Error(`The catalogue cannot be read at "${word}"`);
      return known;
    });
  return Object.assign({}, ...options) as FieldOptions;
}
