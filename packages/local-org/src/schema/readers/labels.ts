/** Custom labels and custom permissions. Source: Metadata API Developer Guide, "CustomLabels", "CustomPermission". */
import type { MetadataReader } from '../project-draft.ts';

export const labelsReader: MetadataReader = {
  kind: 'CustomLabels',
  suffix: 'labels',
  phase: 'components',
  elements: ['fullName', 'labels'],
  read(file, draft) {
    for (const element of file.root.children('labels')) {
      const name = draft.required(element, 'fullName', 'CustomLabel');
      const value = draft.required(element, 'value', 'CustomLabel');
      draft.required(element, 'shortDescription', 'CustomLabel');
      draft.required(element, 'language', 'CustomLabel');
      if (draft.labels.has(name.toLowerCase())) draft.report(element, `Duplicate CustomLabel named ${name}`);
      else if (name) draft.labels.set(name.toLowerCase(), { name, value });
    }
  },
};

export const customPermissionReader: MetadataReader = {
  kind: 'CustomPermission',
  suffix: 'customPermission',
  phase: 'components',
  elements: ['fullName', 'connectedApp', 'description', 'isLicensed', 'label', 'requiredPermission'],
  read(file, draft) {
    const required = file.root.child('requiredPermission');
    if (required) draft.report(required, 'Required custom permissions are not supported');
    draft.add(draft.customPermissions, file.name, { name: file.name, label: draft.required(file.root, 'label') }, file);
  },
};
