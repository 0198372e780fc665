/** Permission set groups and what is muted in them. Source: Metadata API Developer Guide, "PermissionSetGroup", "MutingPermissionSet". */
import { notFound, type MetadataReader } from '../project-draft.ts';
import { permissions, SHARED_ELEMENTS } from './permission-set.ts';

export const permissionSetGroupReader: MetadataReader = {
  kind: 'PermissionSetGroup',
  suffix: 'permissionsetgroup',
  phase: 'components',
  elements: [
    'fullName',
    'description',
    'hasActivationRequired',
    'label',
    'mutingPermissionSets',
    'permissionSets',
    'status',
  ],
  read(file, draft) {
    const { root } = file;
    if (root.flag('hasActivationRequired')) {
      draft.report(
        root.child('hasActivationRequired')!,
        `${file.name}: session-based permission set groups are not supported`,
      );
    }
    const group = {
      name: file.name,
      label: draft.required(root, 'label'),
      description: root.value('description'),
      permissionSets: root.values('permissionSets'),
      mutingPermissionSets: root.values('mutingPermissionSets'),
    };
    draft.add(draft.setup.permissionSetGroups, file.name, group, file);
    draft.afterwards(({ permissionSets, setup }) => {
      for (const item of root.children('permissionSets')) {
        if (permissionSets.get(item.text.toLowerCase())?.isProfile !== false)
          draft.report(item, notFound('permissionSets', 'PermissionSet', item.text));
      }
      for (const item of root.children('mutingPermissionSets')) {
        if (!setup.mutingPermissionSets.has(item.text.toLowerCase()))
          draft.report(item, notFound('mutingPermissionSets', 'MutingPermissionSet', item.text));
      }
    });
  },
};

export const mutingPermissionSetReader: MetadataReader = {
  kind: 'MutingPermissionSet',
  suffix: 'mutingpermissionset',
  phase: 'components',
  elements: [...SHARED_ELEMENTS, 'hasActivationRequired', 'label', 'tabSettings'],
  read(file, draft) {
    const label = draft.required(file.root, 'label');
    const muted = permissions(file, file.name, label, undefined, 'tabSettings', draft, 'muted');
    draft.add(draft.setup.mutingPermissionSets, file.name, muted, file);
  },
};
