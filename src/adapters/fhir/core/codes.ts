function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Codes outside of which FHIR R4 lets nothing through (required bindings), by the name of their set. */
export const codeSets: Readonly<Record<string, ReadonlySet<string>>> = {
  gender: set('male female other unknown'),
  'identifier-use': set('usual official temp secondary old'),
  'name-use': set('usual official temp nickname anonymous old maiden'),
  'contact-system': set('phone fax email pager url sms other'),
  'contact-use': set('home work temp old mobile'),
  'address-use': set('home work temp old billing'),
  'address-type': set('postal physical both'),
  'narrative-status': set('generated extensions additional empty'),
  comparator: set('< <= >= >'),
  'link-type': set('replaced-by replaces refer seealso'),
  'request-status': set('draft active on-hold revoked completed entered-in-error unknown'),
  'request-intent': set('proposal plan directive order original-order reflex-order filler-order instance-order option'),
  priority: set('routine urgent asap stat'),
  'task-status': set(
    'draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error',
  ),
  'task-intent': set('unknown proposal plan order original-order reflex-order filler-order instance-order option'),
  'goal-status': set('proposed planned accepted active on-hold completed cancelled entered-in-error rejected'),
  'plan-intent': set('proposal plan order option'),
  'activity-status': set(
    'not-started scheduled in-progress on-hold completed cancelled stopped unknown entered-in-error',
  ),
  'activity-kind': set(
    'Appointment CommunicationRequest DeviceRequest MedicationRequest NutritionOrder Task ServiceRequest VisionPrescription',
  ),
  'care-team-status': set('proposed active suspended inactive entered-in-error'),
  'consent-status': set('draft proposed active rejected inactive entered-in-error'),
  'provision-type': set('deny permit'),
  'consent-data-meaning': set('instance related dependents authoredby'),
  'group-type': set('person animal practitioner device medication substance'),
  'response-status': set('in-progress completed amended entered-in-error stopped'),
  'observation-status': set('registered preliminary final amended corrected cancelled entered-in-error unknown'),
  'days-of-week': set('mon tue wed thu fri sat sun'),
  'event-timing': set(
    'MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV',
  ),
  'composition-status': set('preliminary final amended entered-in-error'),
  'subscription-status': set('requested active error off'),
  'channel-type': set('rest-hook websocket email sms message'),
  'bundle-type': set(
    'document message transaction transaction-response batch batch-response history searchset collection',
  ),
  'http-verb': set('GET HEAD POST PUT DELETE PATCH'),
  'search-mode': set('match include outcome'),
  'entity-role': set('derivation revision quotation source removal'),
  'audit-action': set('C R U D E'),
  'audit-outcome': set('0 4 8 12'),
  'issue-severity': set('fatal error warning information'),
  'message-response': set('ok transient-error fatal-error'),
  units: set('s min h d wk mo a'),
};

/** The names of code systems and of numbers that records are known by. */
export const systems = {
  nhsNumber: 'https://fhir.nhs.uk/Id/nhs-number',
  odsOrganisation: 'https://fhir.nhs.uk/Id/ods-organization-code',
  snomed: 'http://snomed.info/sct',
  verification: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland',
  verificationExtension: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
  ethnicity: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland',
  ethnicityExtension: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory',
  capacityExtension:
    'http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-ExtensionHealthcareServiceCapacityStatus',
  sdohCodes: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  roleCode: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  consentScope: 'http://terminology.hl7.org/CodeSystem/consentscope',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  actReason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  /** Our own words. */
  own: 'urn:common-thread:fhir',
} as const;

/** The address of an extension of our own. */
export function ownExtension(name: string): string {
  return `${systems.own}:${name}`;
}

/** The address of the UK Core profile of a type. */
export function ukCore(type: string): string {
  return `https://fhir.hl7.org.uk/StructureDefinition/UKCore-${type}`;
}
