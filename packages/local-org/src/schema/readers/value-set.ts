/** Picklist values shared by fields. Source: Metadata API Developer Guide, "GlobalValueSet", "StandardValueSet". */
import type { MetadataReader } from '../project-draft.ts';
import { picklistValuesOf } from './field.ts';

export const globalValueSetReader: MetadataReader = {
  kind: 'GlobalValueSet',
  suffix: 'globalValueSet',
  phase: 'objects',
  elements: ['fullName', 'customValue', 'description', 'masterLabel', 'sorted'],
  read(file, draft) {
    draft.add(draft.globalValueSets, file.name, picklistValuesOf(file.root.children('customValue'), draft), file);
  },
};

/** Applied to the standard fields in objects.ts. */
export const standardValueSetReader: MetadataReader = {
  kind: 'StandardValueSet',
  suffix: 'standardValueSet',
  phase: 'objects',
  elements: ['fullName', 'sorted', 'standardValue', 'groupingStringEnum'],
  read(file, draft) {
    draft.add(draft.standardValueSets, file.name, file.root, file);
  },
};
