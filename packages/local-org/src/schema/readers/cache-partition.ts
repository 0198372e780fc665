/** Partitions of the platform cache. Source: Metadata API Developer Guide, "PlatformCachePartition". */
import type { MetadataReader } from '../project-draft.ts';
import type { XmlElement } from '../xml.ts';

const CAPACITIES = [
  'allocatedCapacity',
  'allocatedPartnerCapacity',
  'allocatedPurchasedCapacity',
  'allocatedTrialCapacity',
];

export const cachePartitionReader: MetadataReader = {
  kind: 'PlatformCachePartition',
  suffix: 'cachePartition',
  phase: 'components',
  elements: [
    'fullName',
    'description',
    'isDefaultPartition',
    'masterLabel',
    'namespacePrefix',
    'platformCachePartitionTypes',
  ],
  read(file, draft) {
    const { root } = file;
    draft.required(root, 'masterLabel');
    const isDefault = root.flag('isDefaultPartition');
    if (isDefault && [...draft.setup.cachePartitions.values()].some((partition) => partition.isDefault))
      draft.report(root, 'Only one partition of the platform cache can be the default partition');
    const capacity = { Organization: 0, Session: 0 };
    for (const element of root.children('platformCachePartitionTypes')) {
      const type = draft.required(element, 'cacheType');
      if (type === 'Organization' || type === 'Session') capacity[type] += megabytes(element);
      else draft.report(element, `'${type}' is not a valid cacheType`);
    }
    const partition = { name: file.name, isDefault, org: capacity.Organization, session: capacity.Session };
    draft.add(draft.setup.cachePartitions, file.name, partition, file);
  },
};

function megabytes(element: XmlElement): number {
  return CAPACITIES.reduce((sum, name) => sum + Number(element.value(name) ?? 0), 0);
}
