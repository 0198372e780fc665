/**
 * Objects whose rows are the org's own schema. Their rows are made from it when they are first asked for.
 * Source: Object Reference for the Salesforce Platform, "EntityDefinition", "FieldDefinition", "EntityParticle" and their kin.
 */
import { objectsIn } from './notation.ts';

const ENTITIES = `
EntityDefinition 4ie Entity Definition | setup readonly audit LastModifiedDate
  DurableId string(240); DeveloperName string(80); MasterLabel string(80); Label string(80); PluralLabel string(80); QualifiedApiName string(80) name; NamespacePrefix string(15); PublisherId string(18)
  KeyPrefix string(3); IsCustomizable boolean; IsApexTriggerable boolean; IsWorkflowEnabled boolean; IsProcessEnabled boolean; IsCompactLayoutable boolean; IsCustomSetting boolean; IsDeprecatedAndHidden boolean
  IsReplicateable boolean; IsRetrieveable boolean; IsSearchLayoutable boolean; IsSearchable boolean; IsTriggerable boolean; IsIdEnabled boolean; IsEverCreatable boolean; IsEverUpdatable boolean; IsEverDeletable boolean
  IsFeedEnabled boolean; IsQueryable boolean; IsMruEnabled boolean; IsLayoutable boolean; IsInterface boolean; HelpSettingPageName string(80); InternalSharingModel string(40); ExternalSharingModel string(40); DeploymentStatus {InDevelopment,Deployed}
FieldDefinition 4fe Field Definition | setup readonly audit LastModifiedDate
  DurableId string(240); QualifiedApiName string(80) name; DeveloperName string(80); NamespacePrefix string(15); MasterLabel string(80); Label string(80); Length int; Precision int; Scale int; DataType string(80); ValueTypeId string(40)
  EntityDefinitionId -> EntityDefinition as Fields; ReferenceTo string(4000); RelationshipName string(80); ExtraTypeInfo string(80); IsCalculated boolean; IsHighScaleNumber boolean; IsHtmlFormatted boolean; IsNameField boolean; IsNillable boolean
  IsWorkflowFilterable boolean; IsCompactLayoutable boolean; IsFieldHistoryTracked boolean; IsIndexed boolean; IsApiFilterable boolean; IsApiSortable boolean; IsApiGroupable boolean; IsListVisible boolean; IsPolymorphicForeignKey boolean; IsListFilterable boolean; IsListSortable boolean; PublisherId string(18); Description string(1000)
EntityParticle 4pt Entity Particle | setup readonly audit none
  DurableId string(240); QualifiedApiName string(80) name; DeveloperName string(80); NamespacePrefix string(15); MasterLabel string(80); Label string(80); Length int; Precision int; Scale int; Digits int; DataType string(80); ValueTypeId string(40)
  EntityDefinitionId -> EntityDefinition as Particles; FieldDefinitionId -> FieldDefinition as Particles; ReferenceTo string(4000); RelationshipName string(80); IsCalculated boolean; IsNameField boolean; IsNillable boolean; IsUnique boolean; IsCaseSensitive boolean
  IsAutonumber boolean; IsCreatable boolean; IsUpdatable boolean; IsIdLookup boolean; IsNamePointing boolean; IsDependentPicklist boolean; IsDefaultedOnCreate boolean; IsApiFilterable boolean; IsApiSortable boolean; IsApiGroupable boolean; IsPermissionable boolean; IsComponent boolean; InlineHelpText string(510); DefaultValueFormula string(4000)
PicklistValueInfo 4pv Picklist Value Info | setup readonly audit none
  DurableId string(240); Value string(255); Label string(255); IsDefaultValue boolean; IsActive boolean; ValidFor string(255); EntityParticleId -> EntityParticle as PicklistValues
RelationshipInfo 0Ju Relationship Info | setup readonly audit none
  DurableId string(240); ChildSobjectId -> EntityDefinition unnamed; FieldId -> FieldDefinition; IsCascadeDelete boolean; IsRestrictedDelete boolean; IsDeprecatedAndHidden boolean; RelationshipName string(80)
UserRecordAccess - User Record Access | setup readonly audit none
  UserId string(18); RecordId string(18); HasReadAccess boolean; HasEditAccess boolean; HasDeleteAccess boolean; HasTransferAccess boolean; HasAllAccess boolean; MaxAccessLevel {None,Read,Edit,Delete,Transfer,All}
`;

export const METADATA_OBJECTS = objectsIn(ENTITIES).map((object) => ({ ...object, rare: true }));
